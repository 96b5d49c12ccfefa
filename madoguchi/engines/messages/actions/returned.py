"""返戻を登録する: the bar code of the address page is scanned, or its number typed in."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, Refused
from madoguchi.core.text.public import to_halfwidth
from madoguchi.engines.messages.events import LetterReturned
from madoguchi.engines.messages.models import LetterReturn, PrintJob
from madoguchi.engines.messages.models.letter_return import WhyReturned
from madoguchi.engines.people.public import Actor, authorize


class AlreadyReturned(Refused):
    code, message = "already-returned", _("この手紙の返戻は、すでに登録されています。")


class NotPostedYet(Refused):
    code, message = "not-posted-yet", _("この手紙は、まだ発送済みになっていません。番号を確かめてください。")


class ReturnedInFuture(Refused):
    code, message = "returned-in-future", _("戻った日が、今日より後か、発送日より前になっています。")


def letter_of(reference: str, *, by: Actor) -> PrintJob:
    """The letter of the number on its address page, typed or scanned in any way. Raises NotFound."""
    plain = "".join(letter for letter in to_halfwidth(reference).lower() if letter.isalnum())
    jobs = PrintJob.objects.visible_to(by).select_related("delivery__notice", "delivery__letter_return")
    found = jobs.filter(reference=plain).first() if plain else None
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def record_return(
    job: PrintJob, *, reason: WhyReturned | str, returned_on: date | None = None, by: Actor, at: datetime
) -> LetterReturn:
    """It came back. Raises NotPermitted, NotPostedYet, ReturnedInFuture, AlreadyReturned."""
    authorize(by, "messages.print", job)
    on = returned_on or today(at)
    if job.posted_on is None:
        raise NotPostedYet
    if not job.posted_on <= on <= today(at):
        raise ReturnedInFuture
    try:
        with transaction.atomic():
            came = LetterReturn.objects.create(
                delivery=job.delivery,
                section=job.delivery.section,
                reason=WhyReturned(reason),
                returned_on=on,
                by_code=by.code,
                at=at,
            )
    except IntegrityError:
        raise AlreadyReturned from None
    notice = job.delivery.notice
    said = LetterReturned(
        subject=job.delivery_id,
        channel="letter",
        reason=came.reason,
        about_kind=notice.subject_kind if notice else "",
        about=notice.subject_id if notice else "",
    )
    record(said, by=by, at=at)
    return came
