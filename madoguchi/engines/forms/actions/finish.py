"""The end of a draft: handed in, given up, or forgotten."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from madoguchi.city.public import Version, without_text
from madoguchi.core.acting import By
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.files.public import drop
from madoguchi.core.sealing.public import DataKey, destroy
from madoguchi.engines.forms.actions.helping import waits_for_confirmation, was_helped
from madoguchi.engines.forms.actions.save import _be_open
from madoguchi.engines.forms.answers import Answers
from madoguchi.engines.forms.events import DraftDiscarded
from madoguchi.engines.forms.models import Draft, DraftFile, DraftSecret
from madoguchi.engines.forms.refusals import AlreadyHandedIn, DraftClosed, NotConfirmed, NotReady
from madoguchi.engines.forms.state import state_of
from madoguchi.engines.people.public import Actor, authorize


@dataclass(frozen=True)
class Frozen:
    """What is handed in: the answers that count, what was confirmed, papers, the key they are sealed by."""

    draft: Draft
    version: Version
    answers: Answers
    confirmed: list[str]
    files: list[DraftFile]
    later: list[str]
    secrets: list[DraftSecret]
    helped: bool
    language: str
    key: DataKey


@transaction.atomic
def freeze(draft: Draft, *, by: Actor, at: datetime) -> Frozen:
    """Close the draft for handing in, once. Call it in the transaction that writes the application.

    Raises NotPermitted, AlreadyHandedIn, DraftClosed, NotConfirmed, NotReady.
    """
    authorize(by, "forms.own", draft)
    rows = Draft.objects.select_for_update(of=("self",)).select_related("version", "key").defer(*without_text())
    draft = rows.get(pk=draft.pk)
    found = _whole(draft, at)
    if not Draft.objects.filter(pk=draft.pk, frozen_at=None, discarded_at=None).update(frozen_at=at, resume_digest=""):
        raise AlreadyHandedIn
    draft.frozen_at, draft.resume_digest = at, ""
    return found


def look_over(draft: Draft, *, by: Actor, at: datetime) -> Frozen:
    """What `freeze` would give at this moment; the draft stays open. Raises the same."""
    authorize(by, "forms.own", draft)
    return _whole(draft, at)


def _whole(draft: Draft, at: datetime) -> Frozen:
    if draft.frozen_at is not None:
        raise AlreadyHandedIn
    if not draft.is_open or draft.expires_on < today(at):
        raise DraftClosed
    if waits_for_confirmation(draft):
        raise NotConfirmed
    state = state_of(draft, today(at))
    if problems := state.problems():
        raise NotReady(problems)
    slots = {slot.id for slot in state.walk.slots()}
    asked = {a.path for stop in state.walk.stops for a in stop.asked()}
    confirmed = state.confirmed
    return Frozen(
        draft=draft,
        version=draft.version,
        answers=state.walk.answers,
        confirmed=sorted(confirmed & {problem.key for problem in state.confirmable()}) if confirmed else [],
        files=[file for file in state.files if file.slot in slots | asked],
        later=sorted(state.later & slots),
        secrets=list(draft.secrets.filter(path__in=asked).select_related("key")),
        helped=was_helped(draft),
        language=draft.language,
        key=draft.key,
    )


def discard(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Give up a draft: its key is destroyed, nobody reads it again. Raises NotPermitted, DraftClosed."""
    authorize(by, "forms.own", draft)
    with transaction.atomic():
        _be_open(draft, at)
        _erase(draft, "person", by, at)


def expire(draft: Draft, *, by: By, at: datetime) -> None:
    """The same for one that nobody came back to."""
    with transaction.atomic():
        _erase(draft, "expired", by, at)


def _erase(draft: Draft, why: str, by: By, at: datetime) -> None:
    if not Draft.objects.filter(pk=draft.pk, frozen_at=None, discarded_at=None).update(discarded_at=at, resume_digest=""):
        return
    for secret in draft.secrets.select_related("key"):
        destroy(secret.key, by, at)
    for attached in draft.files.select_related("file"):
        attached.delete()
        drop(attached.file, by=by, at=at)
    for rows in (draft.parked, draft.later_marks, draft.pages):
        rows.all().delete()
    destroy(draft.key, by, at)
    record(DraftDiscarded(draft.pk, why), by=by, at=at)
