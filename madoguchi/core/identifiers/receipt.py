"""受付番号: the number that a person is given for a case, read out on the telephone and written on the back of a hand.

Eight random symbols and one check symbol. The alphabet leaves out 0 1 I L O, which are mistaken for each other, and so
has 31 symbols: a prime, over which a sum weighted 9…1 (as in ISBN-10, modulo 11 there) catches every wrong symbol and
every swap of two. 31⁸ is about 8.5 × 10¹¹: nobody guesses one, and UNIQUE in the database settles the rest.
"""

import secrets

from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.bare import bare
from madoguchi.core.identifiers.refusals import BadNumber, NeverInReceiptNumber, NotReceiptNumber, WrongCheckDigit

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 9

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}


def new_receipt_number() -> str:
    """A fresh number as it is shown and stored: `XXXX-XXXX-X`."""
    body = "".join(secrets.choice(ALPHABET) for _n in range(LENGTH - 1))
    return _shown(body + check_symbol(body))


def check_symbol(body: str) -> str:
    return ALPHABET[-_weighed(body) % len(ALPHABET)]


def check_receipt_number(text: str) -> str:
    """The number as it is stored, from small letters, full width, spaces, any hyphen. Raises BadNumber."""
    symbols = bare(text)
    for symbol in symbols:
        if symbol not in _VALUE:
            raise NeverInReceiptNumber(symbol=symbol)
    if len(symbols) != LENGTH:
        raise NotReceiptNumber(found=len(symbols))
    if (_weighed(symbols[:-1]) + _VALUE[symbols[-1]]) % len(ALPHABET):
        raise WrongCheckDigit(name=_("受付番号"))
    return _shown(symbols)


def is_valid_receipt_number(text: str) -> bool:
    try:
        check_receipt_number(text)
    except BadNumber:
        return False
    return True


def _weighed(body: str) -> int:
    return sum(weight * _VALUE[symbol] for weight, symbol in zip(range(LENGTH, 1, -1), body, strict=True))


def _shown(symbols: str) -> str:
    return f"{symbols[:4]}-{symbols[4:8]}-{symbols[8:]}"
