"""束を作る: all that is due and can be written, in one file, each case once."""

import csv
import io
import json
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.files.public import KINDS, Examined, Limits, keep
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.handover.definitions import Handover
from madoguchi.services.handover.due import due_cases
from madoguchi.services.handover.events import BatchMade
from madoguchi.services.handover.models import Batch, Line
from madoguchi.services.handover.refusals import MadeMeanwhile, NothingDue
from madoguchi.services.handover.rows import Lines, lines_of

MOST = 2000


def looked_over(handover: Handover, by: Actor, *, at: datetime, most: int = MOST) -> list[Lines]:
    """What is due, as it would go out: with what cannot be written. Nothing is written down."""
    return [lines_of(handover, case, 0, today(at)) for case in due_cases(handover, by)[:most]]


def make(handover: Handover, *, by: Actor, at: datetime) -> Batch:
    """Hand over what can be written; the rest stays due. Raises NotPermitted, NothingDue, MadeMeanwhile."""
    batch = Batch(handover=handover.code, section=handover.department, by_code=by.code, at=at)
    authorize(by, "handover.make", batch)
    last = Batch.objects.filter(handover=handover.code).aggregate(last=Max("number"))["last"]
    batch.number = (last or 0) + 1
    made = [lines_of(handover, case, batch.number, today(at)) for case in due_cases(handover, by)[:MOST]]
    sound = [one for one in made if not one.faults]
    if not sound:
        raise NothingDue
    ending = "json" if handover.format == "json" else "csv"
    stem = handover.file.format(code=handover.code, batch=f"{batch.number:04}", day=f"{today(at):%Y%m%d}")
    batch.name = f"{stem}.{ending}"
    batch.substituted = sum(one.substituted for one in sound)
    try:
        with transaction.atomic():
            write(handover, batch, sound, by=by, at=at)
    except IntegrityError:
        raise MadeMeanwhile from None
    return batch


def write(handover: Handover, batch: Batch, sound: list[Lines], *, by: Actor, at: datetime) -> None:
    batch.key = new_key("handover-batch", batch.id)
    content = io.BytesIO(file_of(handover, [row for one in sound for row in one.rows]))
    whole = Examined(content, KINDS[handover.format], batch.name, batch.name, "made here")
    batch.file = keep(whole, key=batch.key, by=by, at=at, limits=Limits(), purpose="handover")
    batch.save(force_insert=True)
    Line.objects.bulk_create(
        Line(batch=batch, handover=handover.code, case=one.case, place=place) for place, one in enumerate(sound, 1)
    )
    said = BatchMade(subject=batch.id, handover=handover.code, number=batch.number, cases=len(sound))
    record(said, by=by, at=at, section=batch.section)


def file_of(handover: Handover, rows: list[dict[str, str]]) -> bytes:
    """Raises UnicodeEncodeError for what `lines_of` should have found."""
    if handover.format == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1).encode(handover.encoding)
    out = io.StringIO()
    quoting: Any = csv.QUOTE_ALL if handover.quote else csv.QUOTE_MINIMAL
    writer: Any = csv.writer(out, lineterminator="\r\n", quoting=quoting)
    names = [column.name for column in handover.columns]
    if handover.header:
        writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in rows)
    return out.getvalue().encode(handover.encoding)
