"""The forms in which a log is taken along."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from madoguchi.core.refused import NotFound
from madoguchi.engines.insight.flow.log.ocel import as_ocel_json, as_ocel_xml
from madoguchi.engines.insight.flow.log.walking import LOG, LogAsked, Walk, walk
from madoguchi.engines.insight.flow.log.xes import as_xes
from madoguchi.engines.people.public import Actor, authorize

BLOCK = 64 * 1024


@dataclass(frozen=True)
class Form:
    ending: str
    content_type: str
    write: Callable[[Walk], Iterator[str]]


FORMS: dict[str, Form] = {
    "xes": Form("xes", "application/xml", as_xes),
    "ocel-json": Form("ocel.json", "application/json", as_ocel_json),
    "ocel-xml": Form("ocel.xml", "application/xml", as_ocel_xml),
}


def export_log(asked: LogAsked, form: str, *, by: Actor, at: datetime) -> Iterator[bytes]:
    """The log, in blocks. That it was taken along is written down. Raises NotPermitted, NotFound."""
    authorize(by, LOG)
    if form not in FORMS:
        raise NotFound
    return blocks(FORMS[form].write(walk(asked, by=by, form=form, at=at)))


def blocks(parts: Iterable[str]) -> Iterator[bytes]:
    """Fewer and larger pieces: a row at a time would cost more than the row."""
    waiting: list[str] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= BLOCK:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()
