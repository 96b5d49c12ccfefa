"""電話番号: ten digits on a line, eleven on a mobile (電気通信番号計画); `+` and up to fifteen abroad (ITU-T E.164)."""

import re

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.core.text.area_codes import area_code_length
from madoguchi.core.text.hyphens import HYPHENS
from madoguchi.core.text.width import to_halfwidth

_NOISE = dict.fromkeys(map(ord, HYPHENS + "()[]./ ~〜～・\u200e\u200f\u202a\u202c\u2066\u2069"))
_HOME = re.compile(r"(?:\+|00|010)?81\(?0?(?=[1-9][0-9]{8,9}$)")
_ABROAD = re.compile(r"\+(?!81)[1-9][0-9]{6,14}")
_TEN = re.compile(r"0[1-9][0-9]{8}")
_ELEVEN = re.compile(r"0(?:[2-9]0[0-9]|800)[0-9]{7}")
_SERVICE = ("0120", "0570", "0180", "0990", "0170")  # free of charge, navigation, and other numbers of the network


class BadPhone(Refused):
    code = "bad-phone"
    message = _("電話番号は、市外局番から10桁か11桁の数字で入力してください（例：047-000-0000、090-0000-0000）。")


def parse_phone(text: str) -> str:
    """The digits alone, `+` first for a number abroad; `+81 47…` and full width come home. Raises BadPhone."""
    dialled = to_halfwidth(text.strip()).translate(_NOISE)
    digits = _HOME.sub("0", dialled, count=1)
    if any(shape.fullmatch(digits) for shape in (_TEN, _ELEVEN, _ABROAD)):
        return digits
    raise BadPhone


def format_phone(text: str) -> str:
    """047-351-1111, 090-1234-5678, 0120-123-456; what is no telephone number is shown as it is (119, 内線 …)."""
    try:
        digits = parse_phone(text)
    except BadPhone:
        return text
    if digits.startswith("+"):
        return digits
    first, second = _groups(digits)
    return f"{digits[:first]}-{digits[first : first + second]}-{digits[first + second :]}"


def _groups(digits: str) -> tuple[int, int]:
    if digits.startswith("0800"):
        return (4, 3) if len(digits) == 11 else (4, 2)
    if len(digits) == 11:
        return 3, 4
    if digits.startswith(_SERVICE):
        return 4, 3
    area = area_code_length(digits)
    return area, 6 - area
