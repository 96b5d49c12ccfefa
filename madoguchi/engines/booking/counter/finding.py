"""From codes to the counter, line and desk of the city's definitions."""

from collections.abc import Iterable
from dataclasses import dataclass

from madoguchi.city import public as city
from madoguchi.engines.booking.counter.definitions import Counter, Desk, Line
from madoguchi.engines.booking.counter.refusals import NoSuchCounter, NoSuchDesk, NoSuchLine


@dataclass(frozen=True)
class InSection:
    """What a permission is asked about: something of a department."""

    section: str


def counters() -> list[Counter]:
    """All counters of the city, in the order of their codes."""
    return city.all_defined(Counter)


def counter_of(code: str) -> Counter:
    try:
        return city.defined(Counter, code)
    except city.NotDefined:
        raise NoSuchCounter from None


def line_of(counter: Counter, code: str) -> Line:
    if (line := counter.line(code)) is None:
        raise NoSuchLine
    return line


def desk_of(counter: Counter, code: str) -> Desk:
    if (desk := counter.desk(code)) is None:
        raise NoSuchDesk(desk=code)
    return desk


def lines_of(counter: Counter, desk: Desk, asked: Iterable[str] = ()) -> list[str]:
    """The lines that a desk calls from: those asked for, its own, or all of the counter."""
    chosen = [line_of(counter, code).code for code in asked]
    return chosen or list(desk.lines) or [line.code for line in counter.lines]
