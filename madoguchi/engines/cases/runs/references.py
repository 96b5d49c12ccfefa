"""整理番号: G, nine digits and a check digit (Luhn), for a bar code, and to be typed in from paper."""

import secrets

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.core.text.public import to_halfwidth


class BadReference(Refused):
    code, message = "bad-reference", _("整理番号は、Gと10桁の数字です。番号を確かめてください。")


def new_reference() -> str:
    body = "".join(secrets.choice("0123456789") for _n in range(9))
    return f"G{body}{check_digit(body)}"


def check_reference(text: str) -> str:
    """As it is stored. Raises BadReference."""
    plain = "".join(letter for letter in to_halfwidth(text).upper() if letter.isalnum())
    digits = plain.removeprefix("G")
    if len(digits) != 10 or not digits.isascii() or not digits.isdecimal() or check_digit(digits[:-1]) != digits[-1]:
        raise BadReference
    return f"G{digits}"


def check_digit(body: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
