"""number and yen: full width, kanji numerals, commas and 円 are all read; money is whole yen."""

import math
import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.money import public as money
from madoguchi.core.refused import Refused
from madoguchi.core.text import public as text
from madoguchi.engines.forms.conditions.types import Kind, Type
from madoguchi.engines.forms.fields.base import FieldType, Limits, Part, Raw, one, wrong_shape
from madoguchi.engines.forms.problems import Problem, Unparsable, bad

if TYPE_CHECKING:
    from madoguchi.engines.forms.definitions import Question

_NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{1,6})?")


class NumberType(FieldType):
    code = "number"
    settings = frozenset({"min", "max", "decimals", "unit"})

    def kind(self, question: "Question") -> Kind:
        return Type.NUMBER

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(inputmode="decimal" if question.decimals else "numeric", size=12, hint=str(question.unit or "")),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        typed = text.arabic_numerals(text.unify_hyphens(text.to_halfwidth(one(raw))).replace(",", "").replace(" ", ""))
        typed = typed.removesuffix(question.unit.ja) if question.unit else typed
        if not typed:
            return None
        if not _NUMBER.fullmatch(typed):
            raise Unparsable("not-a-number", _("数字で入力してください。"))
        whole, _dot, part = typed.partition(".")
        if len(part.rstrip("0")) > question.decimals:
            words = (
                _("小数点以下は{n}桁までで入力してください。") if question.decimals else _("小数点のない数字で入力してください。")
            )
            raise Unparsable("too-fine", words.format(n=question.decimals))
        return float(typed) if part.rstrip("0") else int(whole)

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        return {"": [self.show(value, question)] if _is_number(value) else []}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        if not _is_number(value) or (isinstance(value, float) and (not question.decimals or value.is_integer())):
            return wrong_shape("数")
        if abs(value) >= 10**15:
            return [bad("too-large", _("数が大きすぎます。"))]
        if question.min is not None and value < question.min:
            return [bad("too-small", _("{min}以上の数を入力してください。").format(min=plainly(question.min)))]
        if question.max is not None and value > question.max:
            return [bad("too-large", _("{max}以下の数を入力してください。").format(max=plainly(question.max)))]
        return []

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        if not _is_number(value):
            return ""
        unit = (question.unit.in_(language) if language else str(question.unit)) if question.unit else ""
        return (f"{value:,}" if isinstance(value, int) else f"{value:,.{question.decimals}f}") + unit

    def schema(self, question: "Question") -> dict[str, Any]:
        bounds = {"minimum": question.min, "maximum": question.max}
        return {
            "type": "number" if question.decimals else "integer",
            **{k: v for k, v in bounds.items() if v is not None},
        }


class YenType(NumberType):
    code = "yen"
    settings = frozenset({"min", "max"})

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(inputmode="numeric", size=14, hint=gettext_lazy("円")),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        try:
            return int(money.parse_yen(one(raw))) if one(raw) else None
        except Refused as refused:
            raise Unparsable.by(refused) from None

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        return super().check(value, question, limits)

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        return str(money.yen(value)) if isinstance(value, int) and not isinstance(value, bool) else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def plainly(bound: float) -> str:
    """A bound as people write it."""
    return f"{int(bound):,}" if float(bound).is_integer() else str(bound)


TYPES = (NumberType(), YenType())
