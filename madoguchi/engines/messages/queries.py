"""What waits to be printed, what went wrong, what a person has been told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from madoguchi.engines.messages.models import Delivery, LetterReturn, Notice, OutboxMail, PrintJob
from madoguchi.engines.people.public import Actor


def print_queue(*, by: Actor, limit: int = 100) -> list[PrintJob]:
    """Letters that wait for this section, the oldest first."""
    waiting = PrintJob.objects.visible_to(by).waiting()
    return list(waiting.select_related("delivery__notice__key", "delivery__notice__file").order_by("queued_at", "id")[:limit])


def troubled(*, by: Actor, limit: int = 100) -> list[Delivery]:
    """Deliveries that failed, are uncertain or were given up, the newest first."""
    found = Delivery.objects.visible_to(by).troubled().select_related("notice", "message")
    return list(found.order_by("-changed_at", "-id")[:limit])


def notices_of(*, by: Actor, after: tuple[datetime, UUID] | None = None, limit: int = 20) -> list[Notice]:
    """What a resident has been told, the newest first."""
    mine = Notice.objects.visible_to(by)
    if after:
        mine = mine.filter(Q(given_at__lt=after[0]) | Q(given_at=after[0], id__lt=after[1]))
    return list(mine.select_related("file").order_by("-given_at", "-id")[:limit])


def notices_about(subject_kind: str, subject_id: UUID | str) -> list[Notice]:
    """Every notice about a subject with its deliveries, the newest first. Two queries."""
    about = Notice.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id))
    deliveries = Delivery.objects.order_by("queued_at").select_related("print_job", "letter_return")
    return list(about.select_related("key").prefetch_related(Prefetch("deliveries", deliveries)).order_by("-given_at", "-id"))


@dataclass(frozen=True)
class ReadMail:
    """A mail of the outbox, opened."""

    delivery_id: UUID
    at: datetime
    to: str
    subject: str
    text: str
    message_id: str


def outbox(*, limit: int = 50) -> Sequence[ReadMail]:
    """The mails of a demo as a reader would see them. In service there is nothing to see: sign-in mails are among
    them.
    """
    if not settings.MADO_DEMO:
        return []
    rows = OutboxMail.objects.select_related("delivery__message__key").order_by("-put_at", "-delivery_id")[:limit]
    return [opened(row) for row in rows]


def opened(row: OutboxMail) -> ReadMail:
    mail = message_from_bytes(row.mime, policy=default)
    return ReadMail(
        delivery_id=row.delivery_id,
        at=row.put_at,
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        text=str(mail.get_content()),
        message_id=row.message_id,
    )


def returned_letters(*, by: Actor) -> QuerySet[LetterReturn]:
    """Letters that came back to the sections in which this person prints."""
    return LetterReturn.objects.visible_to(by).select_related("delivery__notice", "delivery__print_job")
