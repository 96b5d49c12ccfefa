"""The two lines, held while a ledger is written."""

from datetime import datetime

from madoguchi.core.relay.models import Line


def held(direction: str) -> Line:
    """The line's row, locked until the end of the transaction: numbers are given and taken by one process at a time."""
    Line.objects.get_or_create(direction=direction)
    return Line.objects.select_for_update().get(pk=direction)


def line(direction: str) -> Line:
    return Line.objects.filter(pk=direction).first() or Line(direction=direction)


def spoke(at: datetime) -> None:
    """The two sides have spoken, and understood each other."""
    Line.objects.get_or_create(direction="in")
    Line.objects.filter(pk="in").update(spoke_at=at, trouble="", trouble_at=None)


def troubled(why: str, at: datetime) -> None:
    Line.objects.get_or_create(direction="in")
    Line.objects.filter(pk="in", trouble_at=None).update(trouble_at=at)
    Line.objects.filter(pk="in").update(trouble=why[:300])
