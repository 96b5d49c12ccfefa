"""完了: nothing is left to do. From here the years of keeping run."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.core.zones import Zone, is_here
from madoguchi.engines.cases.actions.guards import CaseOver, NotDecidedYet, lock
from madoguchi.engines.cases.clocks import kept_until
from madoguchi.engines.cases.events import CaseCompleted
from madoguchi.engines.cases.models import Case, Completion, Notification
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import Actor, authorize


class NoticeNotGivenYet(Refused):
    code, message = "notice-not-given-yet", _("通知書がまだできていません。")


@transaction.atomic
def complete(case: Case, *, by: Actor, at: datetime) -> None:
    """The notice has left the house (or was handed over at the counter). Doing it twice is no fault.

    Raises NotPermitted, CaseOver, NotDecidedYet, NoticeNotGivenYet.
    """
    authorize(by, "cases.complete", case)
    held = lock(case)
    if held.withdrawn_at:
        raise CaseOver
    if not held.decided and not held.transferred:
        raise NotDecidedYet
    if held.notice_is_due:
        raise NoticeNotGivenYet
    Notification.objects.filter(case=held, sent_at=None).update(sent_at=at)
    close(held, by=by, at=at)
    keep_standing(held)


def close(case: Any, *, by: Actor, at: datetime) -> None:
    """Write that it is over, once, and until when it is kept (anew, when a revised decision ended it once more)."""
    _completion, first = Completion.objects.get_or_create(case=case, defaults={"by_code": by.code, "at": at})
    if first:
        record(CaseCompleted(subject=case.id, number=case.number), by=by, at=at, section=case.section)
    end_keeping(case, at=at)


def end_keeping(case: Any, *, at: datetime) -> None:
    """The office's to say: the public side is told."""
    if not is_here(Zone.OFFICE):
        return
    closed_on = today(at)
    until = kept_until(closed_on, case.definition.retention, case.definition.retention_from)
    Case.objects.filter(pk=case.pk).update(closed_on=closed_on, kept_until=until)
