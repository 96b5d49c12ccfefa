"""わたしのもの: what else a person has here, beside applications. Rooms with pages of their own register a list:
reservations, payments, cards.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from madoguchi.core.registry import Registry

Words = str | Promise


@dataclass(frozen=True)
class Thing:
    """One line: where it leads, its state as a tag (`colour`: go, good, warn or nothing), a note such as the day."""

    title: Words
    url: str
    tag: Words = ""
    colour: str = ""
    note: Words = ""


@dataclass(frozen=True)
class ThingsOf:
    """A list of things: `things(request, limit)` reads through `visible_to` and gives the most pressing first."""

    title: Words
    things: Callable[[Any, int], list[Thing]]
    position: int = 50
    all_url: str = ""


THINGS: Registry[ThingsOf] = Registry("things of a person")


def register_things(code: str, things: ThingsOf) -> ThingsOf:
    """In a room's `ready()`. The list is shown on the page of one's own things whenever it is not empty."""
    return THINGS.register(code, things)


def things_of(request: Any, limit: int) -> list[tuple[ThingsOf, list[Thing]]]:
    """All lists that are not empty, in order."""
    known = sorted((THINGS.get(code) for code in THINGS), key=lambda one: one.position)
    return [(one, rows) for one in known if (rows := one.things(request, limit))]
