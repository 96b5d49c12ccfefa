"""OCEL 2.0, as JSON and as XML: events that name several things, and the things. Two walks, so that nothing is held in memory but
what several cases have in common.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from madoguchi.engines.insight.flow.log.walking import Told, Walk
from madoguchi.engines.insight.models import Trace

OF_EVENTS = ("section", "who")
OF_CASES = ("procedure", "section", "source")
BEGINNING = "1970-01-01T00:00:00Z"
"""The moment that the format gives to what an object has from the first."""


@dataclass(frozen=True)
class Thing:
    id: str
    type: str
    attributes: dict[str, str]
    related: list[tuple[str, str]]
    """(id, qualifier)"""


def event_types(walk: Walk) -> list[tuple[str, list[str]]]:
    return [(kind, [*OF_EVENTS, *walk.process.told]) for kind in walk.process.logged]


def object_types(walk: Walk) -> list[tuple[str, list[str]]]:
    others = sorted({*walk.process.objects.values(), walk.process.origin} - {"", walk.process.subject_kind})
    return [(walk.process.subject_kind, list(OF_CASES)), *((kind, []) for kind in others)]


def things(walk: Walk) -> Iterator[Thing]:
    """Every object once: a case, and what its events name."""
    shared: set[str] = set()
    for trace, events in walk:
        named = {one: kind for event in events for one, kind in event.objects}
        if trace.origin:
            named.setdefault(trace.origin, walk.process.origin)
        attributes = {name: str(getattr(trace, name)) for name in OF_CASES if getattr(trace, name)}
        yield Thing(trace.subject_id, walk.process.subject_kind, attributes, sorted(named.items()))
        for one, kind in sorted(named.items()):
            if one not in shared:
                if kind in walk.process.shared:
                    shared.add(one)
                yield Thing(one, kind, {}, [])


def told(event: Told) -> dict[str, str]:
    return {"section": event.section, "who": event.who, **{name: str(value) for name, value in event.data.items()}}


def related(trace: Trace, event: Told, walk: Walk) -> list[tuple[str, str]]:
    return [(trace.subject_id, walk.process.subject_kind), *event.objects]


def as_ocel_json(walk: Walk) -> Iterator[str]:
    typed = {"eventTypes": event_types(walk), "objectTypes": object_types(walk)}
    for begin, (key, types) in zip("{,", typed.items(), strict=True):
        rows = [{"name": name, "attributes": [{"name": one, "type": "string"} for one in attributes]} for name, attributes in types]
        yield f'{begin}"{key}":{json.dumps(rows)}\n'
    yield ',"events":['
    comma = ""
    for trace, events in walk:
        for event in events:
            row = {
                "id": event.id,
                "type": event.kind,
                "time": event.at.isoformat(),
                "attributes": [{"name": name, "value": value} for name, value in told(event).items()],
                "relationships": [{"objectId": one, "qualifier": what} for one, what in related(trace, event, walk)],
            }
            yield f"{comma}\n{json.dumps(row)}"
            comma = ","
    yield '\n],"objects":['
    comma = ""
    for thing in things(walk):
        row = {
            "id": thing.id,
            "type": thing.type,
            "attributes": [{"name": n, "value": v, "time": BEGINNING} for n, v in thing.attributes.items()],
            "relationships": [{"objectId": one, "qualifier": what} for one, what in thing.related],
        }
        yield f"{comma}\n{json.dumps(row)}"
        comma = ","
    yield "\n]}\n"


def as_ocel_xml(walk: Walk) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log>\n'
    for tag, types in (("object-type", object_types(walk)), ("event-type", event_types(walk))):
        yield f"<{tag}s>\n"
        for name, attributes in types:
            listed = "".join(f'<attribute name="{one}" type="string"/>' for one in attributes)
            yield f'<{tag} name="{name}"><attributes>{listed}</attributes></{tag}>\n'
        yield f"</{tag}s>\n"
    yield "<objects>\n"
    for thing in things(walk):
        values = "".join(_attribute(n, v, f' time="{BEGINNING}"') for n, v in thing.attributes.items())
        named = f'<object id={quoteattr(thing.id)} type="{thing.type}">'
        yield f"{named}<attributes>{values}</attributes>{_related(thing.related)}</object>\n"
    yield "</objects>\n<events>\n"
    for trace, events in walk:
        for event in events:
            values = "".join(_attribute(name, value) for name, value in told(event).items())
            yield (
                f'<event id="{event.id}" type="{event.kind}" time="{event.at.isoformat()}"><attributes>{values}</attributes>'
                f"{_related(related(trace, event, walk))}</event>\n"
            )
    yield "</events>\n</log>\n"


def _attribute(name: str, value: str, more: str = "") -> str:
    return f'<attribute name="{name}"{more}>{escape(value)}</attribute>'


def _related(related: list[tuple[str, str]]) -> str:
    rows = "".join(f'<relationship object-id={quoteattr(one)} qualifier="{what}"/>' for one, what in related)
    return f"<objects>{rows}</objects>"
