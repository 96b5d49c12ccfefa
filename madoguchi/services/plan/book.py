"""Book: plan, editions, measures and figures side by side, as any page, sheet or comparison reads them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from django.utils.safestring import SafeString

from madoguchi.city import public as city
from madoguchi.engines.insight.public import Indicator
from madoguchi.services.plan.definitions.chronology import Chronology
from madoguchi.services.plan.definitions.edition import Edition, Said
from madoguchi.services.plan.definitions.logic import Logic
from madoguchi.services.plan.definitions.measure import EVERYBODY, UNKNOWN, Entry, Line, Measure
from madoguchi.services.plan.definitions.plan import Group, Plan, Policy
from madoguchi.services.plan.definitions.source import Source

D = TypeVar("D", bound=city.Definition)
KANA = dict(zip("abcdefghijk", "アイウエオカキクケコサ", strict=True))


@dataclass(frozen=True)
class Standing:
    """A measure as one edition has it, everything filled in."""

    measure: Measure
    edition: str
    number: str
    title: city.Text
    mark: str
    page: int | None
    contents: str | None
    departments: tuple[str, ...]
    aim: city.Text
    content: city.Text
    lines: tuple[Line, ...]
    heading: str
    notes: tuple[city.Text, ...]
    reason: city.Text | None

    @property
    def code(self) -> str:
        return self.measure.code

    @property
    def by_everybody(self) -> bool:
        return self.departments == (EVERYBODY,)

    def line(self, code: str) -> Line | None:
        return next((line for line in self.lines if line.code == code), None)


def standing_in(measure: Measure, edition: str) -> Standing | None:
    """The measure in that edition: each entry says what changed, the rest is as before. None where it is not in it."""
    if all(entry.edition != edition for entry in measure.entries):
        return None
    kept: dict[str, object] = {}
    for entry in measure.entries:
        if entry.edition > edition:
            break
        for key in ("number", "departments", "aim", "content", "lines", "title"):
            if (value := getattr(entry, key)) is not None:
                kept[key] = value
        last = entry
    if last.dropped or last.edition != edition:
        return None
    return _filled(measure, last, kept)


def _filled(measure: Measure, entry: Entry, kept: dict[str, object]) -> Standing:
    return Standing(
        measure=measure,
        edition=entry.edition,
        number=str(kept["number"]),
        title=kept.get("title", measure.title),  # type: ignore[arg-type]
        mark=entry.mark or "",
        page=entry.page,
        contents=entry.contents,
        departments=tuple(kept["departments"]),  # type: ignore[arg-type]
        aim=kept["aim"],  # type: ignore[arg-type]
        content=kept["content"],  # type: ignore[arg-type]
        lines=tuple(kept["lines"]),  # type: ignore[arg-type]
        heading=entry.heading,
        notes=tuple(entry.notes),
        reason=entry.reason,
    )


def said_in(texts: Iterable[Said], edition: str) -> Said | None:
    """What is said in that edition: the last entry up to it."""
    found = None
    for one in texts:
        if one.edition <= edition:
            found = one
    return found


class Book:
    """Everything about the plan; made once for a set of definitions and never changed."""

    def __init__(self, definitions: Iterable[city.Definition]) -> None:
        kinds: dict[type, list[city.Definition]] = {}
        for one in definitions:
            kinds.setdefault(type(one), []).append(one)

        def of(model: type[D]) -> list[D]:
            return [one for one in kinds.get(model, []) if isinstance(one, model)]

        plans = of(Plan)
        if not plans:
            raise city.NotDefined("plan")
        self.plan = plans[0]
        self.drawn: dict[tuple[str, str, str], SafeString] = {}
        self.drawn_for: dict[tuple[str, str, str], tuple[object, SafeString]] = {}
        self.city = next(iter(of(city.CityInfo)), None)
        self.editions = sorted(of(Edition), key=lambda one: one.code)
        self.measures = sorted(of(Measure), key=lambda one: (one.policy, one.group or "", one.position))
        self.chronology = next(iter(of(Chronology)), None)
        self.source = next(iter(of(Source)), None)
        self.logics = {one.code: one for one in of(Logic)}
        self.words = {one.code: one for one in of(city.Word)}
        self.indicators = {one.code: one for one in of(Indicator)}
        self.departments = {one.code: one for one in of(city.Department)}

    @cached_property
    def by_code(self) -> dict[str, Measure]:
        return {one.code: one for one in self.measures}

    @cached_property
    def adopted(self) -> list[Edition]:
        """Editions that were decided."""
        return [one for one in self.editions if one.stage == "adopted"]

    @property
    def latest(self) -> Edition:
        """The newest edition that was decided; the newest of all where none was."""
        return (self.adopted or self.editions)[-1]

    def edition(self, code: str) -> Edition:
        """Raises NotDefined."""
        for one in self.editions:
            if one.code == code:
                return one
        raise city.NotDefined("plan-edition", code)

    def of_period(self, day: date) -> Edition | None:
        """The edition in force on that day, or None where no plan's period covers it."""
        found = [one for one in self.adopted if one.period.from_ <= day and not one.ended_on(day)]
        return found[-1] if found else None

    def standing(self, code: str, edition: str = "") -> Standing | None:
        key = (code, edition or self.latest.code)
        if key not in self._standings:
            measure = self.by_code.get(code)
            self._standings[key] = standing_in(measure, key[1]) or self._carried(measure, key[1]) if measure else None
        return self._standings[key]

    def _carried(self, measure: Measure, code: str) -> Standing | None:
        """As in the edition before, where the edition says so; its roadmap is still to be written."""
        edition = next((one for one in self.editions if one.code == code), None)
        if edition is None or measure.code not in edition.carries or any(entry.edition == code for entry in measure.entries):
            return None
        before = self.standing(measure.code, edition.based_on or "")
        if before is None:
            return None
        blank = [UNKNOWN] * len(edition.years)
        lines = tuple(line.model_copy(update={"steps": blank, "added": False}) for line in before.lines)
        return replace(before, edition=code, mark="継続", page=None, contents=None, lines=lines, notes=(), reason=None)

    @cached_property
    def _standings(self) -> dict[tuple[str, str], Standing | None]:
        return {}

    def standings(self, edition: str = "") -> list[Standing]:
        """Every measure of an edition, in order."""
        return [found for one in self.measures if (found := self.standing(one.code, edition))]

    def newest(self, code: str) -> Standing | None:
        """The measure in the newest adopted edition that has it."""
        for edition in reversed(self.adopted):
            if found := self.standing(code, edition.code):
                return found
        return None

    def of_policy(self, policy: Policy, edition: str = "") -> list[tuple[Group | None, list[Standing]]]:
        """The measures of a policy by group; a policy without groups has one, of None."""
        found = [one for one in self.standings(edition) if one.measure.policy == policy.number]
        groups: list[Group | None] = [*policy.groups] or [None]
        return [(group, [one for one in found if one.measure.group == (group.letter if group else None)]) for group in groups]

    def of_department(self, department: str, edition: str = "") -> list[Standing]:
        return [one for one in self.standings(edition) if department in one.departments or one.by_everybody]

    def indicators_of(self, measure: str) -> list[Indicator]:
        return self.in_order(one for one in self.indicators.values() if measure in one.measures)

    def families(self) -> dict[str, list[Indicator]]:
        """Indicators that are shown together, in order."""
        found: dict[str, list[Indicator]] = {}
        for one in self.in_order(self.indicators.values()):
            found.setdefault(one.family or one.code, []).append(one)
        return found

    def in_order(self, indicators: Iterable[Indicator]) -> list[Indicator]:
        order = [code for subject in self.plan.subjects for code in subject.indicators]
        last = len(order)

        def place(one: Indicator) -> tuple[int, str, int, str]:
            subject = order.index(one.family) if one.family in order else last
            return subject, one.family or one.code, one.position, one.code

        return sorted(indicators, key=place)

    @cached_property
    def glossary(self) -> list[city.Word]:
        """The plan's own terms, by their number."""
        return sorted((one for one in self.words.values() if one.plan_number), key=lambda one: one.plan_number or 0)

    def department_name(self, code: str) -> city.Text:
        found = self.departments.get(code)
        return found.name if found else city.Text(code)

    def names_of(self, standing: Standing) -> list[city.Text]:
        if standing.by_everybody:
            return [city.Text("全所属", en="All departments", easy="ぜんぶの 課（か）")]
        return [self.department_name(code) for code in standing.departments]


def book_of_folder(folder: Path) -> Book:
    """Read straight from a city's folder. Raises city.Found with what is wrong in it."""
    world = city.read_folder(folder)
    if world.errors:
        raise city.Found(world.errors)
    return Book(_definitions(world))


def _definitions(world: city.World) -> Iterator[city.Definition]:
    for document in world.documents():
        if document.definition is not None:
            yield document.definition
