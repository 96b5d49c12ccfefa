"""Codes: what may stand in an event or an audit entry. Ids, codes, numbers, dates; never names or sentences."""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

LONGEST, DEEPEST, MOST = 64, 5, 2000
GREATEST = 2**53 - 1
_CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:/+\[\]*#-]*\Z")
_TELEPHONE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}\Z|0\d{9,10}\Z")
_TWELVE_DIGITS = re.compile(r"\d{12}\Z|\d{4}-\d{4}-\d{4}\Z")


class NotACode(ValueError):
    """A programmer's slip: something that is no id, code, number or date was about to be written for ever."""


def only_codes(value: Any, where: str = "data") -> Any:
    """The value as plain JSON. Raises NotACode for whatever could carry a name, a number of a person or a sentence."""
    return _plain(value, where, 0, [0])


def _plain(value: Any, where: str, depth: int, seen: list[int]) -> Any:
    seen[0] += 1
    if depth > DEEPEST or seen[0] > MOST:
        raise NotACode(f"{where}: too deep or too much")
    if isinstance(value, Enum):
        value = value.value
    match value:
        case None | bool():
            return value
        case int() if abs(value) <= GREATEST:
            return int(value)
        case float() if math.isfinite(value) and abs(value) < 1e15:
            return value
        case str():
            return _code(str(value), where)
        case UUID() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {_code(str(k), where): _plain(v, f"{where}.{k}", depth + 1, seen) for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            return [_plain(item, f"{where}[{i}]", depth + 1, seen) for i, item in enumerate(items)]
    raise NotACode(f"{where}: {type(value).__name__} is neither id, code, number nor date")


def _code(text: str, where: str) -> str:
    if text == "":
        return text
    if len(text) > LONGEST or not _CODE.match(text):
        raise NotACode(f"{where}: only codes of at most {LONGEST} letters, digits and _.:/+-[]*# are written")
    if _TELEPHONE.match(text) or _TWELVE_DIGITS.match(text):
        raise NotACode(f"{where}: looks like a telephone or personal number")
    return text
