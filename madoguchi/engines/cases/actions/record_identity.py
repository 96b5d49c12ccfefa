"""本人確認を記録する."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.engines.cases.events import IdentityRecorded
from madoguchi.engines.cases.models import Case, IdentityCheck, Method
from madoguchi.engines.people.public import Actor, authorize


@transaction.atomic
def record_identity(case: Case, *, method: Method | str, succeeded: bool = True, by: Actor, at: datetime) -> IdentityCheck:
    """Keep how it was made sure who asks. Raises NotPermitted."""
    authorize(by, "cases.record-identity", case)
    kept = IdentityCheck.objects.create(case=case, method=Method(method), succeeded=succeeded, by_code=by.code, at=at)
    said = IdentityRecorded(subject=case.id, number=case.number, method=str(kept.method), succeeded=succeeded)
    record(said, by=by, at=at, section=case.section)
    return kept
