"""Which answer a case may receive: what both drafting and deciding ask."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.guards import not_left, undecided
from madoguchi.engines.cases.definitions import Kind
from madoguchi.engines.cases.models import Decision, IdentityCheck, Outcome
from madoguchi.engines.cases.models.decision import AGAINST


class ReasonMissing(Refused):
    code, message = "reason-missing", _("不許可・却下・取消しには、理由が必要です。")


class OutcomeDoesNotFit(Refused):
    code, message = "outcome-does-not-fit", _("この手続では、その結果を選べません。")


class AlreadyRevised(Refused):
    code, message = "already-revised", _("その決定は、すでに改められています。")


class IdentityNotEstablished(Refused):
    code, message = (
        "identity-not-established",
        _("この手続は本人確認が必要です。電子署名などがないときは、確認した方法を先に記録してください。"),
    )


ORDER = ("none", "account", "authenticate", "sign")
PROVED = {"authenticate", "sign"}
IN_FAVOUR = {Outcome.GRANTED, Outcome.ACCEPTED, Outcome.ACKNOWLEDGED}


def outcomes_of(kind: Kind) -> set[Outcome]:
    """What a first answer to a case of this kind may be: its own ending, or that it cannot be had."""
    if kind.is_answered:
        return {Outcome.GRANTED, Outcome.REFUSED, Outcome.REJECTED}
    return {Outcome(kind.ends_in)} if kind is Kind.INQUIRY else {Outcome(kind.ends_in), Outcome.REJECTED}


def is_known(case: Any, checks: Iterable[IdentityCheck] | None = None) -> bool:
    """Whether it is established who asks, as strongly as the procedure wants: by the application itself, or by a clerk's
    record, the newest of which counts. Procedures that ask for no proof of identity need none.
    """
    wanted, reached = case.definition.level, case.application.assurance
    if case.definition.unsigned == "flag" or is_proved(wanted, reached):
        return True
    made = IdentityCheck.objects.filter(case_id=case.pk) if checks is None else checks
    newest = max(made, key=lambda check: (check.at, check.pk), default=None)
    return newest is not None and newest.succeeded


def is_proved(wanted: str, reached: str) -> bool:
    """Whether the application itself says who asks, as strongly as is wanted."""
    return wanted not in PROVED or (reached in ORDER and ORDER.index(reached) >= ORDER.index(wanted))


def lacks_proof(case: Any) -> bool:
    """Whether it was sent without the proof that the procedure asks for, and may be granted all the same."""
    return case.definition.unsigned == "flag" and not is_proved(case.definition.level, case.application.assurance)


def is_identified(case: Any) -> bool:
    """Whether it is certain who asks, whatever the procedure wants: what the city knows of a person is shown to nobody else."""
    if case.application.assurance in PROVED:
        return True
    newest = IdentityCheck.objects.filter(case_id=case.pk).order_by("-at", "-pk").first()
    return newest is not None and newest.succeeded


def fitting(case: Any, outcome: Outcome, reason: str, revises: Decision | None) -> None:
    """Raises CaseOver, AlreadyDecided, AlreadyRevised, OutcomeDoesNotFit, ReasonMissing (行政手続法 8条: 理由の提示),
    IdentityNotEstablished.
    """
    if revises is None:
        undecided(case)
    else:
        not_left(case)
        if revises.case_id != case.pk:
            raise OutcomeDoesNotFit
        if Decision.objects.filter(revises=revises).exists():
            raise AlreadyRevised
    allowed = outcomes_of(case.definition.kind) | ({Outcome.CANCELLED} if revises else set())
    if outcome not in allowed:
        raise OutcomeDoesNotFit
    if outcome.value in AGAINST and not reason.strip():
        raise ReasonMissing
    if outcome in IN_FAVOUR and not is_known(case):
        raise IdentityNotEstablished
