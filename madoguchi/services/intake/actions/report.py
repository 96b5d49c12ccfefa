"""状況を返す: note what is to be told, lay it out as files, or say that a clerk has set it there."""

import json
import os
import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max

from madoguchi.core.calendar.public import TOKYO
from madoguchi.core.files.public import open_file
from madoguchi.engines.cases import public as cases
from madoguchi.engines.documents.public import Document
from madoguchi.engines.people.public import SYSTEM, Actor, authorize
from madoguchi.services.intake.channels import channels
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.models import Parcel, ParcelState, Report
from madoguchi.services.intake.stages import ENDS, stage_of
from madoguchi.services.intake.zipping import zipped

AT_ONCE = 500


def note_changes(*, at: datetime) -> int:
    """Write down what has changed since the last time, for every application whose channel wants to be told; how many."""
    noted = 0
    for channel in channels():
        if channel.report.way == "none":
            continue
        open_ones = Parcel.objects.filter(channel=channel.code, state=ParcelState.ACCEPTED, over=False)
        for pk in open_ones.order_by(F("looked_at").asc(nulls_first=True), "id").values_list("pk", flat=True)[:AT_ONCE]:
            noted += note_change(channel, str(pk), at=at)
    return noted


@transaction.atomic
def note_change(channel: Channel, parcel_id: str, *, at: datetime) -> bool:
    """Of one; under its lock, so that two who look at once write it once."""
    parcel = Parcel.objects.select_for_update(of=("self",)).select_related("application").get(pk=parcel_id)
    application = parcel.application
    if application is None:
        return False
    case = cases.all_with_steps().select_related("standing").get(application=application)
    stage = stage_of(case)
    documents = papers_to_send(channel, parcel, case, wanted=application.electronic_notice)
    changed = parcel.told != stage or bool(documents)
    if changed and stage in channel.report.states:
        place = (parcel.reports.aggregate(last=Max("place"))["last"] or 0) + 1
        word = channel.report.states[stage]
        report = Report(parcel=parcel, place=place, stage=stage, state=word, documents=documents, at=at)
        report.section = parcel.section
        report.save(force_insert=True)
    parcel.told, parcel.over, parcel.looked_at = stage, stage in ENDS, at
    parcel.save(update_fields=["told", "over", "looked_at"])
    return changed and stage in channel.report.states


def papers_to_send(channel: Channel, parcel: Parcel, case: cases.Case, *, wanted: bool) -> list[str]:
    """Notices that were given and have not gone along yet, for who asked for them electronically."""
    if not (channel.report.results and wanted):
        return []
    given = cases.Notification.objects.filter(case=case, given_at__isnull=False, document__isnull=False)
    sent = {one for report in parcel.reports.all() for one in report.documents}
    return [str(one) for one in given.order_by("given_at").values_list("document", flat=True) if str(one) not in sent]


def lay_out(*, at: datetime) -> int:
    """Write what waits into the outbox folder, a file each; how many. Killed in between, the same file is written again."""
    if not settings.MADO_INTAKE_OUT:
        return 0
    codes = {one.code for one in channels() if one.report.way == "packages"}
    waiting = Report.objects.waiting().filter(parcel__channel__in=codes).select_related("parcel__application")
    done = 0
    for report in waiting.order_by("at", "place")[:AT_ONCE]:
        folder = Path(settings.MADO_INTAKE_OUT) / report.parcel.channel
        write_whole(folder / file_name(report), packed_report(report))
        done += Report.objects.waiting().filter(pk=report.pk).update(told_at=at, told_by=SYSTEM.code)
    return done


def file_name(report: Report) -> str:
    """By number and place: the same report always has the same name."""
    number = re.sub(r"[^\w-]", "_", report.parcel.number)
    if number != report.parcel.number:
        number += f"-{sha256(report.parcel.number.encode()).hexdigest()[:8]}"
    return f"{number}-{report.place:03}.zip"


def packed_report(report: Report) -> bytes:
    """`status.json`, and the notices as PDF; the same report gives the same bytes."""
    assert report.parcel.application is not None
    rows = Document.objects.filter(pk__in=report.documents).select_related("file__key").order_by("pk")
    papers = {f"results/{index:02}.pdf": open_file(one.file) for index, one in enumerate(rows, 1) if one.file}
    said = {
        "受付番号": report.parcel.number,
        "place": report.place,
        "state": report.state,
        "stage": report.stage,
        "number": report.parcel.application.number,
        "at": report.at.astimezone(TOKYO).isoformat(timespec="seconds"),
        "files": [{"name": name, "sha256": sha256(content).hexdigest()} for name, content in papers.items()],
    }
    return zipped({"status.json": json.dumps(said, ensure_ascii=False, indent=1).encode(), **papers})


def write_whole(path: Path, content: bytes) -> None:
    """There whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


@transaction.atomic
def mark_told(reports: Iterable[Report], *, by: Actor, at: datetime) -> int:
    """A clerk has set these there; how many were still waiting. Raises NotPermitted."""
    told = 0
    for report in reports:
        authorize(by, "intake.report", report.parcel)
        told += Report.objects.waiting().filter(pk=report.pk).update(told_at=at, told_by=by.code)
    return told
