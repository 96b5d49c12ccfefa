"""印刷と発送: what a person does with a letter."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.messages.actions.sending import tell_sent
from madoguchi.engines.messages.events import DeliveryPosted, DeliveryPrinted
from madoguchi.engines.messages.models import Delivery, PrintJob, State
from madoguchi.engines.people.public import Actor, authorize


class AlreadyPosted(Refused):
    code, message = "already-posted", _("この通知は、すでに発送済みです。")


class NotPrintedYet(Refused):
    code, message = "not-printed-yet", _("発送の前に、印刷してください。")


class LetterStopped(Refused):
    code, message = "letter-stopped", _("この通知の発送は、取りやめになっています。")


@transaction.atomic
def mark_printed(job: PrintJob, *, by: Actor, at: datetime) -> PrintJob:
    """Printed; printing once more overwrites who and when. Raises NotPermitted, AlreadyPosted, LetterStopped."""
    authorize(by, "messages.print", job)
    job = lock(job)
    job.printed_by, job.printed_at = by.code, at
    job.save(update_fields=["printed_by", "printed_at"])
    Delivery.objects.filter(pk=job.delivery_id).update(state=State.SENDING, changed_at=at, attempt=1)
    record(DeliveryPrinted(subject=job.delivery_id, channel="letter"), by=by, at=at)
    return job


@transaction.atomic
def mark_posted(job: PrintJob, *, by: Actor, at: datetime, on: date | None = None) -> PrintJob:
    """Posted, on the day of the post mark. Raises NotPermitted, NotPrintedYet, AlreadyPosted, LetterStopped."""
    authorize(by, "messages.print", job)
    job = lock(job)
    if job.printed_at is None:
        raise NotPrintedYet
    job.posted_by, job.posted_at, job.posted_on = by.code, at, on or today(at)
    job.save(update_fields=["posted_by", "posted_at", "posted_on"])
    Delivery.objects.filter(pk=job.delivery_id).update(state=State.SENT, sent_at=at, changed_at=at)
    record(DeliveryPosted(subject=job.delivery_id, channel="letter"), by=by, at=at)
    tell_sent(job.delivery, by=by, at=at)
    return job


def lock(job: PrintJob) -> PrintJob:
    held = PrintJob.objects.select_for_update(of=("self",)).select_related("delivery__notice").get(pk=job.pk)
    if held.posted_at:
        raise AlreadyPosted
    if held.delivery.state == State.GIVEN_UP:
        raise LetterStopped
    return held
