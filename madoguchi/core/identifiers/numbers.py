"""The numbers themselves: for each `check_x(text)`, its digits or BadNumber, and `is_valid_x(text)`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers import check_digits
from madoguchi.core.identifiers.bare import bare
from madoguchi.core.identifiers.refusals import BadNumber, NotDigits, NotInvoiceNumber, WrongCheckDigit, WrongLength


@dataclass(frozen=True)
class Kind:
    """A kind of number: how long it is, where its check digit stands (from the left), and the rule of that digit."""

    name: Promise
    lengths: tuple[int, ...]
    rule: Callable[[str], str]
    place: int = -1
    follow: int = 0  # digits after the check digit, which it does not cover

    def check(self, text: str) -> str:
        """The digits, half width and nothing else. Raises BadNumber."""
        digits = bare(text)
        if not (digits.isascii() and digits.isdecimal()):
            raise NotDigits(name=self.name)
        if len(digits) not in self.lengths:
            raise WrongLength(name=self.name, expected="・".join(map(str, self.lengths)), found=len(digits))
        covered = digits[: len(digits) - self.follow]
        given, body = covered[self.place], covered[1:] if self.place == 0 else covered[:-1]
        if self.rule(body) != given:
            raise WrongCheckDigit(name=self.name)
        return digits

    def is_valid(self, text: str) -> bool:
        try:
            self.check(text)
        except BadNumber:
            return False
        return True


MY_NUMBER = Kind(_("個人番号"), (12,), check_digits.my_number)
CORPORATE_NUMBER = Kind(_("法人番号"), (13,), check_digits.corporate_number, place=0)
RESIDENT_CODE = Kind(_("住民票コード"), (11,), check_digits.resident_code)
MUNICIPALITY_CODE = Kind(_("全国地方公共団体コード"), (6,), check_digits.municipality_code)
DRIVING_LICENCE = Kind(_("運転免許証番号"), (12,), check_digits.driving_licence, follow=1)
INSURER_NUMBER = Kind(_("保険者番号"), (6, 8), check_digits.luhn)

check_my_number, is_valid_my_number = MY_NUMBER.check, MY_NUMBER.is_valid
check_corporate_number, is_valid_corporate_number = CORPORATE_NUMBER.check, CORPORATE_NUMBER.is_valid
check_resident_code, is_valid_resident_code = RESIDENT_CODE.check, RESIDENT_CODE.is_valid
check_municipality_code, is_valid_municipality_code = MUNICIPALITY_CODE.check, MUNICIPALITY_CODE.is_valid
check_driving_licence, is_valid_driving_licence = DRIVING_LICENCE.check, DRIVING_LICENCE.is_valid
check_insurer_number, is_valid_insurer_number = INSURER_NUMBER.check, INSURER_NUMBER.is_valid


def check_invoice_number(text: str) -> str:
    """適格請求書発行事業者の登録番号 (消費税法57条の2): T and the 法人番号 of the business. Raises BadNumber."""
    name = _("登録番号")
    number = bare(text)
    if len(number) != 14 or number[0] != "T" or not (number[1:].isascii() and number[1:].isdecimal()):
        raise NotInvoiceNumber(name=name)
    if not is_valid_corporate_number(number[1:]):
        raise WrongCheckDigit(name=name)
    return number


def is_valid_invoice_number(text: str) -> bool:
    try:
        check_invoice_number(text)
    except BadNumber:
        return False
    return True


def invalid_my_number(seed: int = 12_345_678_901) -> str:
    """Twelve digits that are nobody's 個人番号, for samples and the demo: the check digit is wrong on purpose."""
    body = f"{seed % 10**11:011d}"
    return body + str((int(check_digits.my_number(body)) + 4) % 10)
