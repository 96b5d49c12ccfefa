"""Keep the list of a life event, tick what is done, throw it away."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from madoguchi.city.public import LifeEvent, NotDefined, defined
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound
from madoguchi.engines.knowledge.models import Checklist
from madoguchi.engines.knowledge.paths import Answers, asked
from madoguchi.engines.people.public import Actor

KEPT = timedelta(days=365)
"""From the last change on."""


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def keep_checklist(event: LifeEvent, answers: Answers, *, by: Actor, at: datetime) -> str:
    """Keep the list; the token of its link. Signed in, in one's own name, it also belongs to the account."""
    token = secrets.token_urlsafe(24)
    own = by.account_id if by.kind == "resident" and by.acting_for is None else None
    Checklist.objects.create(
        account_id=own,
        token_hash=digest(token),
        event=event.code,
        answers=asked(event, answers),
        made_at=at,
        changed_at=at,
        until_on=today(at) + KEPT,
    )
    return token


def open_checklist(token: str) -> tuple[Checklist, LifeEvent]:
    """The list behind a link. Raises NotFound, also where the life event is no more."""
    found = Checklist.objects.filter(token_hash=digest(token)).first()
    if found is None:
        raise NotFound
    return found, event_of(found)


def own_checklist(pk: UUID, by: Actor) -> tuple[Checklist, LifeEvent]:
    """A list of one's own account. Raises NotFound."""
    found = Checklist.objects.visible_to(by).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found, event_of(found)


def event_of(kept: Checklist) -> LifeEvent:
    try:
        return defined(LifeEvent, kept.event)
    except NotDefined as missing:
        raise NotFound from missing


@transaction.atomic
def tick(kept: Checklist, done: Iterable[str], *, at: datetime) -> Checklist:
    """What is done, all at once; ids that the list has not are left out."""
    row = Checklist.objects.select_for_update().get(pk=kept.pk)
    wanted = set(done)
    row.done = [todo.id for todo in event_of(row).todo if todo.id in wanted]
    row.changed_at, row.until_on = at, today(at) + KEPT
    row.save(update_fields=["done", "changed_at", "until_on"])
    return row


def forget_checklists(day: date) -> int:
    return Checklist.objects.filter(until_on__lt=day).delete()[0]


def checklists_of(by: Actor, limit: int) -> list[Checklist]:
    """One's own, the last changed first."""
    return list(Checklist.objects.visible_to(by).order_by("-changed_at")[:limit])
