"""Anchoring: once a day the end of the chain goes to a file that somebody keeps elsewhere.

A chain that is whole in itself may have been made anew by whoever holds the machine. The file shows it: a line a day, each
with the fingerprint of the one before. It needs no signature; a key for it would lie where the chain lies.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from madoguchi.core.audit.chain import BEGINNING, Problem, canonical
from madoguchi.core.audit.models import Anchor, Seal

MOST = 400
"""Days that one run makes good at most, where none was anchored for long."""


def file_of_anchors() -> Path:
    return Path(settings.MADO_AUDIT_ANCHORS or settings.MADO_HOME / "audit-anchors.jsonl")


def anchor(at: datetime) -> list[Anchor]:
    """An anchor for every day that is over and has none, and every line that the file has not. Those that are new."""
    today = timezone.localdate(at)
    made = [one for day in _days_to_anchor(today) if (one := _anchor_day(day, at))]
    write_lines(file_of_anchors())
    return made


def line_of(one: Anchor) -> str:
    return canonical(one.plain()).decode()


def write_lines(file: Path) -> int:
    """Append the days after the file's last one; a file that is not there begins with the first. How many."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+", encoding="utf-8") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        out.seek(0)
        last = _last_day(out.read())
        rows = list(Anchor.objects.filter(day__gt=last) if last else Anchor.objects.all())
        out.writelines(line_of(one) + "\n" for one in rows)
        out.flush()
        os.fsync(out.fileno())
    return len(rows)


def last_day_in(file: Path) -> date | None:
    """The day of the last line; None where the file is empty. Raises OSError."""
    return _last_day(file.read_text(encoding="utf-8"))


def verify_anchors(lines: Iterable[str]) -> list[Problem]:
    """Hold a kept file against the chain: every line must follow the one before, and the chain must have been there."""
    problems: list[Problem] = []
    before, read = "", 0
    for number, text in enumerate(lines, 1):
        line = text.strip()
        if not line:
            continue
        read += 1
        problems += [Problem(code, seal, None, f"{number}行目 / line {number}: {why}") for code, seal, why in _faults(line, before)]
        before = _fingerprint(line)
    if not read:
        problems.append(Problem("empty", 0, None, "ファイルに錨がありません。 / There is no anchor in the file."))
    return problems


def _faults(line: str, before: str) -> Iterator[tuple[str, int, str]]:
    try:
        said: dict[str, Any] = json.loads(line)
        seal, digest, day = int(said["seal"]), str(said["digest"]), date.fromisoformat(said["day"])
    except (ValueError, KeyError, TypeError):
        yield "unreadable", 0, "錨として読めません。 / It does not read as an anchor."
        return
    if before and said.get("before") != before:
        yield "broken", seal, f"{day} の行が、前の行に続いていません。 / The line of {day} does not follow the one before."
    held = Seal.objects.filter(pk=seal).values_list("digest", "at").first()
    if held is None:
        yield (
            "cut",
            seal,
            f"{day} にあった封 {seal} がありません。鎖が切られています。 / Seal {seal} of {day} is gone: the chain was cut.",
        )
    elif held[0] != digest:
        yield (
            "remade",
            seal,
            f"封 {seal} の指紋が {day} と違います。鎖が作り直されています。 / Seal {seal} differs from {day}: made anew.",
        )
    elif held[1] >= _end_of(day):
        yield "moved", seal, f"封 {seal} は {day} より後の日付です。 / Seal {seal} is dated after {day}."


def _days_to_anchor(today: date) -> Iterator[date]:
    last = Anchor.objects.order_by("-day").values_list("day", flat=True).first()
    begin = max(last + timedelta(days=1), today - timedelta(days=MOST)) if last else today - timedelta(days=1)
    while begin < today:
        yield begin
        begin += timedelta(days=1)


@transaction.atomic
def _anchor_day(day: date, at: datetime) -> Anchor | None:
    """None while nothing has ever been sealed, and where another worker was quicker."""
    seal = Seal.objects.filter(at__lt=_end_of(day)).order_by("-pk").defer("marks").first()
    if seal is None:
        return None
    before = Anchor.objects.order_by("-day").values_list("mark", flat=True).first() or BEGINNING
    said = {"seal": seal, "digest": seal.digest, "before": before, "at": at}
    mark = _fingerprint(line_of(Anchor(day=day, **said)))
    kept, new = Anchor.objects.get_or_create(day=day, defaults={**said, "mark": mark})
    return kept if new else None


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, timezone.get_current_timezone())


def _last_day(text: str) -> date | None:
    lines = text.split()
    try:
        return date.fromisoformat(json.loads(lines[-1])["day"]) if lines else None
    except (ValueError, KeyError, TypeError):
        return None


def _fingerprint(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()
