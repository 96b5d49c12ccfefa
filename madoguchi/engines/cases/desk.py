"""A case on one screen: all that the desk shows, gathered in few queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from madoguchi.city.public import closed_days
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions import guards
from madoguchi.engines.cases.answers import Difference, differences_between, words_of
from madoguchi.engines.cases.calculations.running import Calculated, reckon
from madoguchi.engines.cases.clocks import Clock, clock_of, legal_due
from madoguchi.engines.cases.models import Case, Correction, Standing
from madoguchi.engines.cases.queries import Entry, names_behind, timeline, whole
from madoguchi.engines.cases.reading import Person, applicant_of, deadline_of, names_of
from madoguchi.engines.cases.standing import pauses_of
from madoguchi.engines.forms.public import walk
from madoguchi.engines.people.public import Actor, is_allowed


@dataclass(frozen=True)
class Row:
    """A question and its answer in words; `asked` while a correction of it is awaited, `changed` when it was
    corrected.
    """

    path: str
    label: str
    value: Any
    words: str
    asked: str = ""
    changed: bool = False


@dataclass(frozen=True)
class Section:
    """A page of the form, or an item of a repeated page (`number` from 1)."""

    title: str
    number: int | None
    rows: list[Row]


@dataclass(frozen=True)
class CaseView:
    """`may` holds the codes of the actions that this person can do now."""

    case: Any
    standing: Standing | None
    applicant: Person
    sections: list[Section]
    differences: list[Difference]
    calculated: list[Calculated]
    clock: Clock | None
    days_left: int | None
    legal_on: date | None
    filed_by: date | None
    correction: Correction | None
    timeline: list[Entry]
    who: dict[str, str]
    may: frozenset[str]


def case_for_desk(case: Case, *, by: Actor, at: datetime) -> CaseView:
    """Everything about a case that `look` has opened. The number of queries does not grow with the case."""
    held = whole().get(pk=case.pk)
    definition, closed, day = held.definition, closed_days(), today(at)
    first = held.application.answers
    newest = max(held.application.later_revisions, key=lambda revision: revision.number, default=None)
    answers = newest.answers if newest else first
    correction = next((one for one in held.all_corrections if one.ended_at is None), None)
    if correction:
        correction.case = held
    clock = clock_of(definition, held.received_on, pauses_of(held.all_corrections), closed)
    entries = timeline(held)
    changed = differences_between(definition, first, answers) if newest else []
    return CaseView(
        case=held,
        standing=getattr(held, "standing", None),
        applicant=applicant_of(definition, answers),
        sections=sections_of(held, answers, correction, {difference.path for difference in changed}),
        differences=changed,
        calculated=reckon(definition.calculate, names_of(definition, answers, held.received_on, closed), definition.rules),
        clock=clock,
        days_left=clock.left(day) if clock else None,
        legal_on=legal_due(held.received_on, definition.legal_days, closed) if definition.legal_days else None,
        filed_by=deadline_of(definition, answers, held.received_on, closed),
        correction=correction,
        timeline=entries,
        who=names_behind({entry.by for entry in entries}),
        may=possible(held, by),
    )


def sections_of(
    case: Any, answers: dict[str, Any], correction: Correction | None, changed: set[str], language: str = ""
) -> list[Section]:
    definition = case.definition
    comments = {item.path: item.comment for item in _items(case, correction)}
    found = []
    for stop in walk(definition, answers, case.received_on).stops:
        for item in stop.items:
            rows = [
                Row(
                    one.path,
                    str(one.question.short or one.question.label),
                    one.value,
                    words_of(definition, one.path, one.value, language),
                    comments.get(one.path, ""),
                    one.path in changed,
                )
                for one in item.asked
            ]
            found.append(Section(str(stop.page.title), None if item.index is None else item.index + 1, rows))
    return found


def _items(case: Any, correction: Correction | None) -> list[Any]:
    if correction is None:
        return []
    items = list(correction.items.all())
    for item in items:
        item.correction = correction
    return items


POINTS: dict[str, tuple[str, ...]] = {
    "accept": ("cases.accept", "undecided", "not-accepted"),
    "start_review": ("cases.review", "undecided", "accepted", "not-reviewed"),
    "assign": ("cases.assign", "open"),
    "request_correction": ("cases.request-correction", "undecided", "accepted", "free"),
    "end_correction": ("cases.request-correction", "undecided", "asked"),
    "correct": ("cases.correct", "undecided", "asked"),
    "propose": ("cases.propose", "undecided", "accepted", "reviewed", "free"),
    "propose_revision": ("cases.propose", "decided", "free"),
    "withdraw_proposal": ("cases.propose", "drafted"),
    "decide": ("cases.decide", "undecided", "accepted", "free"),
    "notify": ("cases.notify", "notice-due"),
    "complete": ("cases.complete", "decided", "open", "notice-given"),
    "withdraw": ("cases.withdraw", "undecided"),
    "attach_later": ("cases.attach", "undecided"),
    "note": ("cases.note",),
    "record_identity": ("cases.record-identity", "undecided"),
}


def possible(case: Any, by: Actor) -> frozenset[str]:
    """The actions that this person may do at this point: what buttons are shown. The actions ask again."""
    return frozenset(
        action
        for action, (permission, *points) in POINTS.items()
        if is_allowed(by, permission, case) and all(stands(case, point) for point in points)
    )


def stands(case: Any, point: str) -> bool:
    match point:
        case "undecided":
            return _passes(guards.undecided, case)
        case "free":
            return _passes(guards.free, case)
        case "accepted":
            return bool(case.accepted_at)
        case "not-accepted":
            return not case.accepted_at
        case "reviewed":
            return bool(case.reviewed_at)
        case "not-reviewed":
            return not case.reviewed_at
        case "asked":
            return bool(case.asked_until)
        case "drafted":
            return bool(case.drafted_at)
        case "decided":
            return bool(case.decided)
        case "notice-due":
            return bool(case.notice_is_due)
        case "notice-given":
            return not case.notice_is_due
        case "open":
            return getattr(case, "standing", None) is not None
    raise KeyError(point)


def _passes(guard: Any, case: Any) -> bool:
    try:
        guard(case)
    except Refused:
        return False
    return True
