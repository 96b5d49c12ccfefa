"""Types of questions that belong to cases: an earlier receipt number, the number of a care office."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

from madoguchi.core.identifiers.public import BadNumber, check_receipt_number
from madoguchi.core.text import public as text
from madoguchi.engines.forms.public import FieldType, Limits, Part, Problem, Raw, Unparsable, register_field_type

if TYPE_CHECKING:
    from madoguchi.engines.forms.public import Question


class ReceiptNumberType(FieldType):
    """受付番号 of an earlier application. A slip of the pen shows at once by the check character; whether there is such a case
    only the office can say.
    """

    code: ClassVar[str] = "receipt-number"

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(size=16),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        written = (raw.get("") or [""])[0].strip()
        if not written:
            return None
        try:
            return check_receipt_number(written)
        except BadNumber as wrong:
            raise Unparsable("bad-receipt-number", str(wrong)) from None

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        try:
            if isinstance(value, str) and check_receipt_number(value) == value:
                return []
        except BadNumber:
            pass
        return [Problem("", "bad-receipt-number", _("受付番号を確かめてください。"))]

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"type": "string", "minLength": 4, "maxLength": 20}


class CareOfficeNumberType(FieldType):
    """介護保険の事業所番号: ten digits, of which the first two are the prefecture (01 to 47)."""

    code: ClassVar[str] = "care-office-number"

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(inputmode="numeric", size=14),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        written = (raw.get("") or [""])[0]
        digits = "".join(one for one in text.unify_hyphens(text.to_halfwidth(written)) if one not in "-" and not one.isspace())
        if not digits:
            return None
        if problem := wrong_number(digits):
            raise Unparsable(problem.code, problem.sentence)
        return digits

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        problem = wrong_number(value if isinstance(value, str) else "")
        return [problem] if problem else []

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"type": "string", "pattern": "^(0[1-9]|[1-3][0-9]|4[0-7])[0-9]{8}$"}


def wrong_number(digits: str) -> Problem | None:
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
        return Problem("", "bad-office-number", _("事業所番号は10桁の数字で入力してください。"))
    if not 1 <= int(digits[:2]) <= 47:
        return Problem("", "bad-office-number", _("事業所番号の最初の2桁は都道府県の番号（01〜47）です。番号を確かめてください。"))
    return None


def register() -> None:
    for field_type in (ReceiptNumberType(), CareOfficeNumberType()):
        register_field_type(field_type)
