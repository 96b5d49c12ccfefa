"""What can be said of a form before anybody fills it in: conditions that can't be right, pages nobody can reach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from madoguchi.engines.forms.conditions import UNKNOWN, ConditionError, Fault, check_condition, evaluate, parse, references
from madoguchi.engines.forms.conditions.types import Codes, Group, Kind, ListOf, Type
from madoguchi.engines.forms.definitions import Explain, FormSpec, Page, Question, as_day
from madoguchi.engines.forms.fields import FIELD_TYPES
from madoguchi.engines.forms.rules import kinds_of_rules

Where = tuple[str | int, ...]
MAX_CASES = 4096
IN_JAPANESE = {
    "unreadable": "書き方を読めません。かっこ、引用符、記号を確かめてください",
    "unknown-name": "この手続にない名前を使っています",
    "unknown-option": "選択肢にないコードを使っています",
    "unknown-function": "ない関数を使っています",
    "wrong-type": "文字・数・日付などの種類が合いません",
    "wrong-number": "関数に渡す値の数が合いません",
    "no-such-day": "ない日付を使っています",
    "too-deep": "くり返しの中のくり返しが多すぎます",
}
"""What is wrong with a condition; the checker's own words, which name the place, follow."""


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


def in_japanese(fault: Fault) -> str:
    return f"条件式に誤りがあります。{IN_JAPANESE[fault.code]}: {fault}"


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
        faults = [FormFault(where, f.code, in_japanese(f), str(f)) for f in check_condition(source, names, wanted)]
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
            if reference[0] in {"today", "rules"}:
                continue
            in_list = ""
            if reference[0] == "this" and own is not None:
                in_list = own.page.repeat.id if own.page.repeat else ""
                reference = (*(own.question.within.split(".") if own.question.within else ()), *reference[1:])
            dotted = ".".join(reference)
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
            if page.when and not self.possible([(page.when, Place(page, page.ask[0], (i, -1), "-"))]):
                yield FormFault(
                    ("pages", i, "when"),
                    "never-shown",
                    "このページに来ることはありません",
                    "nobody can ever reach this page",
                )
                continue
            for j, question in enumerate(page.ask):
                place = Place(page, question, (i, j))
                wanted = [(source, place) for source in (page.when, question.when) if source]
                if question.when and not self.possible(wanted):
                    yield FormFault(
                        ("pages", i, "ask", j, "when"),
                        "never-shown",
                        "この項目が出ることはありません",
                        "this question is never asked",
                    )

    def possible(self, wanted: list[tuple[str, Place]]) -> bool:
        """Is there a case in which all of them hold, or may hold?"""
        involved = self._closure(wanted)
        domains = [domain(place.question) for place in involved]
        cases = 1
        for values in domains:
            cases *= len(values)
        if cases > MAX_CASES:
            return True
        return any(self._may_hold(wanted, involved, case) for case in product(*domains))

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


def kind_of(question: Question) -> Kind:
    return FIELD_TYPES.get(question.type).kind(question)


def domain(question: Question) -> list[Any]:
    """The values worth trying; unknown for what has no small number of them."""
    kind = kind_of(question)
    if isinstance(kind, Codes):
        return [*sorted(kind.codes), None]
    return [True, False, None] if kind is Type.BOOL else [UNKNOWN]


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
