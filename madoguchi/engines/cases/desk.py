"""A case on one screen: all that the desk shows, gathered in few queries."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from madoguchi.city.public import closed_days
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions import guards
from madoguchi.engines.cases.answers import Difference, differences_between, words_of
from madoguchi.engines.cases.calculations.running import Calculated, reckon
from madoguchi.engines.cases.clocks import Clock, clock_of
from madoguchi.engines.cases.definitions import Kind, Procedure
from madoguchi.engines.cases.limits import history_for
from madoguchi.engines.cases.models import Case, Correction, Filing, Standing
from madoguchi.engines.cases.queries import Entry, names_behind, timeline, whole
from madoguchi.engines.cases.reading import Person, Seen, applicant_of, marks_of, names_of
from madoguchi.engines.cases.reading import at as at_path
from madoguchi.engines.cases.standing import legal_of, pauses_of, put_off
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
class Related:
    """An earlier or later case. `open_here`: whether this person may open it; otherwise it is only known to exist."""

    number: str
    title: str
    outcome: str
    open_here: bool


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
    marks: list[Seen]
    filing: Filing | None
    earlier: Related | None
    later: list[Related]
    unfound: str


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
    if clock:
        clock = replace(clock, due_on=put_off(clock.due_on, held.extended_until))
    entries = timeline(held)
    names = names_of(definition, answers, held.received_on, closed)
    link = getattr(held, "follows", None)
    changed = differences_between(definition, first, answers) if newest else []
    return CaseView(
        case=held,
        standing=getattr(held, "standing", None),
        applicant=applicant_of(definition, answers),
        sections=sections_of(held, answers, correction, {difference.path for difference in changed}),
        differences=changed,
        calculated=reckon(definition.calculate, names, definition.rules, history_for(held)),
        clock=clock,
        days_left=clock.left(day) if clock else None,
        legal_on=legal_of(held, closed),
        filed_by=names["deadline"],
        correction=correction,
        timeline=entries,
        who=names_behind({entry.by for entry in entries}),
        may=possible(held, by),
        marks=marks_of(definition, names),
        filing=getattr(held, "filing", None),
        earlier=related(link.earlier, by) if link else None,
        later=[related(one.case, by) for one in held.followed_by.all()],
        unfound="" if link else number_given(definition, answers),
    )


def related(case: Any, by: Actor) -> Related:
    decisions = sorted(case.decisions.all(), key=lambda one: one.decided_at)
    outcome = str(decisions[-1].get_outcome_display()) if decisions else ""
    open_here = case.section in by.sections_with("cases.see")
    return Related(case.number, str(case.definition.title), outcome if open_here else "", open_here)


def number_given(definition: Procedure, answers: dict[str, Any]) -> str:
    """The number of an earlier case in the answers: shown as one that was not found."""
    given = (at_path(answers, one.number) for one in definition.follows)
    return next((number for number in given if isinstance(number, str) and number), "")


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
    "settle": ("cases.settle", "undecided", "settled-kind", "free"),
    "accept": ("cases.accept", "undecided", "decided-kind", "not-accepted"),
    "start_review": ("cases.review", "undecided", "decided-kind", "accepted", "not-reviewed"),
    "assign": ("cases.assign", "open"),
    "request_correction": ("cases.request-correction", "undecided", "looked-through", "free"),
    "end_correction": ("cases.request-correction", "undecided", "asked"),
    "correct": ("cases.correct", "undecided", "asked"),
    "propose": ("cases.propose", "undecided", "decided-kind", "accepted", "reviewed", "free"),
    "propose_return": ("cases.propose", "undecided", "returnable-kind", "free"),
    "propose_revision": ("cases.propose", "decided", "free"),
    "withdraw_proposal": ("cases.propose", "drafted"),
    "decide": ("cases.decide", "undecided", "decided-kind", "accepted", "free"),
    "extend": ("cases.extend", "undecided", "not-drafted", "has-due"),
    "transfer": ("cases.transfer", "undecided", "not-drafted"),
    "link": ("cases.link", "open", "may-follow"),
    "notify": ("cases.notify", "notice-due"),
    "complete": ("cases.complete", "decided", "open", "notice-given"),
    "withdraw": ("cases.withdraw", "undecided"),
    "attach_later": ("cases.attach", "undecided"),
    "note": ("cases.note",),
    "message": ("cases.message", "has-account"),
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
        case "decided-kind":
            return bool(case.definition.kind.is_answered)
        case "settled-kind":
            return not case.definition.kind.is_answered
        case "returnable-kind":
            return case.definition.kind in {Kind.NOTIFICATION, Kind.OFFER}
        case "looked-through":
            return bool(case.accepted_at) or not case.definition.kind.is_answered
        case "not-drafted":
            return not case.drafted_at
        case "has-due":
            return bool(case.definition.legal_days or case.definition.standard_days)
        case "may-follow":
            return bool(case.definition.follows) and getattr(case, "follows", None) is None
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
        case "has-account":
            return case.account_id is not None
        case "open":
            return getattr(case, "standing", None) is not None
    raise KeyError(point)


def _passes(guard: Any, case: Any) -> bool:
    try:
        guard(case)
    except Refused:
        return False
    return True
