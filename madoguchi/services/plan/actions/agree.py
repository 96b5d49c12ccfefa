"""協議: a decision of the headquarters that has to be agreed to goes through the house's approvals (決裁)."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import StoredEvent, record, subscribe
from madoguchi.core.refused import Refused
from madoguchi.core.zones import Zone
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.people.public import SYSTEM, Actor, authorize
from madoguchi.services.plan.events import AgreementAnswered, AgreementAsked
from madoguchi.services.plan.models import Agreement, AgreementOutcome, Decision
from madoguchi.services.plan.queries import the_plan

SUBJECT = "plan-decision"


class NothingToAgree(Refused):
    code, message = "plan-nothing-to-agree", _("この決定は、決裁を要しません。")


class AgreementAwaited(Refused):
    code, message = "plan-agreement-awaited", _("この決定は、すでに決裁を求めているか、決裁されています。")


@transaction.atomic
def ask_agreement(decision: Decision, *, by: Actor, at: datetime) -> Agreement:
    """Ask the chief of the department that keeps the plan. After a refusal it can be asked anew.

    Raises NotPermitted, NothingToAgree, AgreementAwaited.
    """
    authorize(by, "plan.keep")
    if not decision.to_be_agreed:
        raise NothingToAgree
    try:
        with transaction.atomic():
            section = the_plan().plan.owner
            approval = approvals.request_approval(
                SUBJECT, decision.id, title=SUBJECT, section=section, by=by, at=at, reason=decision.text
            )
            asked = Agreement.objects.create(decision=decision, approval=approval)
    except (IntegrityError, approvals.AlreadyRequested):
        raise AgreementAwaited from None
    record(AgreementAsked(subject=decision.meeting_id, decision=str(decision.id)), by=by, at=at)
    return asked


@subscribe(approvals.Approved, name="plan.decision-agreed", zone=Zone.OFFICE)
def agreed(event: approvals.Approved, stored: StoredEvent) -> None:
    _answered(event.subject, event.about_kind, AgreementOutcome.AGREED, stored.at)


@subscribe(approvals.SentBack, name="plan.decision-sent-back", zone=Zone.OFFICE)
def sent_back(event: approvals.SentBack, stored: StoredEvent) -> None:
    _answered(event.subject, event.about_kind, AgreementOutcome.REFUSED, stored.at)


@subscribe(approvals.ApprovalWithdrawn, name="plan.decision-withdrawn", zone=Zone.OFFICE)
def withdrawn(event: approvals.ApprovalWithdrawn, stored: StoredEvent) -> None:
    _answered(event.subject, event.about_kind, AgreementOutcome.REFUSED, stored.at)


def _answered(approval: UUID | str, about_kind: str, outcome: AgreementOutcome, at: datetime) -> None:
    if about_kind != SUBJECT:
        return
    found = Agreement.objects.select_related("decision").get(approval_id=approval)
    Agreement.objects.filter(pk=found.pk, outcome="").update(outcome=outcome, answered_at=at)
    answered = AgreementAnswered(subject=found.decision.meeting_id, decision=str(found.decision_id), outcome=outcome.value)
    record(answered, by=SYSTEM, at=at)
