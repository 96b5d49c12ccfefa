"""証明書の一覧を取り込む: シリアル番号 ↔ 宛名番号, as the resident system gives it out for the 申請管理 standard."""

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.engines.people.events import CertificatesImported
from madoguchi.engines.people.extract.columns import NUMBER, Column
from madoguchi.engines.people.extract.reading import MOST_FAULTS, Fault, Unreadable, check_titles
from madoguchi.engines.people.models.addressee import Addressee
from madoguchi.engines.people.models.certificate import CertificateBinding
from madoguchi.engines.people.permissions import authorize

COLUMNS = (
    Column("宛名番号", "15桁の数字", True),
    Column("発行者鍵識別子", "証明書を発行した認証局の鍵の識別子。40桁の16進数。コロンや空白で区切ってもよい", True),
    Column("シリアル番号", "16進数。先頭の0はあってもなくてもよい", True),
    Column("状態", "1 有効、0 終わった（失効・期限切れ・再発行）。空は有効"),
)
KEY, SERIAL, BATCH, MOST_NAMED = re.compile(r"[0-9a-f]{40}"), re.compile(r"[0-9A-F]{1,40}"), 2000, 100
Source = CertificateBinding.Source


@dataclass(frozen=True)
class Line:
    person: str
    key: str
    serial: str
    stands: bool


@dataclass
class Examined:
    """`faults`: up to the first two hundred; a file with one is not taken."""

    sha256: str
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass
class Bound:
    """What came of it. `others`: serials that a clerk or an earlier list gave to somebody else, which stay as they are; `unknown`:
    addressees that are not in the register. The first hundred of each are named."""

    bound: int = 0
    ended: int = 0
    same: int = 0
    others: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def examine(path: Path) -> Examined:
    """The whole file, before anything is written. Raises Unreadable."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("UTF-8のファイルではありません。UTF-8で保存してください。 Save the file as UTF-8.") from None
    except OSError as wrong:
        raise Unreadable(f"{path}: {wrong.strerror}") from None
    found, seen = Examined(hashlib.sha256(content).hexdigest()), dict[tuple[str, str], str]()
    rows = csv.reader(text.splitlines(), strict=True)
    try:
        titles = next(rows, [])
        check_titles(titles, COLUMNS)
        for cells in rows:
            line = _line(dict(zip(titles, (cell.strip() for cell in cells), strict=False)) if len(cells) == len(titles) else {})
            if isinstance(line, str):
                found.faults.append(Fault(rows.line_num, line))
            elif seen.setdefault((line.key, line.serial), line.person) != line.person:
                found.faults.append(Fault(rows.line_num, f"シリアル番号 {line.serial[:8]}… が2人の宛名にあります"))
            else:
                found.lines.append(line)
            if len(found.faults) >= MOST_FAULTS:
                break
    except csv.Error as wrong:
        raise Unreadable(f"CSVとして読めません: {wrong}") from None
    return found


def _line(cells: dict[str, str]) -> Line | str:
    """The line, or what is wrong with it."""
    if not cells:
        return "列の数が見出しと違います"
    person, key = cells["宛名番号"], re.sub(r"[:\s]", "", cells["発行者鍵識別子"]).lower()
    serial, state = cells["シリアル番号"].upper().removeprefix("0X").lstrip("0"), cells.get("状態", "")
    if not NUMBER.fullmatch(person):
        return "宛名番号は15桁の数字です"
    if not KEY.fullmatch(key):
        return "発行者鍵識別子は40桁の16進数です"
    if not SERIAL.fullmatch(serial):
        return "シリアル番号は40桁までの16進数です"
    if state not in {"", "0", "1"}:
        return "状態は 0 か 1 です"
    return Line(person, key, serial, state != "0")


def bind_all(examined: Examined, *, by: By, at: datetime, dry: bool = False) -> Bound:
    """Take them in, in batches that are each whole; the same list again changes nothing. Raises NotPermitted, Unreadable (of a
    file with faults)."""
    authorize(by, "people.keep-register")
    if examined.faults:
        raise Unreadable("ファイルに誤りがあります。直してから取り込んでください。 The file has faults; nothing was taken.")
    found = Bound()
    for batch in _batches(examined.lines):
        with transaction.atomic():
            _take(batch, found, by, at, dry)
    if not dry:
        with transaction.atomic():
            record(CertificatesImported(examined.sha256, bound=found.bound, ended=found.ended), by=by, at=at)
    return found


def _batches(lines: list[Line]) -> Iterator[list[Line]]:
    rest = iter(lines)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _take(batch: list[Line], found: Bound, by: By, at: datetime, dry: bool) -> None:
    people = dict(Addressee.objects.filter(number__in={line.person for line in batch}).values_list("number", "pk"))
    rows = CertificateBinding.objects.filter(serial__in={line.serial for line in batch}, ended_at=None)
    held = {(one.issuer_key, one.serial): one for one in rows}
    new, over = list[CertificateBinding](), list[int]()
    for line in batch:
        owner, known = people.get(line.person), held.get((line.key, line.serial))
        if owner is None:
            _name(found.unknown, line.person)
        elif known is not None and known.addressee_id != owner:  # type: ignore[attr-defined]
            _name(found.others, f"{line.serial[:8]}…")
        elif known is not None and not line.stands:
            over.append(known.pk)
        elif known is None and line.stands:
            held[line.key, line.serial] = made = CertificateBinding(
                addressee_id=owner, issuer_key=line.key, serial=line.serial, source=Source.EXTRACT, by=by.code, at=at
            )
            new.append(made)
        else:
            found.same += 1
    found.bound, found.ended = found.bound + len(new), found.ended + len(over)
    if not dry:
        CertificateBinding.objects.bulk_create(new, ignore_conflicts=True)  # a clerk may be binding the same just now
        CertificateBinding.objects.filter(pk__in=over).update(ended_at=at, ended_by=by.code)


def _name(names: list[str], one: str) -> None:
    if len(names) < MOST_NAMED:
        names.append(one)
