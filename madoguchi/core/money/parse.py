"""Amounts as people write them: full width, with or without 円, ¥ and commas, in kanji, with △ for a minus."""

import re

from django.utils.translation import gettext_lazy as _

from madoguchi.core.money.yen import Yen
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import arabic_numerals, to_halfwidth

_WRITTEN = re.compile(r"(?P<less>[-−△▲])?金?[¥￥]?(?P<amount>\d+|\d{1,3}(?:[,、]\d{3})+)(?:円|圓|yen|JPY)?(?:也|なり)?", re.I)
_LONGEST = 15


class NotAnAmount(Refused):
    code = "not-an-amount"
    message = _("「{text}」は金額として読めません。1,234円 のように、1円単位の数字で入力してください。")


class AmountTooLarge(Refused):
    code, message = "amount-too-large", _("金額が大きすぎます。桁数をお確かめください。")


def parse_yen(text: str) -> Yen:
    """１，２３４円 · ¥1234 · 1,234 円 · 金壱万弐千円也 · 3千円 · △500. Raises NotAnAmount rather than guess."""
    plain = arabic_numerals("".join(to_halfwidth(text).split()))
    written = _WRITTEN.fullmatch(plain)
    if not written:
        raise NotAnAmount(text=text.strip()[:30])
    digits = re.sub(r"\D", "", written["amount"])
    if len(digits.lstrip("0")) > _LONGEST:
        raise AmountTooLarge
    return Yen(-int(digits) if written["less"] else int(digits))
