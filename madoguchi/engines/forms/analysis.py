"""What can be said of a form before anybody fills it in: conditions that can't be right, pages nobody can reach."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from madoguchi.engines.forms.cells import cells, cuts
from madoguchi.engines.forms.conditions import UNKNOWN, ConditionError, Fault, check_condition, evaluate, parse, references
from madoguchi.engines.forms.conditions.types import Codes, Group, Kind, ListOf, Type
from madoguchi.engines.forms.definitions import Explain, FormSpec, Page, Question, as_day
from madoguchi.engines.forms.fields import FIELD_TYPES
from madoguchi.engines.forms.fields.numbers import plainly
from madoguchi.engines.forms.rules import kinds_of_rules

Where = tuple[str | int, ...]
MAX_CASES = 4096


@dataclass(frozen=True)
class FormFault:
    """Where in the definition, what, and in which words."""

    where: Where
    code: str
    ja: str
    en: str


@dataclass(frozen=True)
class Place:
    """A question and where it stands; `list_id` for one inside a repeat."""

    page: Page
    question: Question
    order: tuple[int, int]
    list_id: str = ""


def analyse(spec: FormSpec) -> list[FormFault]:
    """All faults that can be found without answers."""
    faults = list(_ids(spec))
    if faults:
        return faults
    form = _Form(spec)
    for where, source, own, wanted in form.conditions():
        faults += form.check(where, source, own, wanted)
    faults += form.circles()
    return faults or list(form.never_shown())


def names_of(spec: FormSpec) -> dict[str, Kind]:
    """What a condition about the whole form may read: `today` and every answer."""
    return _Form(spec).names


def _ids(spec: FormSpec) -> Iterator[FormFault]:
    seen: dict[str, Where] = {}
    for i, page in enumerate(spec.pages):
        if page.repeat:
            yield from _clash(page.repeat.id, ("pages", i, "repeat", "id"), seen)
        inside: dict[str, Where] = {} if page.repeat else seen
        for j, question in enumerate(page.ask):
            where: Where = ("pages", i, "ask", j)
            yield from _clash(question.id, (*where, "id"), inside)
            if page.repeat and question.type in {"my-number", "file"}:
                ja = f"type {question.type} はくり返しの中では使えません"
                yield FormFault((*where, "type"), "not-in-repeat", ja, f"type {question.type} can't stand in a repeat")
    slots: dict[str, Where] = {}
    for k, slot in enumerate(spec.attach):
        yield from _clash(slot.id, ("attach", k, "id"), slots)
    keys = [page.key for page in spec.pages]
    for i, key in enumerate(keys):
        if key in keys[:i]:
            yield FormFault(("pages", i, "key"), "same-key", f"key「{key}」が2度使われています", f"key {key!r} is used twice")


def _clash(id: str, where: Where, seen: dict[str, Where]) -> Iterator[FormFault]:
    for other in seen:
        if id == other or id.startswith(other + ".") or other.startswith(id + "."):
            yield FormFault(where, "same-id", f"id「{id}」が「{other}」と重なります", f"id {id!r} clashes with {other!r}")
    seen[id] = where


class _Form:
    """The form as conditions see it."""

    def __init__(self, spec: FormSpec) -> None:
        self.spec = spec
        self.places: dict[str, Place] = {}
        self.lists: dict[str, tuple[int, Page]] = {}
        self.names: dict[str, Kind] = {"today": Type.DATE, "rules": kinds_of_rules(spec.rules)}
        for i, page in enumerate(spec.pages):
            if page.repeat:
                self.lists[page.repeat.id] = (i, page)
                _put(self.names, page.repeat.id, ListOf(self.item(page)))
            for j, question in enumerate(page.ask):
                list_id = page.repeat.id if page.repeat else ""
                self.places[f"{list_id}[].{question.id}" if list_id else question.id] = Place(page, question, (i, j), list_id)
                if not page.repeat:
                    _put(self.names, question.id, kind_of(question))

    def item(self, page: Page) -> Group:
        names: dict[str, Kind] = {}
        for question in page.ask:
            _put(names, question.id, kind_of(question))
        return Group(names)

    def this(self, page: Page, question: Question | None) -> Kind:
        root: Kind = self.item(page) if page.repeat else Group(self.names)
        for name in question.within.split(".") if question and question.within else ():
            root = root.names.get(name, Type.ANY) if isinstance(root, Group) else Type.ANY
        return root

    def conditions(self) -> Iterator[tuple[Where, str, Place | None, Kind]]:
        """Every expression with where it stands, whose it is, and what it must give."""
        for i, page in enumerate(self.spec.pages):
            here: Where = ("pages", i)
            if page.when:
                yield (*here, "when"), page.when, Place(page, page.ask[0], (i, -1), "-"), Type.BOOL
            yield from self._explains(page.explain, here, Place(page, page.ask[0], (i, 999)))
            for j, question in enumerate(page.ask):
                yield from self._question(question, (*here, "ask", j), Place(page, question, (i, j)))
        for k, slot in enumerate(self.spec.attach):
            if slot.when:
                yield ("attach", k, "when"), slot.when, None, Type.BOOL

    def _question(self, question: Question, where: Where, place: Place) -> Iterator[tuple[Where, str, Place | None, Kind]]:
        if question.when:
            yield (*where, "when"), question.when, place, Type.BOOL
        after = Place(place.page, question, (place.order[0], 999))
        if question.required_when:
            yield (*where, "required_when"), question.required_when, place, Type.BOOL
        if question.prefill_when:
            yield (*where, "prefill_when"), question.prefill_when, place, Type.BOOL
        for key in ("not_after", "not_before"):
            bound = getattr(question, key)
            if bound and as_day(bound) is None:
                yield (*where, key), bound, place, Type.DATE
        yield from self._explains(question.explain, where, after)

    def _explains(self, rules: list[Explain], where: Where, place: Place) -> Iterator[tuple[Where, str, Place | None, Kind]]:
        for n, rule in enumerate(rules):
            yield (*where, "explain", n, "when"), rule.when, place, Type.BOOL

    def check(self, where: Where, source: str, own: Place | None, wanted: Kind) -> list[FormFault]:
        names: dict[str, Kind] = dict(self.names)
        if own is not None and own.list_id != "-":
            names["this"] = self.this(own.page, own.question)
        faults = [_as_said(where, source, fault) for fault in check_condition(source, names, wanted)]
        if faults or own is None:
            return faults
        return [self._too_early(where, name) for name in self.asked_later(source, own)]

    def _too_early(self, where: Where, name: str) -> FormFault:
        ja = f"「{name}」は、この条件より後でたずねる項目です"
        return FormFault(where, "asked-later", ja, f"{name!r} is asked only after this condition is needed")

    def asked_later(self, source: str, own: Place) -> list[str]:
        """Names that a condition reads before they are asked."""
        return sorted(name for name, place in self.read_by(source, own).items() if self._order(place) >= own.order)

    def _order(self, place: Place | tuple[int, Page]) -> tuple[int, int]:
        return place.order if isinstance(place, Place) else (place[0], 998)

    def read_by(self, source: str, own: Place | None) -> dict[str, Place | tuple[int, Page]]:
        found: dict[str, Place | tuple[int, Page]] = {}
        for reference in references(parse(source)):
            if reference[0] not in {"today", "rules"}:
                found |= self._meant(reference, own)
        return found

    def _meant(self, reference: tuple[str, ...], own: Place | None) -> dict[str, Place | tuple[int, Page]]:
        in_list = ""
        if reference[0] == "this" and own is not None:
            in_list = own.page.repeat.id if own.page.repeat else ""
            reference = (*(own.question.within.split(".") if own.question.within else ()), *reference[1:])
        dotted = ".".join(reference)
        found: dict[str, Place | tuple[int, Page]] = {}
        for key, place in self.places.items():
            bare = key.removeprefix(f"{in_list}[].") if in_list else key
            if place.list_id == in_list and (bare == dotted or dotted.startswith(bare + ".") or bare.startswith(dotted + ".")):
                found[key] = place
        if not in_list:
            found |= {id: entry for id, entry in self.lists.items() if dotted == id or id.startswith(dotted + ".")}
        return found

    def circles(self) -> Iterator[FormFault]:
        """Two questions (or pages) that wait for each other."""
        waits: dict[str, set[str]] = {}
        for key, place in self.places.items():
            for source in (place.question.when, place.page.when):
                waits.setdefault(key, set()).update(self._read_safely(source, place))
        for key, others in waits.items():
            for other in sorted(others):
                if key < other and key in waits.get(other, ()):
                    i, j = self.places[key].order
                    ja, en = (
                        f"「{key}」と「{other}」の条件が互いを待っています",
                        f"{key!r} and {other!r} wait for each other",
                    )
                    yield FormFault(("pages", i, "ask", j, "when"), "circle", ja, en)

    def _read_safely(self, source: str | None, place: Place) -> set[str]:
        try:
            return set(self.read_by(source, place)) - {""} if source else set()
        except ConditionError:
            return set()

    def never_shown(self) -> Iterator[FormFault]:
        """Pages and questions whose condition no answers can fulfil, as far as a small number of cases can tell."""
        for i, page in enumerate(self.spec.pages):
            wanted = [(page.when, Place(page, page.ask[0], (i, -1), "-"))] if page.when else []
            if wanted and not self.possible(wanted):
                ja, en = "このページに来ることはありません", "nobody can ever reach this page"
                yield self._never(("pages", i, "when"), wanted, ja, en)
                continue
            for j, question in enumerate(page.ask):
                place = Place(page, question, (i, j))
                wanted = [(source, place) for source in (page.when, question.when) if source]
                if question.when and not self.possible(wanted):
                    where: Where = ("pages", i, "ask", j, "when")
                    yield self._never(where, wanted, "この項目が出ることはありません", "this question is never asked")

    def _never(self, where: Where, wanted: list[tuple[str, Place]], ja: str, en: str) -> FormFault:
        """Said with the bounds of the numbers that it reads, where only these stand in the way."""
        if self.possible(wanted, bounded=False):
            said = [_bounds_of(place.question) for place in self._closure(wanted) if _is_bounded(place.question)]
            ja += f"（入力できる数: {'、'.join(words for words, _ in said)}）"
            en += f" (numbers that can be entered: {', '.join(words for _, words in said)})"
        return FormFault(where, "never-shown", ja, en)

    def possible(self, wanted: list[tuple[str, Place]], *, bounded: bool = True) -> bool:
        """Is there a case in which all of them hold, or may hold? Without `bounded` numbers beyond min and max are tried too."""
        involved = self._closure(wanted)
        at = self._cuts(wanted, involved)
        domains = [domain(place.question, at.get(place.question.id, ()), bounded=bounded) for place in involved]
        numbers = sorted((n for n, place in enumerate(involved) if _is_number(place.question)), key=lambda n: len(domains[n]))
        while prod(map(len, domains)) > MAX_CASES:
            if not numbers:
                return True
            domains[numbers.pop()] = [UNKNOWN]
        return any(self._may_hold(wanted, involved, case) for case in product(*domains))

    def _cuts(self, wanted: list[tuple[str, Place]], involved: list[Place]) -> dict[str, set[float]]:
        """By question the constants that these conditions compare it with."""
        found: dict[str, set[float]] = {}
        whens = [(source, place) for place in involved for source in (place.question.when, place.page.when) if source]
        for source, own in [*wanted, *whens]:
            for name, constant in cuts(parse(source)):
                for key in self._meant(name.path, own):
                    found.setdefault(key, set()).add(constant)
        return found

    def _closure(self, wanted: list[tuple[str, Place]]) -> list[Place]:
        found: dict[str, Place] = {}
        queue = list(wanted)
        while queue:
            source, own = queue.pop()
            for key, place in self.read_by(source, own).items():
                if not isinstance(place, Place) or key in found or place.list_id:
                    continue
                found[key] = place
                queue += [(s, place) for s in (place.question.when, place.page.when) if s]
        return sorted(found.values(), key=lambda place: place.order)

    def _may_hold(self, wanted: list[tuple[str, Place]], involved: list[Place], case: tuple[Any, ...]) -> bool:
        names: dict[str, Any] = {"today": UNKNOWN, "rules": UNKNOWN}
        for id in (*(key for key, place in self.places.items() if not place.list_id), *self.lists):
            _put_value(names, id, UNKNOWN)
        for place, value in zip(involved, case, strict=True):
            seen = [self._value(s, place, names) for s in (place.page.when, place.question.when) if s]
            hidden = any(result is not UNKNOWN and result is not True for result in seen)
            _put_value(names, place.question.id, None if hidden else value)
        return all(result is True or result is UNKNOWN for result in (self._value(s, own, names) for s, own in wanted))

    def _value(self, source: str, own: Place, names: Mapping[str, Any]) -> Any:
        this: Any = UNKNOWN if own.page.repeat else names
        for name in own.question.within.split(".") if own.question.within and this is not UNKNOWN else ():
            this = this.get(name, {}) if isinstance(this, Mapping) else UNKNOWN
        return evaluate(source, {**names, "this": this})


def _as_said(where: Where, source: str, fault: Fault) -> FormFault:
    return FormFault(where, fault.code, f"条件「{source}」: {fault.ja}", f'condition "{source}": {fault.en}')


def kind_of(question: Question) -> Kind:
    return FIELD_TYPES.get(question.type).kind(question)


def domain(question: Question, at: Iterable[float] = (), *, bounded: bool = True) -> list[Any]:
    """The values worth trying; unknown for what has no small number of them."""
    kind = kind_of(question)
    if isinstance(kind, Codes):
        return [*sorted(kind.codes), None]
    if _is_number(question):
        return cells(question, at, bounded=bounded)
    return [True, False, None] if kind is Type.BOOL else [UNKNOWN]


def _is_number(question: Question) -> bool:
    return question.type in {"number", "yen"}


def _is_bounded(question: Question) -> bool:
    return _is_number(question) and (question.min is not None or question.max is not None)


def _bounds_of(question: Question) -> tuple[str, str]:
    low, high = (plainly(bound) if bound is not None else "" for bound in (question.min, question.max))
    if low and high:
        return f"{question.id}は{low}から{high}", f"{question.id} from {low} to {high}"
    return f"{question.id}は{low or high}{'以上' if low else '以下'}", f"{question.id} {'from' if low else 'up to'} {low or high}"


def _put(names: dict[str, Kind], path: str, kind: Kind) -> None:
    first, _, rest = path.partition(".")
    if not rest:
        names[first] = kind
        return
    group = names.get(first)
    inner = dict(group.names) if isinstance(group, Group) else {}
    _put(inner, rest, kind)
    names[first] = Group(inner)


def _put_value(names: dict[str, Any], path: str, value: Any) -> None:
    *groups, last = path.split(".")
    for name in groups:
        inner = names.get(name)
        if not isinstance(inner, dict):
            names[name] = inner = {}
        names = inner
    names[last] = value
