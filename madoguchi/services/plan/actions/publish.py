"""公表: one statement of a kind about a measure's line and time; a later one takes its place."""

from datetime import datetime

from madoguchi.services.plan.models import Statement


def publish(
    kind: str, measure: str, *, line: str = "whole", year: int = 0, quarter: int = 0, state: str, text: str, at: datetime
) -> Statement:
    """Within the transaction of what it tells of."""
    place = {"kind": kind, "measure": measure, "line": line, "year": year, "quarter": quarter}
    said, made = Statement.objects.get_or_create(**place, defaults={"state": state, "text": text, "published_at": at})
    if not made:
        said.state, said.text, said.published_at, said.revision = state, text, at, said.revision + 1
        said.save(update_fields=["state", "text", "published_at", "revision"])
    return said
