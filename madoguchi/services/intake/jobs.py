"""What intake does by itself: works off what was handed in, looks into the watched folder, tells how far the cases are."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from madoguchi.core.events.public import StoredEvent, subscribe
from madoguchi.core.files.public import ScannerAway
from madoguchi.core.jobs.public import NotYet, every, moment, task
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.public import CaseErased
from madoguchi.services.intake.actions.begin import go_on, next_parcels
from madoguchi.services.intake.actions.erase import erase_of
from madoguchi.services.intake.actions.expire import expire_due
from madoguchi.services.intake.actions.report import lay_out, note_changes
from madoguchi.services.intake.channels import channels
from madoguchi.services.intake.models import Run
from madoguchi.services.intake.watching import watch_once


@task
def work_off(run_id: str) -> None:
    """Some files, then the next job: other work comes in between."""
    try:
        left = next_parcels(run_id, at=moment())
    except ScannerAway as away:
        raise NotYet(str(away), seconds=30) from None
    if left:
        go_on(Run.objects.get(pk=run_id))


@subscribe(CaseErased, name="intake.erase", zone=Zone.OFFICE)
def when_erased(event: CaseErased, stored: StoredEvent) -> None:
    erase_of(UUID(str(event.subject)), at=stored.at)


@every("intake.watch", seconds=10, zone=Zone.OFFICE)
def watch(at: datetime) -> int:
    """Below the watched folder each channel has a folder of its code."""
    if not settings.MADO_INTAKE_WATCH:
        return 0
    folders = [(channel, Path(settings.MADO_INTAKE_WATCH) / channel.code) for channel in channels()]
    runs = [watch_once(channel, folder, at=at) for channel, folder in folders if folder.is_dir()]
    return sum(run.total for run in runs if run)


@every("intake.report", seconds=60, zone=Zone.OFFICE)
def report(at: datetime) -> int:
    """Write down what has changed, then lay it out: each change once."""
    note_changes(at=at)
    return lay_out(at=at)


every("intake.expire", daily="03:40", zone=Zone.OFFICE)(expire_due)
