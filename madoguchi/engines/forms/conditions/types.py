"""The types that a condition can tell apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Type(StrEnum):
    BOOL = "yes or no"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    NULL = "null"
    ANY = "anything"


@dataclass(frozen=True)
class Codes:
    """A choice: text that is one of these codes."""

    codes: frozenset[str]


@dataclass(frozen=True)
class ListOf:
    of: "Kind"


@dataclass(frozen=True)
class Group:
    """Answers under one name: `claimant.birth`."""

    names: Mapping[str, "Kind"] = field(default_factory=dict)


Kind = Type | Codes | ListOf | Group


WORDS = {
    Type.BOOL: ("はい・いいえ", "yes or no"),
    Type.NUMBER: ("数", "a number"),
    Type.TEXT: ("文字", "text"),
    Type.DATE: ("日付", "a date"),
    Type.NULL: ("空（null）", "nothing (null)"),
    Type.ANY: ("値", "a value"),
}


def say(kind: Kind) -> tuple[str, str]:
    """In a sentence: Japanese, English."""
    if isinstance(kind, Codes):
        return "選択肢のコード", "a choice"
    if isinstance(kind, ListOf):
        return "一覧", "a list"
    return ("項目のまとまり", "a group") if isinstance(kind, Group) else WORDS[kind]


def plain(kind: Kind) -> Kind:
    return Type.TEXT if isinstance(kind, Codes) else kind


def fits(a: Kind, b: Kind) -> bool:
    """May values of these kinds be compared?"""
    a, b = plain(a), plain(b)
    if Type.ANY in (a, b) or Type.NULL in (a, b):
        return True
    if isinstance(a, ListOf) and isinstance(b, ListOf):
        return fits(a.of, b.of)
    return a == b if isinstance(a, Type) and isinstance(b, Type) else type(a) is type(b)
