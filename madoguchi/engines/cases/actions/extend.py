"""延期: put the day of the answer off, with a reason, and tell the person (介護保険法27条11項ただし書 など)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import closed_days, current
from madoguchi.core.calendar.public import format_date, today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.guards import ProposalOpen, lock, undecided
from madoguchi.engines.cases.events import CaseExtended
from madoguchi.engines.cases.models import Case, Extension, Notification
from madoguchi.engines.cases.models.case import all_with_steps
from madoguchi.engines.cases.sealed import hide
from madoguchi.engines.cases.standing import keep_standing, legal_of, promise_of
from madoguchi.engines.people.public import Actor, authorize

WORDING = "answer-extended"


class NothingToExtend(Refused):
    code, message = "nothing-to-extend", _("この案件には、延ばせる期限がありません。")


class ExtensionTooShort(Refused):
    code, message = "extension-too-short", _("見込みの日は、いまの期限（{due}）より後の日にしてください。")


class ExtensionTooLong(Refused):
    code, message = "extension-too-long", _("延ばせるのは{most}までです（はじめの期限から{days}日）。")


class ExtensionNeedsReason(Refused):
    code, message = "extension-needs-reason", _("延ばす理由を書いてください。通知書に載ります。")


class NoSuchWording(Refused):
    code, message = "no-such-wording", _("この通知の文が、市の定義（notices/{code}.yaml）にありません。")


@transaction.atomic
def extend(case: Case, *, until: date, reason: str, special: bool = False, by: Actor, at: datetime) -> Extension:
    """Promise a later day. The notice is made at once by the house; the law's day and the promise in every list follow.
    `special`: by the procedure's law for special cases, which then stands before the reason and sets no end.

    Raises NotPermitted, CaseOver, AlreadyDecided, ProposalOpen, NothingToExtend, ExtensionTooShort, ExtensionTooLong,
    ExtensionNeedsReason, NoSuchWording.
    """
    authorize(by, "cases.extend", case)
    held = lock(case)
    undecided(held)
    if held.drafted_at:
        raise ProposalOpen
    due = due_now(held)
    if due is None:
        raise NothingToExtend
    if until <= max(due, today(at)):
        raise ExtensionTooShort(due=format_date(max(due, today(at))))
    if not reason.strip():
        raise ExtensionNeedsReason
    beyond = held.definition.extend_beyond if special else None
    if beyond:
        reason = f"{beyond}：{reason}"
    elif (most := latest(held, due)) and until > most:
        raise ExtensionTooLong(most=format_date(most), days=held.definition.extend_days)
    extension = Extension(case=held, due_on=due, until_on=until, by_code=by.code, at=at)
    extension.sealed_reason = hide(held.key, reason.strip(), f"cases.extension:{extension.id}")
    extension.save(force_insert=True)
    wording = wording_of(held.definition.results.extend, WORDING)
    Notification.objects.create(case=held, extension=extension, notice_code=wording, requested_at=at)
    keep_standing(held)
    said = CaseExtended(subject=held.id, number=held.number, extension=str(extension.id), until_on=until)
    record(said, by=by, at=at, section=held.section)
    return extension


def latest(held: Any, due: date) -> date | None:
    """The last day until which it may be put off: counted from the first day that bound, moved on over closed days."""
    days = held.definition.extend_days
    if days is None:
        return None
    first = Extension.objects.filter(case=held.pk).order_by("at").values_list("due_on", flat=True).first()
    return closed_days().last_day(first or due, days=days)


def due_now(held: Any) -> date | None:
    """The day that binds: the law's, else the end of the standard period (while it pauses, none)."""
    closed = closed_days()
    if not hasattr(held, "extended_until"):
        held = all_with_steps().get(pk=held.pk)
    return legal_of(held, closed) or promise_of(held, closed)


def wording_of(own: str | None, usual: str) -> str:
    """The procedure's own notice, or the city's usual one. Raises NoSuchWording."""
    code = own or usual
    if current("notice", code) is None:
        raise NoSuchWording(code=code)
    return code
