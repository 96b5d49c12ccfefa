"""Ids and receipt numbers of the past: in the order of their moments, without asking the database."""

from random import Random

from madoguchi.core.identifiers.receipt import ALPHABET, check_symbol

_SPACE = 31**8
_STEP = 387_420_489_019  # prime to the space: every index gives another number
_START = 123_456_789_012


def id_at(milliseconds: int, chance: Random) -> str:
    """UUID version 7 of that moment, with dashes."""
    tail = f"{chance.getrandbits(74):019x}"
    text = f"{milliseconds:012x}7{tail[1:4]}{'89ab'[int(tail[0], 16) & 3]}{tail[4:]}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def receipt_number(index: int) -> str:
    """The number of the index-th case: no two are alike."""
    value = (_START + index * _STEP) % _SPACE
    symbols = []
    for _n in range(8):
        value, rest = divmod(value, 31)
        symbols.append(ALPHABET[rest])
    body = "".join(symbols)
    return f"{body[:4]}-{body[4:]}-{check_symbol(body)}"
