"""The roots of the city room itself and the checks between them."""

from collections.abc import Iterator

from madoguchi.city.definitions.calendar import Calendar
from madoguchi.city.definitions.city import CityInfo
from madoguchi.city.definitions.department import Department
from madoguchi.city.definitions.life_event import LifeEvent
from madoguchi.city.definitions.word import Word
from madoguchi.city.findings import Finding, error
from madoguchi.city.roots import definition_root, register_check
from madoguchi.city.world import World


def register() -> None:
    definition_root("city.yaml", "city", CityInfo)
    definition_root("departments", "department", Department)
    definition_root("calendars", "calendar", Calendar)
    definition_root("life-events", "life-event", LifeEvent)
    definition_root("words", "word", Word)
    register_check("department", check_department)
    register_check("calendar", check_calendar)
    register_check("life-event", check_life_event)
    register_check("word", check_word)


def check_department(one: Department, world: World) -> Iterator[Finding]:
    if one.parent:
        yield from world.unknown(("parent",), "department", one.parent)
        yield from _circle(one, world)
    yield from world.unknown(("calendar",), "calendar", one.calendar)
    for i, code in enumerate(one.succeeded_by):
        yield from world.unknown(("succeeded_by", i), "department", code)
    for other in world.all(Department):
        if other.code < one.code and other.mark == one.mark and _overlap(one, other):
            yield error(
                ("mark",),
                f"文書記号「{one.mark}」は {other.code} も使っています。",
                f'the document mark "{one.mark}" is also that of {other.code}.',
                "mark-taken",
            )


def check_calendar(one: Calendar, world: World) -> Iterator[Finding]:
    seen: set[str] = set()
    for i, office in enumerate(one.offices):
        yield from world.unknown(("offices", i, "department"), "department", office.department)
        if office.department in seen:
            yield error(
                ("offices", i, "department"),
                f"「{office.department}」が2回書かれています。",
                f'"{office.department}" stands here twice.',
                "twice",
            )
        seen.add(office.department)


def check_life_event(one: LifeEvent, world: World) -> Iterator[Finding]:
    for i, code in enumerate(one.procedures):
        yield from world.unknown(("procedures", i), "procedure", code)
    for i, code in enumerate(one.words):
        yield from world.unknown(("words", i), "word", code)


def check_word(one: Word, world: World) -> Iterator[Finding]:
    for i, code in enumerate(one.see):
        yield from world.unknown(("see", i), "word", code)


def _circle(one: Department, world: World) -> Iterator[Finding]:
    seen, parent = [one.code], one.parent
    while parent and parent not in seen:
        seen.append(parent)
        above = world.get(Department, parent)
        parent = above.parent if above else None
    if parent == one.code:
        ring = " → ".join([*seen, one.code])
        yield error(("parent",), f"親の所属が輪になっています: {ring}", f"parents run in a circle: {ring}", "circle")


def _overlap(one: Department, other: Department) -> bool:
    first_ends = one.until is None or other.from_ is None or other.from_ <= one.until
    return first_ends and (other.until is None or one.from_ is None or one.from_ <= other.until)
