"""The box of a fee: one amount, an amount for each option of a question, or an expression."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.core.text.public import to_halfwidth
from madoguchi.engines.forms.public import Question
from madoguchi.faces.shell.fields import FieldView
from madoguchi.services.authoring.body import GONE
from madoguchi.services.authoring.desk.boxes import Box, Typed, Word, first

STEP = re.compile(r"([a-z][a-z0-9_.]*) == '([a-z0-9][a-z0-9_-]*)' \? ([0-9]{1,9}) : ")


@dataclass
class Fee(Box):
    """`choices`: questions of type choice outside lists."""

    choices: Sequence[Question] = ()

    def typed(self, value: Any) -> dict[str, list[str]]:
        text = "" if value is GONE else str(value)
        if not text or re.fullmatch(r"[0-9]{1,9}", text):
            return {f"{self.name}.how": ["fixed"], f"{self.name}.amount": [text]}
        steps = list(STEP.finditer(text))
        rest = text[steps[-1].end() :] if steps else text
        asked = {step[1] for step in steps}
        known = {one.id: one for one in self.choices}
        if not steps or len(asked) != 1 or "".join(s[0] for s in steps) + rest != text or not re.fullmatch(r"[0-9]{1,9}", rest):
            return {f"{self.name}.how": ["written"], f"{self.name}.cel": [text]}
        question = known.get(next(iter(asked)))
        if question is None or not {step[2] for step in steps} <= set(question.options):
            return {f"{self.name}.how": ["written"], f"{self.name}.cel": [text]}
        amounts = {step[2]: step[3] for step in steps}
        return {
            f"{self.name}.how": ["by"],
            f"{self.name}.question": [question.id],
            f"{self.name}.amount": [rest],
            **{f"{self.name}.of.{code}": [amounts.get(code, "")] for code in question.options},
        }

    def is_same(self, typed: Typed, before: Any) -> bool:
        shown = self.typed(before)
        how = shown[f"{self.name}.how"][0]
        if first(typed, f"{self.name}.how") != how:
            return False
        own = {"fixed": ("amount",), "written": ("cel",), "by": ("amount", "question")}[how]
        names = [*(f"{self.name}.{one}" for one in own), *(name for name in shown if ".of." in name)]
        return all(first(typed, name) == (shown.get(name) or [""])[0] for name in names)

    def wrong(self, typed: Typed) -> Word:
        how = first(typed, f"{self.name}.how")
        if how == "written":
            return "" if first(typed, f"{self.name}.cel").strip() else _("式を入力してください。")
        if how == "by" and not first(typed, f"{self.name}.question"):
            return _("金額を決める問いを選んでください。")
        amounts = [f"{self.name}.amount", *(name for name in typed if how == "by" and name.startswith(f"{self.name}.of."))]
        if any(first(typed, name).strip() and not _digits(first(typed, name)) for name in amounts):
            return _("金額は、0円以上の数字で入力してください（例：2,000）。")
        if how != "by" and not first(typed, f"{self.name}.amount").strip():
            return _("金額を入力してください。無料のときは 0 です。")
        return ""

    def parse(self, typed: Typed, before: Any) -> Any:
        how = first(typed, f"{self.name}.how")
        if how == "written":
            return first(typed, f"{self.name}.cel").strip() or GONE
        amount = _digits(first(typed, f"{self.name}.amount"))
        question = next((one for one in self.choices if one.id == first(typed, f"{self.name}.question")), None)
        if how != "by" or question is None:
            return amount or GONE
        steps = [
            f"{question.id} == '{code}' ? {_digits(first(typed, f'{self.name}.of.{code}'))} : "
            for code in question.options
            if _digits(first(typed, f"{self.name}.of.{code}"))
        ]
        if not steps:  # the question was only just chosen: its options come with the next page
            code = next(iter(question.options))
            steps = [f"{question.id} == '{code}' ? {amount or 0} : "]
        return "".join(steps) + (amount or "0")

    def view(self, typed: Typed, error: str = "") -> FieldView:
        chosen = first(typed, f"{self.name}.question")
        ways = [("fixed", _("決まった金額")), ("written", _("式で書く（CEL）"))]
        if self.choices:
            ways.insert(1, ("by", _("選んだ答えによる金額")))
        parts = [FieldView(f"{self.name}.how", _("決め方"), "radio", first(typed, f"{self.name}.how") or "fixed", options=ways)]
        if self.choices:
            options = [("", _("選んでください")), *((one.id, str(one.label)) for one in self.choices)]
            hint = _("問いを選んで保存すると、選択肢ごとの金額の欄が出ます。")
            parts.append(
                FieldView(
                    f"{self.name}.question",
                    _("金額を決める問い"),
                    "select",
                    chosen,
                    hint,
                    options=options,
                    when=f"{self.name}.how=by",
                )
            )
        question = next((one for one in self.choices if one.id == chosen), None)
        for code, text in (question.options if question else {}).items():
            name = f"{self.name}.of.{code}"
            parts.append(FieldView(name, str(text), "yen", first(typed, name), when=f"{self.name}.how=by"))
        parts.append(FieldView(f"{self.name}.amount", _("金額（ほかのとき）"), "yen", first(typed, f"{self.name}.amount")))
        parts.append(
            FieldView(
                f"{self.name}.cel", _("式"), "textarea", first(typed, f"{self.name}.cel"), rows=2, when=f"{self.name}.how=written"
            )
        )
        return FieldView(self.name, self.label, "group", hint=self.hint, error=error, layout="stack", parts=parts)


def _digits(text: str) -> str:
    found = re.sub(r"[,、円\s]", "", to_halfwidth(text))
    return str(int(found)) if re.fullmatch(r"[0-9]{1,9}", found) else ""
