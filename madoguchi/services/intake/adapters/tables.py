"""An export: a CSV with a line an application, alone or in a ZIP with its attachments (ちば電子申請サービス).

Each line becomes a package of its own, so that one bad line keeps no other waiting.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import Any

from madoguchi.core.calendar.public import TOKYO
from madoguchi.services.intake.adapters import ADAPTERS
from madoguchi.services.intake.adapters.archives import Archive, decoded
from madoguchi.services.intake.definitions import Channel, Table, TableForm
from madoguchi.services.intake.faults import BadManifest, Broken, EntryMissing, Fault, UnknownForm
from madoguchi.services.intake.package import Enclosed, Package
from madoguchi.services.intake.zipping import zipped

LINE = "line.json"
MOMENTS = ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y年%m月%d日 %H時%M分")


class Tables:
    def split(self, channel: Channel, name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        archive = Archive(channel, content) if content.startswith(b"PK") else None
        if archive is not None and LINE in archive:
            yield name, content
            return
        tables = {name: content} if archive is None else {one: archive.read(one) for one in archive.entries if is_table(one)}
        if not tables:
            raise EntryMissing(name="*.csv")
        for table, text in tables.items():
            yield from lines_of(channel, table, decoded(channel, table, text), archive)

    def read(self, channel: Channel, name: str, content: bytes) -> Package:
        layout = table_of(channel)
        archive = Archive(channel, content) if content.startswith(b"PK") else None
        if archive is None or LINE not in archive:
            raise fault_of_export(list(self.split(channel, name, content)))
        said = json.loads(archive.read(LINE))
        if said["broken"]:
            raise BadManifest(name=said["table"], where=said["broken"])
        row, number = said["row"], said["row"][layout.number].strip()
        form = next((one for one in layout.forms if one.form == said["form"]), None)
        if form is None:
            raise UnknownForm(form=said["form"])
        files = [one for place in form.attach.values() for one in enclosed(layout, archive, place, row)]
        apart = {layout.number, layout.sent_at, layout.form, *form.attach.values()}
        return Package(
            number=number,
            form=form.form,
            version="",
            sent_at=moment_of(said["table"], layout.sent_at, row[layout.sent_at]),
            fields={column: [value] for column, value in row.items() if column not in apart and value.strip()},
            files=files,
            between=layout.between,
        )


def fault_of_export(pieces: list[tuple[str, bytes]]) -> Fault:
    """What is no line is a whole export: splitting it has said what is wrong, or it is to be split."""
    return Broken(why=str(len(pieces)))


def table_of(channel: Channel) -> Table:
    assert channel.table is not None
    return channel.table


def is_table(name: str) -> bool:
    return name.lower().endswith(".csv")


def lines_of(channel: Channel, table: str, text: str, archive: Archive | None) -> Iterator[tuple[str, bytes]]:
    """Raises BadManifest where the head is not the one we know."""
    layout = table_of(channel)
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as wrong:
        raise BadManifest(name=table, where=str(wrong)) from None
    head = [cell.strip() for cell in rows[0]] if rows else []
    for column in (layout.number, layout.sent_at, *([layout.form] if layout.form else [])):
        if column not in head:
            raise BadManifest(name=table, where=column)
    if len(set(head)) != len(head):
        raise BadManifest(name=table, where=next(one for one in head if head.count(one) > 1))
    for index, cells in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in cells):
            yield piece(layout, table, index, dict(zip(head, cells, strict=False)), len(cells) == len(head), archive)


def piece(layout: Table, table: str, line: int, row: dict[str, str], whole: bool, archive: Archive | None) -> tuple[str, bytes]:
    number = row.get(layout.number, "").strip()
    broken = "" if whole and number else f"{line}行目"
    said = {
        "table": PurePosixPath(table).name,
        "form": row.get(layout.form, "") if layout.form else form_by_name(layout, table),
        "broken": broken,
        "row": {column: value for column, value in row.items() if column not in layout.passing},
    }
    contents = {LINE: json.dumps(said, ensure_ascii=False, sort_keys=True).encode()}
    folder = layout.files.format(number=number, name="")
    if archive is not None and number:
        contents |= {one: archive.read(one) for one in sorted(archive.entries) if one.startswith(folder) and not is_table(one)}
    return f"{said['table']}-{number or line}.zip", zipped(contents)


def form_by_name(layout: Table, table: str) -> str:
    """The form whose pattern the file's name fits; else the name itself, which no form is."""
    name = PurePosixPath(table).name
    found: TableForm | None = next((one for one in layout.forms if fnmatch(name, one.form)), None)
    return found.form if found else name


def enclosed(layout: Table, archive: Archive, column: str, row: dict[str, Any]) -> Iterator[Enclosed]:
    for name in filter(None, (one.strip() for one in row.get(column, "").split(layout.between))):
        entry = layout.files.format(number=row[layout.number].strip(), name=name)
        yield Enclosed(column, name, archive.read(entry))


def moment_of(table: str, column: str, text: str) -> datetime:
    """As such systems write it; the clock of Tokyo where none is named."""
    text = text.strip()
    for form in MOMENTS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=TOKYO)
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadManifest(name=table, where=column) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)


ADAPTERS.register("table", Tables())
