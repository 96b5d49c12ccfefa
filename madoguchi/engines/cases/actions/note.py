"""メモを書く."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.events import NoteWritten
from madoguchi.engines.cases.models import Case, Note
from madoguchi.engines.cases.sealed import hide
from madoguchi.engines.people.public import Actor, authorize


class EmptyNote(Refused):
    code, message = "empty-note", _("メモの内容を書いてください。")


@transaction.atomic
def note(case: Case, text: str, *, by: Actor, at: datetime) -> Note:
    """Write a note to colleagues. Raises NotPermitted, EmptyNote."""
    authorize(by, "cases.note", case)
    if not text.strip():
        raise EmptyNote
    written = Note(case=case, by_code=by.code, at=at)
    written.sealed_text = hide(case.key, text.strip(), f"cases.note:{written.id}")
    written.save(force_insert=True)
    record(NoteWritten(subject=case.id, number=case.number), by=by, at=at, section=case.section)
    return written
