"""失効をもう一度確かめる: signatures whose revocation nobody could tell on arrival. What is found is a record of identity."""

from datetime import datetime, timedelta

from madoguchi.engines.cases.actions.record_identity import record_identity
from madoguchi.engines.cases.models import Case, IdentityCheck, Method
from madoguchi.engines.cases.models.signature import Signature, SignatureState
from madoguchi.engines.people import public as people

FOR_DAYS = timedelta(days=14)


def recheck(at: datetime) -> int:
    """Ask about those of the last two weeks that are still open. A signature whose facts wait for a clerk stays the clerk's."""
    asked = 0
    waiting = Signature.objects.filter(state=SignatureState.UNCONFIRMED, waits_for_clerk=False, at__gte=at - FOR_DAYS)
    for kept in waiting.select_related("application__key").order_by("at")[:500]:
        case = Case.objects.filter(application=kept.application.pk).first()
        if case is None or IdentityCheck.objects.filter(case=case).exists():
            continue
        evidence = people.read_evidence(kept.evidence)
        answer = people.ask_again(evidence, at=at)
        asked += 1
        if answer.status in {people.RevocationStatus.GOOD, people.RevocationStatus.REVOKED}:
            good = answer.status is people.RevocationStatus.GOOD
            record_identity(case, method=Method.SIGNATURE, succeeded=good, by=people.SYSTEM, at=at)
    return asked
