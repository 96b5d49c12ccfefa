"""Hours: from when until when on one day, written 8:30-17:15."""

import re
from datetime import time
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from madoguchi.city.findings import Mistake

PATTERN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–〜～]\s*(\d{1,2}):(\d{2})")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Hours:
    """Opening hours of a day; `closes` is the first moment at which nobody is there any more (24:00 is 0:00)."""

    __slots__ = ("closes", "opens", "raw")

    def __init__(self, raw: str) -> None:
        match = PATTERN.fullmatch(raw.strip())
        first, last = (_clock(*match.group(1, 2)), _clock(*match.group(3, 4))) if match else (None, None)
        if match is None or first is None or last is None:
            raise _no_span(raw)
        if last <= first and last != time(0):
            raise Mistake(f"「{raw}」は終わりが始まりより前です。", f'"{raw}" ends before it begins.')
        self.raw, self.opens, self.closes = raw, first, last

    def contains(self, moment: time) -> bool:
        return self.opens <= moment and (moment < self.closes or self.closes == time(0))

    def __str__(self) -> str:
        closes = "24:00" if self.closes == time(0) else f"{self.closes.hour}:{self.closes:%M}"
        return f"{self.opens.hour}:{self.opens:%M}–{closes}"

    def __repr__(self) -> str:
        return f"Hours({self.raw!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hours) and (self.opens, self.closes) == (other.opens, other.closes)

    def __hash__(self) -> int:
        return hash((self.opens, self.closes))

    @classmethod
    def _read(cls, value: object) -> "Hours":
        if isinstance(value, Hours):
            return value
        if not isinstance(value, str):
            raise _no_span(value)
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._read, serialization=core_schema.plain_serializer_function_ser_schema(lambda hours: hours.raw)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"title": "Hours", "type": "string", "pattern": r"^\d{1,2}:\d{2}\s*[-–〜～]\s*\d{1,2}:\d{2}$"}


def weekdays(key: str) -> list[int]:
    """mon-fri → [0, 1, 2, 3, 4]; sat → [5]."""
    first, dash, last = key.partition("-")
    if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
        raise Mistake(
            f"「{key}」は曜日ではありません。mon tue wed thu fri sat sun、または mon-fri のように書きます。",
            f'"{key}" is no weekday; write mon … sun, or mon-fri.',
        )
    start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    if end < start:
        raise Mistake(f"「{key}」は曜日の順が逆です。", f'"{key}" runs backwards.')
    return list(range(start, end + 1))


def _no_span(value: object) -> Mistake:
    return Mistake(
        f"「{value}」は時間帯として読めません。例: 8:30-17:15",
        f'"{value}" is no span of hours, e.g. 8:30-17:15.',
    )


def _clock(hour: str, minute: str) -> time | None:
    if (int(hour), int(minute)) == (24, 0):
        return time(0)
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return None
