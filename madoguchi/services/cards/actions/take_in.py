"""取り込む: a file of expiry dates, read at once, worked off by a job row by row."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from madoguchi.core.calendar.public import format_instant, months_before, renewal_opens, today
from madoguchi.core.events.public import record
from madoguchi.core.jobs.public import enqueue_once
from madoguchi.core.sealing.public import destroy, new_key, seal, unseal
from madoguchi.engines.people.public import SYSTEM, Actor, authorize
from madoguchi.services.cards.events import FileTakenIn
from madoguchi.services.cards.models import ExpiryFile, Invitation, LineError, Renewal
from madoguchi.services.cards.reading import BadLine, Line, line_of, numbered, rows_of
from madoguchi.services.cards.refusals import SameFile
from madoguchi.services.cards.rules import rules

AT_ONCE = 200


@dataclass(frozen=True)
class InSection:
    """What a permission is asked about."""

    section: str


def take_in(name: str, content: bytes, *, by: Actor, at: datetime) -> ExpiryFile:
    """Keep the file and queue its rows. The same content is taken in once.

    Raises NotPermitted, NotDefined, SameFile, and what `reading.rows_of` does.
    """
    section = rules().department
    authorize(by, "cards.import", InSection(section))
    rows = rows_of(content)
    file = ExpiryFile(section=section, name=name[:200], digest=sha256(content).hexdigest(), rows=len(rows), by_code=by.code, at=at)
    if known := ExpiryFile.objects.filter(digest=file.digest).first():
        raise SameFile(when=format_instant(known.at))
    try:
        with transaction.atomic():
            file.key = new_key("expiry-file", file.id)
            file.sealed = seal(file.key, content, file.context())
            file.save(force_insert=True)
            from madoguchi.services.cards.jobs import work_off

            enqueue_once(work_off, f"cards-file:{file.id}:0", str(file.id))
    except IntegrityError:
        raise SameFile(when=format_instant(at)) from None
    return file


@transaction.atomic
def next_rows(file_id: str, *, at: datetime) -> bool:
    """Work off the next rows of a file; whether some are left. Killed in between, it goes on where it was."""
    file = ExpiryFile.objects.select_for_update(of=("self",)).select_related("key").get(pk=file_id)
    if file.finished_at is not None:
        return False
    rows = rows_of(unseal(file.key, bytes(file.sealed), file.context()))
    wrong = []
    for number, row in numbered(rows, file.done, AT_ONCE):
        try:
            new, renewed = keep(line_of(row), file.section, at=at)
            file.new, file.renewed = file.new + new, file.renewed + renewed
        except BadLine as bad:
            wrong.append(LineError(file=file, line=number, reason=str(bad)[:200]))
    LineError.objects.bulk_create(wrong, ignore_conflicts=True)
    file.done = min(file.rows, file.done + AT_ONCE)
    if file.done == file.rows:
        file.finished_at, file.sealed = at, b""
        errors = LineError.objects.filter(file=file).count()
        record(FileTakenIn(file.id, rows=file.rows, new=file.new, renewed=file.renewed, errors=errors), by=SYSTEM, at=at)
    file.save(update_fields=["new", "renewed", "done", "finished_at", "sealed"])
    if file.finished_at:
        destroy(file.key, SYSTEM, at)
    return file.finished_at is None


def keep(line: Line, section: str, *, at: datetime) -> tuple[int, int]:
    """The renewal of a line: (1 if it is new, 1 if it is known from now on as renewed). What is known is brought up to
    date: name and address, and the day of renewal, which is never taken away again.
    """
    known = Renewal.objects.select_for_update().filter(addressee=line.number, what=line.what, expires_on=line.expires_on).first()
    fresh = known is None
    renewal = known or Renewal(
        section=section,
        addressee=line.number,
        what=line.what,
        expires_on=line.expires_on,
        notice_on=opens_on(line.expires_on),
        known_at=at,
    )
    if fresh:
        renewal.key = new_key("card-renewal", renewal.id)
    renewal.keep(name=line.name, postal=line.postal, address=line.address, building=line.building)
    renewed = line.renewed_on is not None and renewal.renewed_on is None
    if renewed:
        renewal.renewed_on = line.renewed_on
    renewal.save()
    if fresh:
        Invitation.objects.create(
            renewal=renewal.id, what=line.what, expires_on=line.expires_on, opens_on=renewal.notice_on, over_on=renewal.renewed_on
        )
    elif renewed:
        Invitation.objects.filter(renewal=renewal.id).update(over_on=today(at))
    return int(fresh), int(renewed)


def opens_on(expires_on: date) -> date:
    """The first day on which it can be renewed; with another number of months than the law's three, so many before."""
    months = rules().months_before
    return renewal_opens(expires_on) if months == 3 else months_before(expires_on, months)
