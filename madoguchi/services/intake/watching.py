"""見張る: files that another system lays into a folder. Safe while a file is still being written, and with several watchers.

A file is touched only when it has not changed for a while; whoever renames it into `.taking/` has it, and nobody else. It is
removed once the database holds it, taken in or set aside; one that is not kept there is moved to `.refused/`. What a killed
watcher left in `.taking/` is taken up again after a while.
"""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.db.models import F

from madoguchi.city.public import at_one_moment
from madoguchi.core.files.public import ScannerAway
from madoguchi.services.intake.actions.take import Outcome, take
from madoguchi.services.intake.adapters import adapter_of
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.faults import Fault
from madoguchi.services.intake.models import Parcel, Run
from madoguchi.services.intake.reading import digest_of

SETTLED = 5.0
"""Seconds without a change, after which a file counts as whole."""
LEFT = 600.0
"""Seconds after which a file in `.taking/` counts as left behind."""
PARTLY = (".tmp", ".part", ".partial", ".filepart", ".crdownload")
MOST_AT_ONCE = 200


def ready_files(folder: Path, now: float, settled: float = SETTLED) -> list[Path]:
    """Whole files, the oldest first; nothing hidden, nothing half written, no links."""
    found = []
    with suppress(FileNotFoundError):
        for entry in os.scandir(folder):
            if entry.name.startswith(".") or entry.name.lower().endswith(PARTLY):
                continue
            with suppress(FileNotFoundError):
                if entry.is_file(follow_symlinks=False) and now - entry.stat(follow_symlinks=False).st_mtime >= settled:
                    found.append((entry.stat().st_mtime, Path(entry.path)))
    return [path for _age, path in sorted(found)][:MOST_AT_ONCE]


def claimed(folder: Path, now: float, settled: float = SETTLED) -> Iterator[tuple[str, Path]]:
    """Name and place of the files that are ours alone from now on."""
    taking = folder / ".taking"
    taking.mkdir(exist_ok=True, mode=0o700)
    left = [path for path in taking.iterdir() if now - path.stat().st_mtime >= LEFT]
    for path in [*ready_files(folder, now, settled), *left]:
        name = path.name.partition("~")[2] if path.parent == taking else path.name
        mine = taking / f"{secrets.token_hex(8)}~{name}"
        try:
            path.rename(mine)
        except FileNotFoundError:
            continue  # another watcher was quicker
        os.utime(mine)
        yield name, mine


def watch_once(channel: Channel, folder: Path, *, at: datetime, settled: float = SETTLED) -> Run | None:
    """Take in what lies there; None where nothing did. Raises ScannerAway: what was claimed is given back."""
    with at_one_moment():
        return watch_round(channel, folder, settled, at=at)


def watch_round(channel: Channel, folder: Path, settled: float, *, at: datetime) -> Run | None:
    run: Run | None = None
    for name, path in claimed(folder, time.time(), settled):
        run = run or Run.objects.create(channel=channel.code, section=channel.department, by_code="system", at=at)
        try:
            take_file(channel, name, path.read_bytes(), run=run, at=at)
        except ScannerAway:
            path.rename(folder / name)
            raise
        put_away(channel, folder, path)
    if run is not None:
        Run.objects.filter(pk=run.pk).update(finished_at=at)
        run.refresh_from_db()
    return run


def put_away(channel: Channel, folder: Path, path: Path) -> None:
    kept = Parcel.objects.filter(channel=channel.code, digest=digest_of(path.read_bytes())).first()
    if kept is not None and kept.file_id is None:
        refused = folder / ".refused"
        refused.mkdir(exist_ok=True, mode=0o700)
        path.rename(refused / path.name)
    else:
        path.unlink()


def take_folder(channel: Channel, folder: Path, run: Run, *, at: datetime, progress: Callable[[int, int], None]) -> None:
    """Everything that lies in a folder, which stays as it is; the definitions are read once. Raises ScannerAway."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    with at_one_moment():
        for number, path in enumerate(files, 1):
            take_file(channel, path.name, path.read_bytes(), run=run, at=at)
            progress(number, len(files))
    Run.objects.filter(pk=run.pk).update(finished_at=at)


def take_file(channel: Channel, name: str, content: bytes, *, run: Run, at: datetime) -> list[Outcome]:
    """All applications of a file, one after another."""
    try:
        pieces = list(adapter_of(channel).split(channel, name, content))
    except Fault:
        pieces = [(name, content)]
    Run.objects.filter(pk=run.pk).update(total=F("total") + len(pieces))
    return [take(channel, piece, one, run=run, at=at) for piece, one in pieces]
