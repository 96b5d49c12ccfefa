"""お預かり: an expired session loses nothing. The page that was sent is kept sealed for half an hour."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi.core.calendar.public import today
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import seal_json
from madoguchi.engines.forms.codes import new_token, token_digest
from madoguchi.engines.forms.models import Draft, Parked
from madoguchi.engines.forms.models.parked import parked_context
from madoguchi.engines.forms.refusals import DraftClosed, NoSuchPage, ParkedGone
from madoguchi.engines.forms.typing import only_known
from madoguchi.engines.people.public import Actor, authorize

KEPT = timedelta(minutes=30)
AT_MOST = 5


@transaction.atomic
def park(draft_id: UUID, key: str, typed: Mapping[str, Sequence[str]], *, index: int | None, revision: int, at: datetime) -> str:
    """Keep what was sent for a draft without knowing who sent it; the token to get it back. It changes nothing.

    Raises DraftClosed, NoSuchPage.
    """
    draft = Draft.objects.open_on(today(at)).select_related("key", "version").filter(pk=draft_id).first()
    if draft is None:
        raise DraftClosed
    page = draft.spec.page(key)
    if page is None:
        raise NoSuchPage
    kept = draft.parked.order_by("-parked_at").values_list("pk", flat=True)[AT_MOST - 1 :]
    Parked.objects.filter(pk__in=list(kept)).delete()
    token = new_token()
    row = Parked(id=uuid7(), draft=draft, digest=token_digest(token), parked_at=at, expires_at=at + KEPT)
    content = {"page": key, "index": index, "revision": revision, "typed": only_known(page, typed)}
    row.sealed = seal_json(draft.key, content, parked_context(row))
    row.save(force_insert=True)
    return token


def parked(draft: Draft, token: str, *, by: Actor, at: datetime) -> dict[str, Any]:
    """What was parked: page, index, revision, typed. Only for who may fill in the draft. Raises ParkedGone."""
    authorize(by, "forms.fill", draft)
    row = Parked.objects.filter(draft=draft, digest=token_digest(token), expires_at__gt=at).first()
    if row is None:
        raise ParkedGone
    row.draft = draft
    return row.content()


def unpark(draft: Draft, token: str, *, by: Actor, at: datetime) -> None:
    """It is saved, or no longer wanted."""
    authorize(by, "forms.fill", draft)
    Parked.objects.filter(draft=draft, digest=token_digest(token)).delete()
