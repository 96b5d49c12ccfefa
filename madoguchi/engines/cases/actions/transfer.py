"""移送: send a case to where it belongs, a section of the house or another city."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import departments
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.complete import end_keeping
from madoguchi.engines.cases.actions.end_correction import end
from madoguchi.engines.cases.actions.extend import wording_of
from madoguchi.engines.cases.actions.guards import ProposalOpen, lock, undecided
from madoguchi.engines.cases.events import CaseSentToCity, CaseTransferred
from madoguchi.engines.cases.models import Application, Assignment, Case, Correction, Ending, Notification, Transfer
from madoguchi.engines.cases.sealed import hide
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import Actor, authorize

WORDING = "case-transferred"


class TransferNeedsReason(Refused):
    code, message = "transfer-needs-reason", _("移送する理由を書いてください。")


class NoSuchSection(Refused):
    code, message = "no-such-section", _("移送先の課を選んでください。いまの課や、なくなった課へは移送できません。")


class CityMissing(Refused):
    code, message = "city-missing", _("移送先の市区町村の名前を書いてください。")


@transaction.atomic
def transfer(case: Case, *, to: str, reason: str, by: Actor, at: datetime) -> Transfer:
    """Give the case to another section, from which it goes on there; who worked on it here does so no more. An open
    correction goes along.

    Raises NotPermitted, CaseOver, AlreadyDecided, ProposalOpen, NoSuchSection, TransferNeedsReason.
    """
    held = ready(case, reason, by)
    if to == held.section or to not in {one.code for one in departments(today(at))}:
        raise NoSuchSection
    moved = written(held, reason, to_section=to, by=by, at=at)
    Assignment.objects.filter(case=held, ended_at=None).update(ended_at=at)
    Case.objects.filter(pk=held.pk).update(section=to)
    Application.objects.filter(pk=held.application_id).update(section=to)
    held.section = to
    keep_standing(held)
    said = CaseTransferred(subject=held.id, number=held.number, from_section=moved.from_section, to_section=to)
    record(said, by=by, at=at, section=held.section)
    return moved


@transaction.atomic
def send_to_city(case: Case, *, city: str, reason: str, by: Actor, at: datetime) -> Transfer:
    """The case ends here, and the person is told by a notice where it went and why. An open correction ends with it.

    Raises NotPermitted, CaseOver, AlreadyDecided, ProposalOpen, CityMissing, TransferNeedsReason, NoSuchWording.
    """
    held = ready(case, reason, by)
    if not city.strip():
        raise CityMissing
    for correction in Correction.objects.filter(case=held, ended_at=None):
        end(held, correction, Ending.CLOSED, by=by, at=at)
    moved = written(held, reason, to_city=city.strip()[:60], by=by, at=at)
    wording = wording_of(held.definition.results.transfer, WORDING)
    Notification.objects.create(case=held, transfer=moved, notice_code=wording, requested_at=at)
    end_keeping(held, at=at)
    keep_standing(held)
    record(CaseSentToCity(subject=held.id, number=held.number, transfer=str(moved.id)), by=by, at=at, section=held.section)
    return moved


def ready(case: Case, reason: str, by: Actor) -> Any:
    authorize(by, "cases.transfer", case)
    held = lock(case)
    undecided(held)
    if held.drafted_at:
        raise ProposalOpen
    if not reason.strip():
        raise TransferNeedsReason
    return held


def written(held: Any, reason: str, *, to_section: str = "", to_city: str = "", by: Actor, at: datetime) -> Transfer:
    moved = Transfer(case=held, from_section=held.section, to_section=to_section, to_city=to_city, by_code=by.code, at=at)
    moved.sealed_reason = hide(held.key, reason.strip(), f"cases.transfer:{moved.id}")
    moved.save(force_insert=True)
    return moved
