"""Keys: made, destroyed, wrapped anew."""

import secrets
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from madoguchi.core.acting import By
from madoguchi.core.audit.public import note
from madoguchi.core.sealing.models import DataKey
from madoguchi.core.sealing.refusals import Unreadable
from madoguchi.core.sealing.wrapping import unwrap, wrap, wrapper_of_today

BATCH = 500


def new_key(subject_kind: str, subject_id: UUID | str, *, to: Literal["own", "office"] = "own") -> DataKey:
    """A key of 256 bits for one subject. To the office: only the office opens it again; the object returned still
    seals.
    """
    key = DataKey(subject_kind=subject_kind, subject_id=str(subject_id))
    plain = secrets.token_bytes(32)
    key.wrapped, key.wrapped_by = wrap(plain, key.pk.bytes, to_office=to == "office")
    key.save(force_insert=True)
    key._plain = plain
    return key


def fresh_key(plain: bytes = b"") -> DataKey:
    """A key that is in no table: for what lies about a moment only, or comes from the other side (then `plain`)."""
    key = DataKey(subject_kind="passing", subject_id="")
    key._plain = plain or secrets.token_bytes(32)
    key.wrapped, key.wrapped_by = key._plain, "none"
    return key


def plain_of(key: DataKey) -> bytes:
    """Of a fresh key alone: what goes into a letter with the thing that it sealed. Raises Unreadable of any other."""
    if key.wrapped_by != "none" or key._plain is None:
        raise Unreadable
    return key._plain


def take_key(key_id: UUID, subject_kind: str, subject_id: str, wrapped: bytes, wrapped_by: str) -> DataKey:
    """A key that the other side has wrapped to the office, as it is. Known already: the known one."""
    if not wrapped_by.startswith("office:"):
        raise Unreadable
    known = DataKey.objects.filter(pk=key_id).first()
    if known is not None:
        return known
    fields = {"subject_kind": subject_kind, "subject_id": subject_id, "wrapped": wrapped, "wrapped_by": wrapped_by}
    return DataKey.objects.create(id=key_id, **fields)


@transaction.atomic
def destroy(key: DataKey, by: By, at: datetime) -> None:
    """Crypto-erasure: whatever was sealed by the key is unreadable from now on. Doing it twice is no fault."""
    key._plain = None
    destroyed = DataKey.objects.filter(pk=key.pk, destroyed_at=None).update(wrapped=None, destroyed_at=at)
    key.wrapped, key.destroyed_at = None, key.destroyed_at or at
    if destroyed:
        data = {"key": key.pk}
        note("sealing.key-destroyed", by=by, at=at, subject_kind=key.subject_kind, subject_id=key.subject_id, data=data)


def rewrap_all() -> tuple[int, int]:
    """Wrap every key by the first of the ring, or to today's office key: (wrapped anew, could not be opened here).

    Rotation: put a new key first, restart, rewrap, then drop the old one. A key destroyed meanwhile stays destroyed.
    """
    done = failed = 0
    last: UUID | None = None
    while True:
        keys = DataKey.objects.filter(destroyed_at=None).order_by("pk")
        batch = list(keys.filter(pk__gt=last)[:BATCH] if last else keys[:BATCH])
        if not batch:
            return done, failed
        for key in batch:
            try:
                done += _rewrap(key)
            except Unreadable:
                failed += 1
        last = batch[-1].pk


def _rewrap(key: DataKey) -> int:
    to_office = key.wrapped_by.startswith("office:")
    if key.wrapped is None or key.wrapped_by == wrapper_of_today(to_office=to_office):
        return 0
    wrapped, wrapped_by = wrap(unwrap(bytes(key.wrapped), key.wrapped_by, key.pk.bytes), key.pk.bytes, to_office=to_office)
    same = DataKey.objects.filter(pk=key.pk, destroyed_at=None, wrapped_by=key.wrapped_by)
    return same.update(wrapped=wrapped, wrapped_by=wrapped_by)
