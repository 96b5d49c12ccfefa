"""取込みを始める: files that a clerk hands in are kept at once and worked off by a job, one after another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import at_one_moment
from madoguchi.core.jobs.public import enqueue_once
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.people.public import SYSTEM, Actor, authorize
from madoguchi.services.intake.actions.take import Outcome, content_of, count, kept, set_aside, settle
from madoguchi.services.intake.adapters import adapter_of
from madoguchi.services.intake.adapters.archives import MEGABYTE
from madoguchi.services.intake.channels import channel_of
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.faults import Fault
from madoguchi.services.intake.models import Parcel, ParcelState, Run
from madoguchi.services.intake.reading import Reader, digest_of

AT_ONCE = 25


class NothingChosen(Refused):
    code, message = "intake-nothing-chosen", _("ファイルを選んでください。")


class TooBig(Refused):
    code, message = "intake-file-too-big", _("「{name}」は大きすぎます（{limit}MBまで）。")


@dataclass(frozen=True)
class InSection:
    """What a permission is asked about."""

    section: str


def begin(channel: Channel, files: Iterable[tuple[str, bytes]], *, by: Actor, at: datetime) -> Run:
    """Keep the files and queue their reading. Raises NotPermitted, NothingChosen, TooBig."""
    authorize(by, "intake.take-in", InSection(channel.department))
    chosen = list(files)
    if not chosen:
        raise NothingChosen
    for name, content in chosen:
        if len(content) > channel.most_megabytes * MEGABYTE:
            raise TooBig(name=name, limit=channel.most_megabytes)
    run = Run(channel=channel.code, section=channel.department, total=len(chosen), by_code=by.code, at=at)
    with transaction.atomic():
        run.save(force_insert=True)
        for name, content in chosen:
            wait(channel, run, name, content, at=at)
        go_on(run)
    return run


def wait(channel: Channel, run: Run, name: str, content: bytes, *, at: datetime) -> None:
    """Keep one for the job, or count it as known."""
    digest = digest_of(content)
    parcel = Parcel(
        channel=channel.code,
        source=channel.source,
        section=channel.department,
        run=run,
        digest=digest,
        size=len(content),
        arrived_at=at,
    )
    try:
        if Parcel.objects.filter(channel=channel.code, digest=digest).exists():
            raise IntegrityError
        with transaction.atomic():
            parcel.key = new_key("parcel", parcel.id)
            parcel.file = kept(content, name, parcel.key, "not looked into", at=at)
            parcel.say(name, {})
            parcel.save(force_insert=True)
    except IntegrityError:
        count(run, Outcome.KNOWN)


def go_on(run: Run) -> None:
    from madoguchi.services.intake.jobs import work_off

    left = Parcel.objects.filter(run=run, state=ParcelState.WAITING).order_by("id").values_list("id", flat=True).first()
    enqueue_once(work_off, f"intake-run:{run.id}:{left}", str(run.id))


def next_parcels(run_id: str, *, at: datetime) -> bool:
    """Work some off; whether some are left. Killed in between, it goes on where it was. Raises ScannerAway."""
    run = Run.objects.get(pk=run_id)
    waiting = Parcel.objects.filter(run=run, state=ParcelState.WAITING).order_by("id")
    with at_one_moment():
        for pk in list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
            work_one(run, pk, at=at)
    if waiting.exists():
        return True
    Run.objects.filter(pk=run.pk, finished_at=None).update(finished_at=at)
    return False


@transaction.atomic
def work_one(run: Run, pk: UUID, *, at: datetime) -> None:
    parcel = Parcel.objects.select_for_update(of=("self",)).filter(pk=pk, state=ParcelState.WAITING).first()
    if parcel is None:
        return
    outcome = open_up(parcel, channel_of(parcel.channel), by=SYSTEM, at=at)
    if outcome is not None:
        count(run, outcome)


def open_up(parcel: Parcel, channel: Channel, *, bearing: bool = False, by: Actor, at: datetime) -> Outcome | None:
    """Settle what is one application; an export becomes as many as it holds, each waiting by itself: then None."""
    name, content = parcel.name, content_of(parcel)
    try:
        pieces = list(adapter_of(channel).split(channel, name, content))
    except Fault as fault:
        set_aside(parcel, Reader(channel, at), fault, name, content, by=by, at=at)
        return Outcome.ASIDE
    if [one for _name, one in pieces] == [content]:
        return settle(parcel, channel, name, content, bearing=bearing, by=by, at=at)
    run = parcel.run or Run.objects.create(channel=channel.code, section=channel.department, by_code=by.code, at=at)
    Run.objects.filter(pk=run.pk).update(total=F("total") + len(pieces) - (1 if parcel.state == ParcelState.WAITING else 0))
    for piece, one in pieces:
        wait(channel, run, piece, one, at=at)
    parcel.state, parcel.reason, parcel.settled_at, parcel.settled_by = ParcelState.SPLIT, "", at, by.code
    parcel.save()
    return None
