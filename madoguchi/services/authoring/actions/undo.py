"""Undo and redo: back to the revision of which the current one was made, and forward again."""

from datetime import datetime

from django.db import transaction

from madoguchi.engines.people.public import Actor
from madoguchi.services.authoring.actions.keeping import held, show
from madoguchi.services.authoring.models import Manuscript, Revision
from madoguchi.services.authoring.refusals import NothingToRedo, NothingToUndo


@transaction.atomic
def undo(manuscript: Manuscript, *, by: Actor, at: datetime) -> Revision:
    """Raises NotPermitted, IsClosed, AwaitsApproval, NothingToUndo."""
    manuscript = held(manuscript, by)
    assert manuscript.current
    before = manuscript.current.before
    if before is None:
        raise NothingToUndo
    show(manuscript, before, at)
    return before


@transaction.atomic
def redo(manuscript: Manuscript, *, by: Actor, at: datetime) -> Revision:
    """The last that was made of the current one. Raises NotPermitted, IsClosed, AwaitsApproval, NothingToRedo."""
    manuscript = held(manuscript, by)
    after = next_of(manuscript)
    if after is None:
        raise NothingToRedo
    show(manuscript, after, at)
    return after


def next_of(manuscript: Manuscript) -> Revision | None:
    return manuscript.revisions.filter(before=manuscript.current).order_by("-number").first()
