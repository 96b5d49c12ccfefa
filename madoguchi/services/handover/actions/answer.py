"""結果を読み込む: what the core system took, and what it rejected and why. Reading it twice does no harm."""

import csv
import io
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.core.files.public import drop
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.handover.definitions import Handover
from madoguchi.services.handover.events import BatchAnswered
from madoguchi.services.handover.models import Batch, Line, LineState
from madoguchi.services.handover.refusals import NotAnAnswer

MOST_BYTES = 10 * 1024 * 1024


@dataclass
class Answered:
    """`unknown`: numbers that are not in the batch."""

    accepted: int = 0
    rejected: int = 0
    unknown: list[str] = field(default_factory=list)


def answer(batch: Batch, handover: Handover, content: bytes, *, by: Actor, at: datetime) -> Answered:
    """Raises NotPermitted, NotAnAnswer."""
    authorize(by, "handover.acknowledge", batch)
    said = said_in(handover, content)
    return keep(batch, said, by=by, at=at)


def accept_all(batch: Batch, *, by: Actor, at: datetime) -> Answered:
    """For a core system that answers with no file: a clerk has seen that all were taken. Raises NotPermitted."""
    authorize(by, "handover.acknowledge", batch)
    waiting = batch.lines.filter(state=LineState.WAITING).select_related("case")
    return keep(batch, {line.case.number: (True, "") for line in waiting}, by=by, at=at)


def said_in(handover: Handover, content: bytes) -> dict[str, tuple[bool, str]]:
    """Number → whether it was taken, and why not; a case with a rejected line is rejected."""
    layout = handover.answer
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode(layout.encoding)), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise NotAnAnswer(why=layout.encoding) from None
    found: dict[str, tuple[bool, str]] = {}
    for row in rows:
        number, result = (row.get(layout.number) or "").strip(), (row.get(layout.result) or "").strip()
        if not number or layout.result not in row:
            raise NotAnAnswer(why=f"{layout.number}、{layout.result}")
        taken = result in layout.accepted
        if found.get(number, (True, ""))[0]:
            found[number] = (taken, "" if taken else ((row.get(layout.reason) or "").strip() or result)[:400])
    if not found:
        raise NotAnAnswer(why=layout.number)
    return found


@transaction.atomic
def keep(batch: Batch, said: dict[str, tuple[bool, str]], *, by: Actor, at: datetime) -> Answered:
    """What was answered once stays; only lines that wait are changed."""
    found = Answered()
    lines = Line.objects.select_for_update(of=("self",)).filter(batch=batch).select_related("case", "batch__key")
    by_number = {line.case.number: line for line in lines}
    for number, (taken, reason) in said.items():
        line = by_number.get(number)
        if line is None:
            found.unknown.append(number)
        elif line.state == LineState.WAITING:
            line.state = LineState.ACCEPTED if taken else LineState.REJECTED
            line.answered_at, line.answered_by = at, by.code
            line.say(reason)
            line.save()
            found.accepted, found.rejected = found.accepted + taken, found.rejected + (not taken)
    if not Line.objects.filter(batch=batch, state=LineState.WAITING).exists():
        let_go(batch, by=by, at=at)
    if found.accepted or found.rejected:
        told = BatchAnswered(subject=batch.id, accepted=found.accepted, rejected=found.rejected)
        record(told, by=by, at=at, section=batch.section)
    return found


def let_go(batch: Batch, *, by: Actor, at: datetime) -> None:
    """Every line is answered: the file has served, and would outlive the cases in it."""
    held = Batch.objects.select_for_update(of=("self",)).select_related("file").get(pk=batch.pk)
    if held.file is not None:
        file, held.file = held.file, None
        held.save(update_fields=["file"])
        drop(file, by=by, at=at)
