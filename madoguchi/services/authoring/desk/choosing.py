"""The box of a condition: always, by choosing sentences, or as it is written (CEL)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import Refused
from madoguchi.faces.shell.fields import FieldView
from madoguchi.services.authoring.body import GONE
from madoguchi.services.authoring.conditions import MOST, Measured, Said, join, split
from madoguchi.services.authoring.desk.boxes import Box, Typed, Word, first

SIGNS = (
    (">=", _("以上（その日以後）")),
    ("<=", _("以下（その日以前）")),
    ("==", _("と同じ")),
    (">", _("より大きい（より後）")),
    ("<", _("より小さい（より前）")),
)
ALWAYS = _("いつも")
COMPARED = re.compile(r"([a-z][a-z0-9_.]*) (>=|<=|==|>|<) (?:date\('([0-9-]{10})'\)|(-?[0-9]+(?:\.[0-9]+)?))")


@dataclass
class Condition(Box):
    """`otherwise`: what leaving it out means, in words."""

    said: Sequence[Said] = ()
    measured: Sequence[Measured] = ()
    otherwise: Any = ALWAYS

    def typed(self, value: Any) -> dict[str, list[str]]:
        if value is GONE or not isinstance(value, str):
            return {f"{self.name}.how": ["always"]}
        by, parts = split(value)
        known = {one.cel for one in self.said}
        chosen = [part for part in parts if part in known]
        compared = [
            found for part in parts if part not in known and (found := COMPARED.fullmatch(part)) and found[1] in self._measures()
        ]
        if len(chosen) + len(compared) < len(parts) or len(chosen) > MOST or len(compared) > 1:
            return {f"{self.name}.how": ["written"], f"{self.name}.cel": [value]}
        typed = {f"{self.name}.how": ["chosen"], f"{self.name}.by": [by]}
        typed |= {f"{self.name}.{n}": [part] for n, part in enumerate(chosen)}
        if compared:
            one = compared[0]
            typed |= {f"{self.name}.what": [one[1]], f"{self.name}.sign": [one[2]], f"{self.name}.than": [one[3] or one[4]]}
        return typed

    def _measures(self) -> dict[str, Measured]:
        return {one.name: one for one in self.measured}

    def is_same(self, typed: Typed, before: Any) -> bool:
        shown = self.typed(before)
        if first(typed, f"{self.name}.how") != shown[f"{self.name}.how"][0]:
            return False
        how = shown[f"{self.name}.how"][0]
        names = {"always": [], "written": ["cel"], "chosen": ["by", *map(str, range(MOST)), "what", "sign", "than"]}[how]
        names = [name for name in names if name not in {"by", "sign"} or f"{self.name}.{name}" in shown]
        return all(first(typed, f"{self.name}.{name}") == (shown.get(f"{self.name}.{name}") or [""])[0] for name in names)

    def parse(self, typed: Typed, before: Any) -> Any:
        how = first(typed, f"{self.name}.how")
        if how == "written":
            return first(typed, f"{self.name}.cel").strip() or GONE
        if how != "chosen":
            return GONE
        parts = [text for n in range(MOST) if (text := first(typed, f"{self.name}.{n}"))]
        if compared := self._compared(typed):
            parts.append(compared)
        return join(parts, "||" if first(typed, f"{self.name}.by") == "||" else "&&") or GONE

    def wrong(self, typed: Typed) -> Word:
        how = first(typed, f"{self.name}.how")
        if how == "written":
            return "" if first(typed, f"{self.name}.cel").strip() else _("式を入力してください。")
        if how != "chosen":
            return ""
        what, than = self._measures().get(first(typed, f"{self.name}.what")), first(typed, f"{self.name}.than").strip()
        if what is None and than:
            return _("何と比べるか、「数や日付の問い」を選んでください。")
        if what is not None and not self._compared(typed):
            return (
                _("比べる日付を入力してください（例：2027-04-01）。")
                if what.is_day
                else _("比べる数を入力してください（例：18）。")
            )
        if what is None and not any(first(typed, f"{self.name}.{n}") for n in range(MOST)):
            return _("条件を1つ以上選んでください。")
        return ""

    def _compared(self, typed: Typed) -> str:
        what = self._measures().get(first(typed, f"{self.name}.what"))
        than, sign = first(typed, f"{self.name}.than").strip(), first(typed, f"{self.name}.sign")
        if what is None or not than or sign not in dict(SIGNS):
            return ""
        if not what.is_day:
            from madoguchi.core.text.public import to_halfwidth

            number = to_halfwidth(than).replace(",", "")
            return f"{what.name} {sign} {number}" if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", number) else ""
        try:
            return f"{what.name} {sign} date('{parse_date(than)}')"
        except (Refused, ValueError):
            return ""

    def view(self, typed: Typed, error: str = "") -> FieldView:
        how = first(typed, f"{self.name}.how") or "always"
        ways = [("always", self.otherwise), ("written", _("式で書く（CEL）"))]
        if self.said or self.measured:
            ways.insert(1, ("chosen", _("前の答えによる")))
        parts = [FieldView(f"{self.name}.how", _("いつ"), "radio", how, options=ways)]
        if self.said or self.measured:
            at_choice = f"{self.name}.how=chosen"
            joins = [("&&", _("すべてに当てはまるとき")), ("||", _("どれかに当てはまるとき"))]
            offers = [("", _("（なし）")), *((one.cel, f"{one.about} → {one.words}") for one in self.said)]
            if self.said:
                parts += [
                    FieldView(
                        f"{self.name}.{n}",
                        _t("条件{n}").format(n=n + 1),
                        "select",
                        first(typed, f"{self.name}.{n}"),
                        options=offers,
                        when=at_choice,
                    )
                    for n in range(MOST)
                ]
            if self.measured:
                questions = [("", _("（なし）")), *((one.name, one.words) for one in self.measured)]
                parts += [
                    FieldView(
                        f"{self.name}.what",
                        _("数や日付の問い"),
                        "select",
                        first(typed, f"{self.name}.what"),
                        options=questions,
                        when=at_choice,
                    ),
                    FieldView(
                        f"{self.name}.than",
                        _("比べる数・日付"),
                        "text",
                        first(typed, f"{self.name}.than"),
                        size="medium",
                        when=at_choice,
                    ),
                    FieldView(
                        f"{self.name}.sign",
                        _("比べ方"),
                        "select",
                        first(typed, f"{self.name}.sign") or ">=",
                        options=SIGNS,
                        when=at_choice,
                    ),
                ]
            parts.append(
                FieldView(
                    f"{self.name}.by",
                    _("組み合わせ"),
                    "select",
                    first(typed, f"{self.name}.by") or "&&",
                    options=joins,
                    when=at_choice,
                )
            )
        parts.append(
            FieldView(
                f"{self.name}.cel",
                _("式"),
                "textarea",
                first(typed, f"{self.name}.cel"),
                rows=2,
                when=f"{self.name}.how=written",
                hint=_("例：kind == 'student' && age(birth, today) < 18"),
            )
        )
        return FieldView(self.name, self.label, "group", hint=self.hint, error=error, layout="stack", parts=parts, when=self.when)
