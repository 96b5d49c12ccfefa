"""Numbers as the search for pages that nobody can reach sees them: cut where conditions cut them, so that few cases stand for all.

Between two neighbouring cuts every number gives the same answer to a comparison with one of them; what a condition does with it
otherwise, to reckon or to compare it with another answer, counts as unknown.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

from madoguchi.engines.forms.conditions import Between, references
from madoguchi.engines.forms.conditions.running import run
from madoguchi.engines.forms.conditions.syntax import Call, Items, Name, Node, walk
from madoguchi.engines.forms.definitions import Question

COMPARISONS = {"<", "<=", ">", ">=", "==", "!=", "in"}
END = 10**15
"""Numbers from here on are no answers."""


def cuts(node: Node) -> Iterator[tuple[Name, float]]:
    """Names with the constants that the condition compares them with."""
    for part in walk(node):
        if isinstance(part, Call) and part.name in COMPARISONS and len(part.args) == 2:
            for one, other in (part.args, part.args[::-1]):
                if isinstance(one, Name):
                    yield from ((one, constant) for constant in _constants(other))


def _constants(node: Node) -> Iterator[float]:
    if isinstance(node, Items):
        for value in node.values:
            yield from _constants(value)
    elif not references(node):
        found = run(node, {})
        if isinstance(found, (int, float)) and not isinstance(found, bool):
            yield found


def cells(question: Question, at: Iterable[float], *, bounded: bool = True) -> list[Any]:
    """What a number may be answered with: the cuts, what lies between two, and nothing. With `bounded` within `min` and `max`."""
    low = -END if question.min is None or not bounded else question.min
    high = END if question.max is None or not bounded else question.max
    grid = 10**question.decimals
    edges = sorted({_exact(one) for one in (low, high, *at) if low <= one <= high})
    found: list[Any] = [_number(edge) for edge in edges if (edge * grid).denominator == 1 and abs(edge) < END]
    for a, b in pairwise(edges):
        first, last = floor(a * grid) + 1, ceil(b * grid) - 1
        if first == last:
            found.append(_number(Fraction(first, grid)))
        elif first < last:
            found.append(Between(_number(a), _number(b)))
    return [*found, None]


def _exact(number: float) -> Fraction:
    """As it is written: 0.1 is a tenth."""
    return Fraction(str(number))


def _number(exact: Fraction) -> float:
    return int(exact) if exact.denominator == 1 else float(exact)
