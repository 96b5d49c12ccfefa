"""郵便番号: seven digits, shown 279-0001. One code may cover many 町字: it narrows an address, never decides it."""

import re

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.core.text.hyphens import HYPHENS
from madoguchi.core.text.width import to_halfwidth

_NOISE = dict.fromkeys(map(ord, HYPHENS + "〒 "))
_SHAPE = re.compile(r"[0-9]{7}")


class BadPostalCode(Refused):
    code, message = "bad-postal-code", _("郵便番号は7桁の数字です（例：279-0001）。")


def parse_postal(text: str) -> str:
    """`〒２７９－０００１`, `279 0001`, `2790001` → `279-0001`. Raises BadPostalCode."""
    digits = to_halfwidth(text.strip()).translate(_NOISE)
    if not _SHAPE.fullmatch(digits):
        raise BadPostalCode
    return f"{digits[:3]}-{digits[3:]}"


def format_postal(text: str) -> str:
    """〒279-0001 for an envelope."""
    return f"〒{parse_postal(text)}"
