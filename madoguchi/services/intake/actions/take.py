"""取り込む: one file, once. Taken in or set aside in one transaction; never anything between."""

import logging
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from madoguchi.core.events.public import record
from madoguchi.core.files.public import KINDS, Examined, Limits, ScannerAway, StoredFile, drop, keep, open_file
from madoguchi.core.gathering import gathered
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, destroy, new_key, seal
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people.public import SYSTEM, Actor
from madoguchi.services.intake.adapters.archives import MEGABYTE
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.events import ParcelAccepted, ParcelSetAside
from madoguchi.services.intake.faults import Broken, Failed, Fault, NumberTaken
from madoguchi.services.intake.models import Parcel, ParcelState, Run
from madoguchi.services.intake.reading import Reader, Ready, as_file, digest_of, scan

log = logging.getLogger("madoguchi.intake")


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    KNOWN = "known"
    ASIDE = "aside"


def take(channel: Channel, name: str, content: bytes, *, run: Run | None = None, at: datetime) -> Outcome:
    """Take one application in, or set it aside with its reason. The same bytes are taken once; a number that is taken in
    already is told by the database. Raises ScannerAway: nothing happened, try again.
    """
    digest = digest_of(content)
    for _attempt in range(3):
        known = Parcel.objects.filter(channel=channel.code, digest=digest).first()
        if known is not None and known.state != ParcelState.WAITING:
            count(run, Outcome.KNOWN)
            return Outcome.KNOWN
        parcel = known or Parcel(
            channel=channel.code,
            source=channel.source,
            section=channel.department,
            run=run,
            digest=digest,
            size=len(content),
            arrived_at=at,
        )
        try:
            with gathered():
                outcome = settle(parcel, channel, name, content, at=at)
                count(run, outcome)
                return outcome
        except IntegrityError:
            continue
    raise RuntimeError("the same application is being taken in by others, three times over")


def settle(
    parcel: Parcel, channel: Channel, name: str, content: bytes, *, bearing: bool = False, by: Actor = SYSTEM, at: datetime
) -> Outcome:
    """Read it and write what came of it, within the transaction that is open. Raises ScannerAway, IntegrityError."""
    reader = Reader(channel, at, bearing=bearing)
    try:
        opinions = scan(channel, content)
        ready = reader.read(name, content)
        taken = Parcel.objects.filter(source=channel.source, number=ready.package.number, state=ParcelState.ACCEPTED)
        if taken.exclude(pk=parcel.pk).exists():
            raise NumberTaken(number=ready.package.number)
        with transaction.atomic(), gathered():
            accept(parcel, channel, ready, name, content, opinions, by=by, at=at)
    except Fault as fault:
        set_aside(parcel, reader, fault, name, content, by=by, at=at)
        return Outcome.ASIDE
    except (ScannerAway, DatabaseError):
        raise
    except Exception as error:  # a fault of ours must not lose the application, nor stop the others
        log.exception("intake: %s could not be taken in", parcel.digest[:12])
        set_aside(parcel, reader, Failed(kind=type(error).__name__), name, content, by=by, at=at)
        return Outcome.ASIDE
    return Outcome.ACCEPTED


def accept(
    parcel: Parcel, channel: Channel, ready: Ready, name: str, content: bytes, opinions: str, *, by: Actor, at: datetime
) -> cases.Case:
    package = ready.package
    papers = kept_papers(ready, at=at)
    arrived = cases.Arrived(
        answers=with_papers(ready, papers),
        source=cases.Source(channel.source),
        arrived_at=package.sent_at,
        files=papers,
        secrets=[sealed_apart(path, secret) for path, secret in ready.secrets.items()],
        assurance=channel.assurance,
        electronic_notice=package.electronic,
        judged=ready.judged,
    )
    case = cases.arrive(ready.version, arrived, by=SYSTEM, at=at)
    application = case.application
    before, own = parcel.file, parcel.key if not parcel._state.adding else None
    parcel.key = application.key
    parcel.file = kept(content, name, application.key, opinions, at=at)
    parcel.number, parcel.procedure, parcel.section = package.number, application.procedure, application.section
    parcel.application, parcel.sent_at = application, package.sent_at
    parcel.state, parcel.reason = ParcelState.ACCEPTED, ""
    parcel.settled_at, parcel.settled_by = at, by.code
    parcel.say(name, {})
    parcel.save()
    if own is not None:
        forget(before, own, at=at)
    if ready.passed_over:
        cases.note(case, "\n".join(str(fault) for fault in ready.passed_over), by=SYSTEM, at=at)
    replaced = Parcel.objects.filter(source=channel.source, number=package.number, state=ParcelState.ASIDE)
    replaced.update(state=ParcelState.REPLACED, settled_at=at, settled_by=by.code)
    said = ParcelAccepted(subject=parcel.id, channel=channel.code, number=case.number)
    record(said, by=by, at=at, section=parcel.section)
    return case


def set_aside(parcel: Parcel, reader: Reader, fault: Fault, name: str, content: bytes, *, by: Actor, at: datetime) -> None:
    """Keep it with the reason, on the desk of the procedure's department, or of the channel's while that is unknown."""
    if parcel._state.adding:
        parcel.key = new_key("parcel", parcel.id)
    if parcel.file is None and fault.keeps:
        parcel.file = kept(content, name, parcel.key, "not looked into", at=at)
    if reader.package is not None:
        parcel.number, parcel.sent_at = reader.package.number, reader.package.sent_at
    if reader.procedure is not None:
        parcel.procedure, parcel.section = reader.procedure.code, reader.procedure.department
    parcel.state, parcel.reason = ParcelState.ASIDE, fault.code
    parcel.settled_at, parcel.settled_by = at, by.code
    parcel.say(name, {key: str(value) for key, value in fault.values.items()})
    parcel.save()
    said = ParcelSetAside(subject=parcel.id, channel=parcel.channel, reason=fault.code)
    record(said, by=by, at=at, section=parcel.section)


def kept(content: bytes, name: str, key: DataKey, opinions: str, *, at: datetime) -> StoredFile:
    """As it came, for it is what was sent; nobody opens it but to read it again."""
    whole = Examined(as_file(content), KINDS["zip"], name[:200] or "application.zip", name[:500], opinions[:64])
    return keep(whole, key=key, by=SYSTEM, at=at, limits=Limits(most_bytes=500 * MEGABYTE), purpose="parcel")


def kept_papers(ready: Ready, *, at: datetime) -> list[tuple[str, StoredFile]]:
    if not ready.papers:
        return []
    key = new_key("papers", uuid7())
    limits = Limits(most_files=1000)
    return [(slot, keep(one, key=key, by=SYSTEM, at=at, limits=limits, purpose=slot)) for slot, one in ready.papers]


def with_papers(ready: Ready, papers: Iterable[tuple[str, StoredFile]]) -> dict[str, Any]:
    """Questions that are answered by a file name the files that were kept."""
    definition = ready.version.definition
    assert isinstance(definition, cases.Procedure)
    asked = {path for path, question in cases.questions(definition).items() if question.type == "file"}
    by_path: dict[str, list[str]] = {}
    for slot, file in papers:
        if slot in asked:
            by_path.setdefault(slot, []).append(str(file.pk))
    answers = ready.answers
    for path, ids in by_path.items():
        answers = cases.put_answer(answers, path, ids)
    return answers


def sealed_apart(path: str, secret: str) -> cases.Secret:
    """個人番号: under a key of its own, as if it had been typed."""
    key, context = new_key("arrived-secret", uuid7(), to="office"), f"intake.secret:{uuid7()}:{path}"
    return cases.Secret(path, key, seal(key, secret.encode(), context), context)


def forget(file: StoredFile | None, key: DataKey, *, at: datetime) -> None:
    """What lay there under its own key while it waited."""
    if file is not None:
        drop(file, by=SYSTEM, at=at)
    destroy(key, SYSTEM, at)


def count(run: Run | None, outcome: Outcome) -> None:
    if run is not None:
        Run.objects.filter(pk=run.pk).update(done=F("done") + 1, **{outcome.value: F(outcome.value) + 1})


def content_of(parcel: Parcel) -> bytes:
    """Raises Broken where the file was not kept."""
    if parcel.file is None:
        raise Broken(why="")
    return open_file(parcel.file)
