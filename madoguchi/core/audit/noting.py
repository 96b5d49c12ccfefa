"""Noting: the only writers of entries."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models.constants import OnConflict

from madoguchi.core.acting import By, behalf_of
from madoguchi.core.audit.codes import NotACode, only_codes
from madoguchi.core.audit.models import Entry
from madoguchi.core.gathering import put

LISTED_AT_MOST = 500


def note(
    action: str,
    *,
    by: By,
    at: datetime,
    subject_kind: str = "",
    subject_id: object = "",
    purpose: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Write an entry in the transaction that is open, so that the deed and its entry stand or fall together."""
    entry = _entry(action, by=by, at=at, subject_kind=subject_kind, subject_id=subject_id, purpose=purpose, data=data)
    return put(entry)


def looked(by: By, at: datetime, subject_kind: str, subject_id: object, purpose: str, fields: str = "") -> None:
    """Somebody looked at a person's data: one entry a person, session, subject, purpose and hour. Costs one query. `fields`: the
    group of what was on the page.
    """
    data = {"fields": fields} if fields else {}
    entry = _entry("looked", by=by, at=at, subject_kind=subject_kind, subject_id=subject_id, purpose=purpose, data=data)
    hour = at.astimezone(UTC).strftime("%Y%m%d%H")
    entry.once = _digest("look", entry.by, entry.session, entry.subject_kind, entry.subject_id, entry.purpose, hour)
    columns = [field for field in Entry._meta.concrete_fields if not field.primary_key]
    Entry._base_manager._insert([entry], fields=columns, using=DEFAULT_DB_ALIAS, on_conflict=OnConflict.IGNORE)  # type: ignore[attr-defined]


def listed(by: By, at: datetime, what: str, query: Mapping[str, Any], ids: Iterable[object], purpose: str = "") -> Entry:
    """Somebody saw a list: what was asked, and which ids were shown. Free text that was searched for is kept as a mark
    only.
    """
    shown = [str(shown_id) for shown_id in ids]
    data = {
        "query": {key: _veiled(value) for key, value in query.items()},
        "ids": shown[:LISTED_AT_MOST],
        "count": len(shown),
    }
    return note("listed", by=by, at=at, subject_kind=what, purpose=purpose, data=data)


def _entry(
    action: str,
    *,
    by: By,
    at: datetime,
    subject_kind: str = "",
    subject_id: object = "",
    purpose: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    return Entry(
        at=at,
        action=only_codes(action, "action"),
        by=by.code,
        on_behalf_of=behalf_of(by),
        section=by.section,
        session=by.session,
        subject_kind=only_codes(subject_kind, "subject_kind"),
        subject_id=only_codes(str(subject_id) if isinstance(subject_id, UUID | int) else subject_id, "subject_id"),
        purpose=only_codes(purpose, "purpose"),
        data=only_codes(data or {}),
    )


def _veiled(value: Any) -> Any:
    """What is no code becomes a keyed mark: the same search can be recognised, not read."""
    try:
        return only_codes(value)
    except NotACode:
        mark = hmac.new(str(settings.SECRET_KEY).encode(), str(value).encode(), hashlib.sha256).hexdigest()
        return f"mark:{mark[:16]}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
