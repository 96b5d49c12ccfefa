"""XES (IEEE 1849): a trace a case, an event each; ids, codes, moments."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from madoguchi.engines.insight.flow.log.walking import Told, Walk
from madoguchi.engines.insight.models import Trace

NAMESPACE = "http://www.xes-standard.org/"
EXTENSIONS = (
    ("Concept", "concept"),
    ("Time", "time"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
    ("ID", "identity"),
)


def as_xes(walk: Walk) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<log xes.version="1849.2016" xes.features="" xmlns="{NAMESPACE}">\n'
    for name, prefix in EXTENSIONS:
        yield f'<extension name="{name}" prefix="{prefix}" uri="{NAMESPACE}{prefix}.xesext"/>\n'
    yield '<global scope="trace">' + _one("concept:name", "") + "</global>\n"
    moment = '<date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>'
    yield f'<global scope="event">{_one("concept:name", "")}{moment}{_one("lifecycle:transition", "complete")}</global>\n'
    yield '<classifier name="activity" scope="event" keys="concept:name"/>\n'
    yield _one("concept:name", walk.process.code) + _one("lifecycle:model", "standard") + "\n"
    for trace, events in walk:
        yield from _trace(trace, events)
    yield "</log>\n"


def _trace(trace: Trace, events: list[Told]) -> Iterator[str]:
    days = {"arrived_on": trace.began_on, "answered_on": trace.answered_on, "ended_on": trace.ended_on}
    yield "<trace>" + _one("concept:name", trace.subject_id) + _one("procedure", trace.procedure)
    yield _one("section", trace.section) + _one("source", trace.source)
    yield "".join(_one(key, day.isoformat()) for key, day in days.items() if day) + "\n"
    for event in events:
        yield (
            f'<event><id key="identity:id" value="{event.id}"/>{_one("concept:name", event.kind)}'
            f'<date key="time:timestamp" value="{event.at.isoformat()}"/>{_one("lifecycle:transition", "complete")}'
            f"{_one('org:group', event.section)}{_one('org:role', event.who)}"
            + "".join(_value(key, value) for key, value in event.data.items())
            + "</event>\n"
        )
    yield "</trace>\n"


def _value(key: str, value: object) -> str:
    if isinstance(value, bool):
        return f'<boolean key="{key}" value="{str(value).lower()}"/>'
    return f'<int key="{key}" value="{value}"/>' if isinstance(value, int) else _one(key, str(value))


def _one(key: str, value: str) -> str:
    return f'<string key="{key}" value={quoteattr(value)}/>'
