"""Questions about drafts. Opening a sealed number leaves a trace."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from madoguchi.city.public import without_text
from madoguchi.core.audit.public import looked
from madoguchi.core.sealing.public import unseal
from madoguchi.engines.forms.actions.helping import was_helped
from madoguchi.engines.forms.models import Draft, DraftSecret
from madoguchi.engines.forms.models.secret import secret_context
from madoguchi.engines.forms.problems import Problem
from madoguchi.engines.forms.state import state_of
from madoguchi.engines.people.public import Actor

__all__ = ["draft_for", "drafts_of", "open_secret", "problems_of", "was_helped"]


def draft_for(actor: Actor, id: UUID) -> Draft | None:
    """The draft, if this person may fill it in. One's own is asked for first, by its key: each page of a form begins here."""
    drafts = Draft.objects.select_related("version", "key").defer(*without_text())
    if actor.kind == "resident" and actor.account_id and actor.acting_for is None:
        own = drafts.filter(pk=id, account_id=actor.account_id).first()
        if own is not None:
            return own
    return drafts.visible_to(actor).filter(pk=id).first()


def drafts_of(actor: Actor, today: date) -> QuerySet[Draft]:
    """What the person has begun and not handed in, the latest first."""
    mine = Draft.objects.visible_to(actor).open_on(today).select_related("version").defer(*without_text())
    return mine.order_by("-saved_at")


def problems_of(draft: Draft, today: date) -> list[Problem]:
    """What stands between the draft and its handing in."""
    return state_of(draft, today).problems()


def open_secret(draft_id: UUID, path: str, *, by: Actor, at: datetime, purpose: str) -> str:
    """The My Number itself, on the office side. The caller has asked whether the actor may; looks are written down.

    Raises DraftSecret.DoesNotExist, Unreadable.
    """
    row = DraftSecret.objects.select_related("key").get(draft_id=draft_id, path=path)
    looked(by, at, "draft-secret", draft_id, purpose)
    return unseal(row.key, bytes(row.sealed), secret_context(draft_id, path)).decode()
