"""Protecting: counts so small that they could point at a person are not told, nor what would let them be reckoned out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from madoguchi.engines.insight.definitions import Indicator


def smallest(one: Indicator) -> int:
    """From which count on it is told: the indicator's own, or the house's setting."""
    return int(settings.MADO_SMALL_COUNTS) if one.small is None else one.small


def hidden_of(cells: Mapping[str, int], small: int) -> frozenset[str]:
    """Cells of one sum that are not told. Zero is no person and is told. A single hidden cell, or several whose sum is small,
    could be reckoned out of the sum: then the next smallest is hidden too.
    """
    hidden = {key for key, n in cells.items() if 0 < n < small}
    rest = sorted((key for key, n in cells.items() if n >= max(small, 1)), key=lambda key: (cells[key], key))
    while hidden and rest and (len(hidden) < 2 or sum(cells[key] for key in hidden) < small):
        hidden.add(rest.pop(0))
    return frozenset(hidden)


@dataclass(frozen=True)
class Parts:
    """A sum by its parts, the greatest first; what is hidden stands together as one, which is None where it is small itself."""

    told: tuple[tuple[str, int], ...]
    together: int | None
    hidden: int


def parts_of(cells: Mapping[str, int], small: int) -> Parts:
    hidden = hidden_of(cells, small)
    told = sorted(((key, n) for key, n in cells.items() if n and key not in hidden), key=lambda pair: (-pair[1], pair[0]))
    total = sum(cells[key] for key in hidden)
    return Parts(tuple(told), total if total >= small else None, len(hidden))


def hidden_months(months: Mapping[str, int], small: int, years: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Months that are not told, of each fiscal year by itself, for the year's sum is known from its parts."""
    found: frozenset[str] = frozenset()
    for year in years:
        found |= hidden_of({at: months[at] for at in year if at in months}, small)
    return found
