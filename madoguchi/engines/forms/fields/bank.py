"""bank-account: where money is sent. 公金受取口座, a bank, or ゆうちょ by its 記号 and 番号."""

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from madoguchi.city.public import Mistake
from madoguchi.core.refused import Refused
from madoguchi.core.text import public as text
from madoguchi.engines.forms.conditions.types import Codes, Group, Kind, Type
from madoguchi.engines.forms.fields.base import FieldType, Limits, Part, Raw, one, wrong_shape
from madoguchi.engines.forms.problems import Problem, Unparsable, bad

if TYPE_CHECKING:
    from madoguchi.engines.forms.definitions import Question

WAYS = {"public": gettext_lazy("公金受取口座"), "bank": gettext_lazy("銀行など"), "yucho": gettext_lazy("ゆうちょ銀行")}
KINDS = {"ordinary": gettext_lazy("普通"), "current": gettext_lazy("当座"), "savings": gettext_lazy("貯蓄")}
NEEDED = {"public": (), "bank": ("bank", "branch", "kind", "number", "holder"), "yucho": ("symbol", "number", "holder")}
_NARROW = {ord(c) + 0xFEE0: c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}
_HOLDER = re.compile(r"[ァ-ヺーA-Z0-9（）．－／「」　]{1,48}")
_SHAPE = {"symbol": r"[01][0-9]{4}", "number": r"[0-9]{1,8}"}


class BankAccountType(FieldType):
    code = "bank-account"
    settings = frozenset({"kinds", "public_account"})
    group = True

    def check_question(self, question: "Question") -> None:
        if unknown := set(question.kinds) - set(KINDS):
            one_of = f"{sorted(unknown)[0]} / {', '.join(KINDS)}"
            raise Mistake(f"kinds に使えない名前です: {one_of}", f"kinds: none of the known: {one_of}")

    def ways(self, question: "Question") -> list[str]:
        return [way for way in WAYS if way != "public" or question.public_account]

    def kind(self, question: "Question") -> Kind:
        names = dict.fromkeys(("bank", "branch", "number", "holder", "symbol"), Type.TEXT)
        return Group({**names, "way": Codes(frozenset(self.ways(question))), "kind": Codes(frozenset(KINDS))})

    def parts(self, question: "Question") -> tuple[Part, ...]:
        kinds = tuple((code, KINDS[code]) for code in question.kinds or KINDS)
        only_bank, only_yucho = gettext_lazy("銀行などの場合"), gettext_lazy("ゆうちょ銀行の場合。通帳の5桁の数字")
        return (
            Part("way", "radio", gettext_lazy("振込先の種類"), tuple((way, WAYS[way]) for way in self.ways(question))),
            Part("bank", label=gettext_lazy("金融機関名"), size=30, hint=only_bank, optional=True),
            Part("branch", label=gettext_lazy("支店名"), size=30, hint=only_bank, optional=True),
            Part("kind", "radio", gettext_lazy("口座の種類"), kinds, hint=only_bank, optional=True),
            Part("symbol", label=gettext_lazy("記号"), inputmode="numeric", size=5, hint=only_yucho, optional=True),
            Part(
                "number",
                label=gettext_lazy("口座番号（ゆうちょ銀行は番号）"),
                inputmode="numeric",
                size=8,
                optional=True,
            ),
            Part("holder", label=gettext_lazy("口座名義（カタカナ）"), size=30, optional=True),
        )

    def parse(self, raw: Raw, question: "Question") -> Any:
        entered = {name: one(raw, name) for name in ("way", "bank", "branch", "kind", "symbol", "number", "holder")}
        typed = {name: value for name, value in entered.items() if value}
        if not typed or set(typed) == {"kind"}:
            return None
        way = typed.get("way") or ("yucho" if "symbol" in typed else "bank")
        if way not in self.ways(question):
            raise Unparsable("unknown-option", _("選択肢から選んでください。"), "way")
        value = {"way": way}
        for name in NEEDED[way]:
            if name in typed:
                value[name] = self._read(name, typed[name], way)
        return value

    def _read(self, name: str, typed: str, way: str) -> str:
        try:
            if name in {"number", "symbol"}:
                digits = re.sub(r"[\s-]", "", text.unify_hyphens(text.to_halfwidth(typed)))
                return digits.zfill(7) if name == "number" and way == "bank" and digits.isdecimal() else digits
            return holder_name(typed) if name == "holder" else text.clean(typed)
        except Refused as refused:
            raise Unparsable.by(refused, name) from None

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        known = value if isinstance(value, dict) else {}
        return {part.name: [str(known[part.name])] if part.name in known else [] for part in self.parts(question)}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        if not isinstance(value, dict) or value.get("way") not in self.ways(question):
            return wrong_shape("way: public / bank / yucho")
        needed = NEEDED[value["way"]]
        if not set(value) <= {"way", *needed} or not all(isinstance(v, str) for v in value.values()):
            return wrong_shape(", ".join(needed) or "way")
        labels = {part.name: part.label for part in self.parts(question)}
        problems = [
            bad("account-incomplete", _("{part}を入力してください。").format(part=labels[name]), part=name)
            for name in needed
            if not value.get(name)
        ]
        return problems or [problem for name in needed for problem in self._wrong(name, value, question)]

    def _wrong(self, name: str, value: dict[str, str], question: "Question") -> list[Problem]:
        entered = value[name]
        if name == "kind" and entered not in (question.kinds or KINDS):
            return [bad("unknown-option", _("選択肢から選んでください。"), part=name)]
        if name == "number" and value["way"] == "bank" and not re.fullmatch(r"[0-9]{7}", entered):
            return [bad("bad-account-number", _("口座番号は7桁までの数字で入力してください。"), part=name)]
        if name in _SHAPE and not re.fullmatch(_SHAPE[name], entered):
            words = _("記号は、0か1で始まる5桁の数字です。") if name == "symbol" else _("番号は、8桁までの数字で入力してください。")
            return [bad(f"bad-{name}", words, part=name)]
        if name == "holder" and not _HOLDER.fullmatch(entered):
            return [bad("bad-holder", _("口座名義は、通帳のとおりカタカナで入力してください。"), part=name)]
        if len(entered) > 60:
            return [bad("too-long", _("{max}文字以内で入力してください。").format(max=60), part=name)]
        return []

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        if not isinstance(value, dict):
            return ""
        with override({"easy": "ja-easy"}.get(language, language) or get_language() or "ja"):
            if value.get("way") == "yucho":
                shown = [
                    str(WAYS["yucho"]),
                    _("記号 {symbol}").format(symbol=value.get("symbol", "")),
                    _("番号 {n}").format(n=value.get("number", "")),
                ]
            elif value.get("way") == "bank":
                shown = [
                    str(value.get("bank", "")),
                    str(value.get("branch", "")),
                    str(KINDS.get(str(value.get("kind")), "")),
                    str(value.get("number", "")),
                ]
            else:
                shown = [str(WAYS["public"])]
            return "　".join(filter(None, [*shown, str(value.get("holder", ""))]))

    def schema(self, question: "Question") -> dict[str, Any]:
        shapes = {
            **dict.fromkeys(("bank", "branch", "holder"), r"^.{1,60}$"),
            "symbol": f"^{_SHAPE['symbol']}$",
            "number": f"^{_SHAPE['number']}$",
        }
        kinds = {"kind": {"enum": question.kinds or list(KINDS)}}
        return {"oneOf": [_way_schema(way, shapes, kinds) for way in self.ways(question)]}


def _way_schema(way: str, shapes: dict[str, str], kinds: dict[str, Any]) -> dict[str, Any]:
    inner = {name: kinds.get(name) or {"type": "string", "pattern": shapes[name]} for name in NEEDED[way]}
    return {
        "type": "object",
        "properties": {"way": {"const": way}, **inner},
        "required": ["way", *NEEDED[way]],
        "additionalProperties": False,
    }


def holder_name(typed: str) -> str:
    """As it is kept: full-width katakana, capitals and signs; small kana stay as the passbook has them."""
    wide = text.to_fullwidth(text.hiragana_to_katakana(text.widen_kana(text.clean(typed))).upper().replace(".", "．"))
    spaced = "　".join(wide.split())
    return spaced.translate(_NARROW)


def yucho_account(symbol: str, number: str) -> tuple[str, str, str]:
    """記号・番号 → (店番, 種類, 口座番号) for other banks: 11940-12345671 → ("198", "ordinary", "1234567")."""
    if symbol.startswith("1"):
        return f"{symbol[1:3]}8", "ordinary", number[:-1].zfill(7)
    return f"{symbol[1:3]}9", "current", number.zfill(7)


TYPES = (BankAccountType(),)
