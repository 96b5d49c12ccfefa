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


def say(kind: Kind) -> str:
    if isinstance(kind, Codes):
        return "choice"
    if isinstance(kind, ListOf):
        return "list"
    return "group" if isinstance(kind, Group) else str(kind)


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
