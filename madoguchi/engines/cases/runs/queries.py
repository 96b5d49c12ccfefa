"""How far a run is, and who of its people stands where."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from madoguchi.city.public import without_text
from madoguchi.engines.cases.models import Run, RunMember
from madoguchi.engines.cases.models.run import Standing
from madoguchi.engines.people.public import Actor


def runs_counted(*, by: Actor) -> QuerySet[Run]:
    """Those of the own sections, each with how many are asked and how many have answered."""
    answered = Q(members__answer__isnull=False, members__answer__withdrawal=None)
    return Run.objects.visible_to(by).annotate(
        asked=Count("members", filter=Q(members__excluded_at=None) | answered), answered=Count("members", filter=answered)
    )


def run_members(run: Run, standing: str = "") -> QuerySet[RunMember]:
    """The people of a run who stand there, or all; each with the case that chose them and the answer."""
    rows = RunMember.objects.with_letters().filter(run=run)
    if standing in Standing.values:
        rows = rows.filter(Standing(standing).condition)
    related = rows.select_related("case__key", "case__version", "answer__withdrawal")
    return related.defer(*without_text("case__version")).order_by("pk")


def standing_of_member(member: Any) -> Standing:
    """Of a member that `run_members` has brought: no query."""
    if member.answer_id and getattr(member.answer, "withdrawal", None) is None:
        return Standing.ANSWERED
    if member.excluded_at:
        return Standing.EXCLUDED
    if member.returned_on:
        return Standing.RETURNED
    return Standing.SENT if member.written else Standing.WAITING
