"""Papers: adding files, taking them out again, saying that one is to follow."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from madoguchi.core.calendar.public import today
from madoguchi.core.files.public import PAPER, Limits, drop, keep
from madoguchi.engines.forms.actions.save import _be_open
from madoguchi.engines.forms.actions.start import kept_until
from madoguchi.engines.forms.models import Draft, DraftFile, LaterMark
from madoguchi.engines.forms.paths import Walk
from madoguchi.engines.forms.refusals import DraftClosed, NoSuchSlot, TooManyFiles
from madoguchi.engines.forms.state import state_of
from madoguchi.engines.people.public import Actor, authorize

Upload = tuple[str, bytes | BinaryIO]


def attach(draft: Draft, slot: str, uploads: Iterable[Upload], *, by: Actor, at: datetime) -> list[DraftFile]:
    """Keep files for a slot. Raises NotPermitted, DraftClosed, NoSuchSlot, TooManyFiles; FileRefused of files."""
    authorize(by, "forms.fill", draft)
    _be_open(draft, at)
    uploads = list(uploads)
    limits = limits_of(state_of(draft, today(at)).walk, slot)
    if DraftFile.objects.filter(draft=draft, slot=slot).count() + len(uploads) > limits.most_files:
        raise TooManyFiles(max=limits.most_files)
    kept = [keep(content, name=name, key=draft.key, by=by, at=at, limits=limits, purpose=slot) for name, content in uploads]
    with transaction.atomic():
        if not Draft.objects.select_for_update().open_on(today(at)).filter(pk=draft.pk):
            raise DraftClosed
        rows = [DraftFile.objects.create(draft=draft, slot=slot, file=file, added_at=at) for file in kept]
        LaterMark.objects.filter(draft=draft, slot=slot).delete()
        _touch(draft, at)
    return rows


@transaction.atomic
def remove_attachment(draft: Draft, file_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take a file out. Doing it twice is no fault."""
    authorize(by, "forms.fill", draft)
    _be_open(draft, at)
    for row in DraftFile.objects.select_related("file").filter(draft=draft, file_id=file_id):
        row.delete()
        drop(row.file, by=by, at=at)
    _touch(draft, at)


@transaction.atomic
def mark_later(draft: Draft, slot: str, later: bool, *, by: Actor, at: datetime) -> None:
    """Say, or unsay, that the paper will follow. Raises NoSuchSlot where it may not."""
    authorize(by, "forms.fill", draft)
    _be_open(draft, at)
    found = next((s for s in state_of(draft, today(at)).walk.slots() if s.id == slot and s.later), None)
    if found is None:
        raise NoSuchSlot
    if later:
        LaterMark.objects.get_or_create(draft=draft, slot=slot, defaults={"marked_at": at})
    else:
        LaterMark.objects.filter(draft=draft, slot=slot).delete()
    _touch(draft, at)


def limits_of(way: Walk, slot: str) -> Limits:
    """What a slot, or a question of type file, takes. Raises NoSuchSlot for one that these answers do not call for."""
    for due in way.slots():
        if due.id == slot:
            return _limits(due.accept, due.max_files)
    for stop in way.stops:
        for asked in stop.asked():
            if asked.question.type == "file" and asked.path == slot:
                return _limits(asked.question.accept, asked.question.max_files)
    raise NoSuchSlot


def _limits(accept: list[str], most: int) -> Limits:
    return replace(PAPER, most_files=most, kinds=frozenset(accept) or PAPER.kinds)


def _touch(draft: Draft, at: datetime) -> None:
    Draft.objects.filter(pk=draft.pk).update(saved_at=at, expires_on=kept_until(at))
