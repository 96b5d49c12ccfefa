"""Beginning a draft."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from madoguchi.city.public import Version
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import new_key, seal_json
from madoguchi.engines.forms.events import DraftStarted
from madoguchi.engines.forms.models import Draft, DraftPage, Holder
from madoguchi.engines.forms.models.draft import proposed_context
from madoguchi.engines.forms.models.page import seal_items
from madoguchi.engines.people.public import Actor, authorize

KEEP_DAYS = 90


def kept_until(at: datetime) -> date:
    """Ninety days from the last save."""
    return today(at) + timedelta(days=KEEP_DAYS)


@transaction.atomic
def start_draft(
    version: Version, *, by: Actor, at: datetime, language: str = "ja", proposed: Mapping[str, Any] | None = None
) -> Draft:
    """A new draft of a form's version, the account's where there is one, else the browser's. `proposed`: answers that stand
    in its fields until their page is saved; items of repeated pages are there at once. Raises NotPermitted.
    """
    authorize(by, "forms.start", version)
    id = uuid7()
    key = new_key("draft", id)
    draft = Draft.objects.create(
        id=id,
        version=version,
        account_id=by.account_id if by.kind == "resident" else None,
        delegation_id=by.acting_for.delegation if by.acting_for else None,
        key=key,
        sealed_proposed=seal_json(key, dict(proposed), proposed_context(id)) if proposed else b"",
        language=language,
        started_at=at,
        saved_at=at,
        expires_on=kept_until(at),
    )
    if by.kind == "anonymous":
        Holder.objects.create(draft=draft, code=by.code, role=Holder.Role.OWNER, since=at)
    for page in draft.spec.pages if proposed else ():
        items = (proposed or {}).get(page.repeat.id) if page.repeat else None
        if isinstance(items, list) and items:
            kept = [{"values": item, "typed": {}, "confirmed": []} for item in items[: page.repeat.max if page.repeat else 1]]
            sealed = seal_items(draft, page.name, kept)
            DraftPage.objects.create(draft=draft, key=page.name, sealed=sealed, saved_at=at, saved_by=by.code)
    record(DraftStarted(id, version.code, language), by=by, at=at)
    return draft
