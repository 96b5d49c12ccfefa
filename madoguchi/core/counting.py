"""Counts for pages: exact as long as they are small, bounded however much there is.

    within({"arrived": rows.filter(state="arrived"), "proposed": rows.filter(state="proposed")})

gives {"arrived": 12, "proposed": Many(999)}.

A page that counted all rows would become slower with every year; nobody needs to know whether 12,408 or 12,409 wait.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

MOST = 999


class Many(int):
    """More than this number: shown with a plus."""

    def __str__(self) -> str:
        return f"{int(self)}+"


class _Length(Subquery):
    """How many rows a sliced query gives: the database stops reading where the slice ends."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) bounded)"
    output_field = IntegerField()


def within(wanted: Mapping[str, QuerySet[Any]], most: int = MOST) -> dict[str, int]:
    """How many rows each query finds, `Many(most)` where there are more. All of one model; one query in all."""
    if not wanted:
        return {}
    names = list(wanted)
    counts = [_Length(wanted[name].order_by().values("pk")[: most + 1]) for name in names]
    carrier = next(iter(wanted.values())).model._base_manager.order_by()
    found = next(iter(carrier.values_list(*counts)[:1]), None) or [0] * len(names)
    return {name: Many(most) if n > most else n for name, n in zip(names, found, strict=True)}
