"""受理・受領・回答: end a case that needs no decision. 届出 are received, 申出 acknowledged, 照会 answered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.decide import give
from madoguchi.engines.cases.actions.guards import free, lock
from madoguchi.engines.cases.actions.outcomes import OutcomeDoesNotFit, fitting
from madoguchi.engines.cases.content import content_of
from madoguchi.engines.cases.events import CaseAccepted
from madoguchi.engines.cases.models import Case, Decision, Intake, Outcome
from madoguchi.engines.people.public import Actor, authorize


class ReplyMissing(Refused):
    code, message = "reply-missing", _("回答を書いてください。")


@transaction.atomic
def settle(case: Case, *, reply: str = "", by: Actor, at: datetime) -> Decision:
    """One step of one clerk: it is taken in, if it was not yet, and over; its notice (受理通知 など), where there is one, is
    made by the house. An inquiry needs the reply. What is wanting is asked for before, by a correction.

    Raises NotPermitted, CaseOver, AlreadyDecided, CorrectionOpen, ProposalOpen, OutcomeDoesNotFit (an application or a
    claim is decided), ReplyMissing, IdentityNotEstablished.
    """
    authorize(by, "cases.settle", case)
    held = lock(case)
    kind = held.definition.kind
    if kind.is_answered:
        raise OutcomeDoesNotFit
    outcome = Outcome(kind.ends_in)
    fitting(held, outcome, reply, None)
    free(held)
    if outcome is Outcome.ANSWERED and not reply.strip():
        raise ReplyMissing
    if not held.accepted_at:
        Intake.objects.create(case=held, by_code=by.code, at=at)
        record(CaseAccepted(subject=held.id, number=held.number), by=by, at=at, section=held.section)
    return give(held, outcome, reply, content_of(held, outcome, on=today(at)), decided_by=by.code, by=by, at=at)
