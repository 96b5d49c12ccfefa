"""見る: judge what was sealed since the last time, each seal once, and keep what stands out."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.audit import public as audit
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.watch.models import Anomaly, ReadUpTo
from madoguchi.engines.watch.rules import Found, found_in, looks_of

SEALS = 200
"""Seals of one transaction; a seal is at most a second's entries, or a batch of 500."""


@transaction.atomic
def observe(at: datetime, seals: int = SEALS) -> tuple[int, int]:
    """How many seals were read, how many anomalies are new. The place is kept with what was found: nothing is judged twice, and
    what is committed late comes with a later seal."""
    place, _made = ReadUpTo.objects.select_for_update().get_or_create(pk=1)
    sealed = audit.sealed_after(place.seal, seals)
    if not sealed:
        return 0, 0
    looks = looks_of(audit.looks_in(sealed))
    new = sum(_keep(one, at) for one in found_in(looks)) if looks else 0
    place.seal = sealed[-1]
    place.save(update_fields=["seal"])
    return len(sealed), new


def _keep(found: Found, at: datetime) -> bool:
    rule, account, day, kind, subject = found.key
    rows = Anomaly.objects.filter(rule=rule, account=account, day=day, subject_kind=kind, subject_id=subject)
    held = rows.first()
    if held is None:
        pk = uuid7()
        Anomaly.objects.create(
            id=pk,
            rule=rule,
            looks_at=found.rule.looks_at.value,
            account_id=account,
            section=found.section,
            day=day,
            subject_kind=kind,
            subject_id=subject,
            count=found.count,
            first_at=found.first_at,
            last_at=found.last_at,
            found_at=at,
            key=new_key("anomaly", pk),
        )
        return True
    held.count = max(held.count, found.count) if found.whole else held.count + found.count
    held.first_at, held.last_at = min(held.first_at, found.first_at), max(held.last_at, found.last_at)
    held.save(update_fields=["count", "first_at", "last_at"])
    return False
