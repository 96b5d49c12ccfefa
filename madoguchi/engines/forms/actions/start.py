"""Beginning a draft."""

from datetime import date, datetime, timedelta

from django.db import transaction

from madoguchi.city.public import Version
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.forms.events import DraftStarted
from madoguchi.engines.forms.models import Draft, Holder
from madoguchi.engines.people.public import Actor, authorize

KEEP_DAYS = 90


def kept_until(at: datetime) -> date:
    """Ninety days from the last save."""
    return today(at) + timedelta(days=KEEP_DAYS)


@transaction.atomic
def start_draft(version: Version, *, by: Actor, at: datetime, language: str = "ja") -> Draft:
    """A new draft of a form's version, the account's where there is one, else the browser's. Raises NotPermitted."""
    authorize(by, "forms.start", version)
    id = uuid7()
    draft = Draft.objects.create(
        id=id,
        version=version,
        account_id=by.account_id if by.kind == "resident" else None,
        delegation_id=by.acting_for.delegation if by.acting_for else None,
        key=new_key("draft", id),
        language=language,
        started_at=at,
        saved_at=at,
        expires_on=kept_until(at),
    )
    if by.kind == "anonymous":
        Holder.objects.create(draft=draft, code=by.code, role=Holder.Role.OWNER, since=at)
    record(DraftStarted(id, version.code, language), by=by, at=at)
    return draft
