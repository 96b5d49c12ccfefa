"""前回の回答を使う: what an earlier application of the same person already says of the questions of a new form.

Nothing is taken over by itself: the person is shown each group and chooses. Consents, My Numbers and files are never offered;
they are given anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from madoguchi.core.calendar.public import today
from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.models import Application
from madoguchi.engines.cases.queries import answers_of, applications_of
from madoguchi.engines.forms.public import FIELD_TYPES, Page, Question, check_page_values, get
from madoguchi.engines.people.public import Actor

ANEW = {"consent", "my-number", "file", "receipt-number"}
LOOKED_AT = 3


@dataclass(frozen=True)
class Offer:
    """One page of the new form as an earlier application would fill it."""

    page: Page
    application: Application
    items: list[dict[str, Any]] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)


def earlier_answers(spec: Any, *, by: Actor, at: datetime, language: str = "") -> list[Offer]:
    """For each page of the form what the newest earlier application has for it, in the order of the pages."""
    if not isinstance(spec, Procedure):
        return []
    found: dict[str, Offer] = {}
    for application in applications_of(by=by, limit=LOOKED_AT):
        earlier = application.definition
        try:
            answers = answers_of(application)
        except Unreadable:
            continue  # sealed to the office, and this is not its side
        places = same_places(spec, earlier)
        for page in spec.pages:
            if page.name not in found and (offer := offer_of(page, spec, application, answers, places, at, language)):
                found[page.name] = offer
    return [found[page.name] for page in spec.pages if page.name in found]


def offer_of(
    page: Page,
    spec: Procedure,
    application: Application,
    answers: Mapping[str, Any],
    places: Mapping[str, str],
    at: datetime,
    language: str,
) -> Offer | None:
    if page.repeat:
        given = get(answers, page.repeat.id)
        listed = given if isinstance(given, list) else []
        items = [one for one in (taken(page, item, places) for item in listed) if one]
    else:
        one = taken(page, answers, places)
        items = [one] if one else []
    items = [one for one in (sound(page, item, at) for item in items[: page.repeat.max if page.repeat else 1]) if one]
    if not items:
        return None
    return Offer(page, application, items, list(rows_of(page, items, language)))


def taken(page: Page, answers: Any, places: Mapping[str, str]) -> dict[str, Any]:
    """`{id: value}` of the questions that both forms ask."""
    values = {}
    for question in page.ask:
        if question.type in ANEW:
            continue
        name = f"{page.repeat.id}[].{question.id}" if page.repeat else question.id
        if name in places and (value := get(answers, places[name] if not page.repeat else question.id)) is not None:
            values[question.id] = value
    return values


def sound(page: Page, values: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Without what the new form would not take: an option that it does not have, a day that its limits rule out."""
    wrong = check_page_values(page, values, today(at))
    return {id: value for id, value in values.items() if id not in wrong}


def rows_of(page: Page, items: list[dict[str, Any]], language: str) -> Iterator[tuple[str, str]]:
    for item in items:
        for question in page.ask:
            if question.id in item:
                label = question.short or question.label
                words = FIELD_TYPES.get(question.type).show(item[question.id], question, language)
                yield (label.in_(language) if language else str(label), words)


def same_places(new: Procedure, old: Procedure) -> dict[str, str]:
    """Path in the new form → path in the earlier one: the same name and type, or the same part of who applies."""
    known = {name: question.type for name, question in named(old)}
    found = {name: name for name, question in named(new) if known.get(name) == question.type}
    if new.applicant and old.applicant:
        for part in ("name", "address", "birth", "phone", "mail"):
            mine, theirs = getattr(new.applicant, part), getattr(old.applicant, part)
            if mine and theirs and mine not in found:
                found[mine] = theirs
    return found


def named(procedure: Procedure) -> Iterator[tuple[str, Question]]:
    for page in procedure.pages:
        for question in page.ask:
            yield (f"{page.repeat.id}[].{question.id}" if page.repeat else question.id), question
