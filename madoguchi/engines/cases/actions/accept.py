"""受付: look through and take in."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.engines.cases.actions.guards import AlreadyAccepted, lock, undecided
from madoguchi.engines.cases.events import CaseAccepted
from madoguchi.engines.cases.models import Case, Intake
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import Actor, authorize


@transaction.atomic
def accept(case: Case, *, by: Actor, at: datetime) -> Intake:
    """Take a case in. There is no way to decline: what is missing is asked for (行政手続法 7条).

    Raises NotPermitted, CaseOver, AlreadyDecided, AlreadyAccepted.
    """
    authorize(by, "cases.accept", case)
    held = lock(case)
    undecided(held)
    if held.accepted_at:
        raise AlreadyAccepted
    intake = Intake.objects.create(case=held, by_code=by.code, at=at)
    keep_standing(held)
    record(CaseAccepted(subject=held.id, number=held.number), by=by, at=at, section=held.section)
    return intake
