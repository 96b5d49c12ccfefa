"""Which answer a case may receive: what both drafting and deciding ask."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.guards import CaseOver, undecided
from madoguchi.engines.cases.models import Decision, Outcome
from madoguchi.engines.cases.models.decision import AGAINST


class ReasonMissing(Refused):
    code, message = "reason-missing", _("不許可・却下・取消しには、理由が必要です。")


class OutcomeDoesNotFit(Refused):
    code, message = "outcome-does-not-fit", _("この手続では、その結果を選べません。")


class AlreadyRevised(Refused):
    code, message = "already-revised", _("その決定は、すでに改められています。")


def fitting(case: Any, outcome: Outcome, reason: str, revises: Decision | None) -> None:
    """Raises CaseOver, AlreadyDecided, AlreadyRevised, OutcomeDoesNotFit, ReasonMissing (行政手続法 8条:
    理由の提示).
    """
    if revises is None:
        undecided(case)
    else:
        if case.withdrawn_at:
            raise CaseOver
        if revises.case_id != case.pk:
            raise OutcomeDoesNotFit
        if Decision.objects.filter(revises=revises).exists():
            raise AlreadyRevised
    answered = case.definition.kind.is_answered
    allowed = {Outcome.GRANTED, Outcome.REFUSED, Outcome.REJECTED} if answered else {Outcome.ACCEPTED, Outcome.REJECTED}
    if revises is not None:
        allowed = allowed | {Outcome.CANCELLED}
    if outcome not in allowed:
        raise OutcomeDoesNotFit
    if outcome.value in AGAINST and not reason.strip():
        raise ReasonMissing
