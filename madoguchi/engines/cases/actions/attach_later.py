"""後日提出: a paper that follows."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.files.public import StoredFile
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.guards import lock, undecided
from madoguchi.engines.cases.events import PaperFollowed
from madoguchi.engines.cases.models import Application, Case, LaterAttachment
from madoguchi.engines.people.public import Actor, authorize


class UnknownPaper(Refused):
    code, message = "unknown-paper", _("この手続に「{slot}」という添付書類はありません。")


@transaction.atomic
def attach_later(case: Case, slot: str, file: StoredFile, *, by: Actor, at: datetime) -> LaterAttachment:
    """Add a paper to an open case. Raises NotPermitted, CaseOver, AlreadyDecided, UnknownPaper."""
    authorize(by, "cases.attach", case)
    held = lock(case)
    undecided(held)
    return keep_paper(held.application, slot, file, by=by, at=at)


def keep_paper(application: Application, slot: str, file: StoredFile, *, by: By, at: datetime) -> LaterAttachment:
    if not any(known.id == slot for known in application.definition.attach):
        raise UnknownPaper(slot=slot)
    kept = LaterAttachment.objects.create(application=application, slot=slot, file=file, by_code=by.code, at=at)
    record(PaperFollowed(subject=application.id, slot=slot), by=by, at=at, section=application.section)
    return kept
