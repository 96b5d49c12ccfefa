"""保全: hold a record back from disposal, and let it go."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people.public import Actor
from madoguchi.services.duties.events import HeldBack, LetGo
from madoguchi.services.duties.models import Preservation, Why
from madoguchi.services.duties.rules import sections_for


class HoldNeedsReason(Refused):
    code, message = "hold-needs-reason", _("理由を書いてください。")


class ReviewInPast(Refused):
    code, message = "review-in-past", _("見直す日は、今日より後にしてください。")


class GoneAlready(Refused):
    code, message = "gone-already", _("この案件は、すでに消去されています。")


class HoldOver(Refused):
    code, message = "hold-over", _("この保全は、すでに終わっています。")


@transaction.atomic
def hold(number: str, *, why: Why | str, reason: str, review_on: date, by: Actor, at: datetime) -> Preservation:
    """Hold a case back. The case is held in the transaction, as by what disposes of it: one of the two is first.

    Raises NotFound, NotPermitted, HoldNeedsReason, ReviewInPast, GoneAlready.
    """
    found = cases.Case.objects.filter(number=cases.stored_form(number)).first()
    if found is None:
        raise NotFound
    allowed(found.section, by)
    if not reason.strip():
        raise HoldNeedsReason
    if review_on <= today(at):
        raise ReviewInPast
    case = cases.Case.objects.select_for_update(of=("self",)).select_related("key").get(pk=found.pk)
    if cases.is_erased(case):
        raise GoneAlready
    made = Preservation(case=case, section=case.section, why=Why(why), review_on=review_on, by_code=by.code, at=at)
    made.keep_reason(reason.strip())
    made.save(force_insert=True)
    record(HeldBack(subject=made.id, case=str(case.id), why=made.why), by=by, at=at, section=case.section)
    return made


@transaction.atomic
def let_go(found: Preservation, *, reason: str, by: Actor, at: datetime) -> None:
    """End a hold, with a reason. Raises NotPermitted, HoldNeedsReason, HoldOver."""
    allowed(found.case.section, by)
    if not reason.strip():
        raise HoldNeedsReason
    ended = Preservation.objects.filter(pk=found.pk, ended_at=None)
    if not ended.update(ended_at=at, ended_by=by.code, sealed_ending=found.ending_of(reason.strip())):
        raise HoldOver
    record(LetGo(subject=found.id, case=str(found.case_id)), by=by, at=at, section=found.case.section)


def allowed(section: str, by: Actor) -> None:
    """Raises NotPermitted."""
    sections = sections_for(by, "duties.hold")
    if by.kind != "system" and sections is not None and section not in sections:
        raise NotPermitted
