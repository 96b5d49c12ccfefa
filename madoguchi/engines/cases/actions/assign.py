"""担当を決める."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.guards import CaseOver, lock, not_left
from madoguchi.engines.cases.events import CaseAssigned
from madoguchi.engines.cases.models import Assignment, Case
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import Account, Actor, authorize, holders


class NotOfSection(Refused):
    code, message = "not-of-section", _("担当にできるのは、この所属の職員だけです。")


@transaction.atomic
def assign(case: Case, *, to: Account, by: Actor, at: datetime) -> Assignment:
    """Give the case to a member of its section, instead of whoever has it now. Raises NotPermitted, CaseOver,
    NotOfSection.
    """
    authorize(by, "cases.assign", case)
    held = lock(case)
    not_left(held)
    if held.completed_at:
        raise CaseOver
    if not any(holders(held.section, role, today(at)).filter(pk=to.pk).exists() for role in ("clerk", "chief")):
        raise NotOfSection
    Assignment.objects.filter(case=held, ended_at=None).update(ended_at=at)
    assignment = Assignment.objects.create(case=held, to=to, by_code=by.code, at=at)
    keep_standing(held)
    record(CaseAssigned(subject=held.id, number=held.number, to=str(to.pk)), by=by, at=at, section=held.section)
    return assignment
