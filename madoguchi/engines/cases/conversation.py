"""Questions about what person and section write to each other."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count

from madoguchi.engines.cases.models import Case, Message
from madoguchi.engines.people.public import Actor


def messages_of(case: Case) -> list[Message]:
    """All of a case that was opened before, the oldest first."""
    return list(Message.objects.filter(case=case).select_related("case__key").order_by("at", "id"))


def unseen_for(by: Actor, cases: Iterable[UUID]) -> dict[UUID, int]:
    """How many messages this side has not seen yet, by case. One query."""
    rows = Message.objects.visible_to(by).unseen(from_person=by.kind == "staff").filter(case__in=list(cases)).order_by()
    return dict(rows.values_list("case").annotate(n=Count("pk")))


def messages_waiting(by: Actor) -> Any:
    """Messages of people that nobody of the section has seen, as a queryset to be paged, the oldest first."""
    return Message.objects.visible_to(by).unseen(from_person=True).select_related("case__key", "case__version", "case__standing")
