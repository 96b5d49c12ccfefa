"""Tales of every procedure: an example that its definition carries, told anew with other names on a day of these weeks.

A procedure that a city adds is in its demo without a word here. Each tale goes as far as its plot says; the city answers
as the example says.
"""

import random
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from madoguchi.city.public import Version, closed_days, current_all
from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms import public as forms
from madoguchi.site.demo.cast import STAFF
from madoguchi.site.demo.filling import apply
from madoguchi.site.demo.story import (
    FAMILIES,
    GIVEN,
    PROCEDURE,
    Moment,
    Scene,
    agree_to,
    own_answers,
    resident_actor,
    staff_actor,
)

PLOTS = ("decided", "reviewing", "decided", "arrived", "correcting", "decided", "accepted", "proposed")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
OF_THE_CAST = {
    "care-need-new": 3,
    "care-equipment": 3,
    "damage-certificate": 0,
    "dog-registration": 4,
    "pregnancy-support-claim": 1,
}
"""Whose own a first tale is: a place among the cast's residents."""
WEEKS = timedelta(days=38)
ELSEWHERE = 50
"""From here on the numbers of invented accounts, so that they are not those of the story."""


@dataclass(frozen=True)
class Tale:
    """An example of a procedure, by its place, and how far it goes."""

    version: Version
    example: int
    plot: str
    first: bool
    """Whether it is the first of its procedure."""


@dataclass(frozen=True)
class Earlier:
    """An application that another may follow, and whose it is."""

    number: str
    person: int


Before = dict[str, Earlier]


def tales(count: int, on: date) -> list[Tale]:
    """As many as asked for: every procedure once, then their refusals and further examples."""
    versions = [one for one in current_all("procedure") if one.code != PROCEDURE and isinstance(one.definition, cases.Procedure)]
    versions.sort(key=lambda one: (bool(one.definition.follows), one.code))  # what follows another is told after it
    rounds = [(version, fit) for version in versions if (fit := list(fitting(version.definition, on)))]
    chosen = [(version, fit[turn], turn == 0) for turn in range(3) for version, fit in rounds if turn < len(fit)]
    plots = cycle(PLOTS)
    return [Tale(version, example, next(plots), first) for version, example, first in chosen[:count]]


def fitting(procedure: Any, on: date) -> Iterator[int]:
    """Examples that can be handed in in these weeks: first those that the city agrees to, then refusals, then others."""
    sound = [
        (place, one.decided.result if one.decided else "")
        for place, one in enumerate(procedure.examples)
        if not one.expect.errors and not one.typed and all(is_sound(procedure, place, day) for day in (on, on - WEEKS))
    ]
    order = ("grant", "accept", "acknowledge", "answer", "refuse", "")
    yield from (place for result in order for place, found in sound if found == result)


def is_sound(procedure: Any, example: int, on: date) -> bool:
    """Whether it asks for nothing else on that day: rules change with their dates."""
    return all(problem.confirm for problem in forms.check(procedure, retold(procedure, example, ELSEWHERE, on), on))


def tell_tales(count: int, end: datetime) -> int:
    chance = random.Random(20260402)  # noqa: S311  the same tales on every machine
    sections: dict[str, dict[str, str]] = {}
    for one in STAFF:
        sections.setdefault(one.section, {}).setdefault(one.role, one.mail)
    closed, told = closed_days(), tales(count, today(end))
    before: Before = {}
    for number, tale in enumerate(told):
        began = end - timedelta(
            days=chance.uniform(0.2, 4) if tale.plot in {"arrived", "accepted"} else chance.uniform(4, WEEKS.days)
        )
        staff = sections.get(tale.version.definition.department, {})
        clerk = staff.get("clerk") or staff.get("chief") or STAFF[0].mail
        chief = staff.get("chief") or clerk
        scene = Scene(tale.version, staff_actor(clerk, end), staff_actor(chief, end), Moment(began, end, chance, closed))
        tell_one(scene, tale, number, before, has_chief="chief" in staff, has_clerk=bool(staff))
    run_all_ready(end)
    return len(told)


def tell_one(scene: Scene, tale: Tale, number: int, before: Before, *, has_clerk: bool, has_chief: bool) -> None:
    procedure: Any = tale.version.definition
    person = OF_THE_CAST.get(tale.version.code, number + ELSEWHERE) if tale.first else number + ELSEWHERE
    earlier = next((before.pop(one.procedure) for one in procedure.follows if one.procedure in before), None)
    if earlier:
        person = earlier.person
    answers = retold(procedure, tale.example, person, today(scene.when.now), earlier.number if earlier else None)
    by = resident_actor(person, scene.when.now)
    application = apply(tale.version, answers, by=by, at=scene.when.now)
    run_all_ready(scene.when.now)
    if tale.plot == "decided":
        before[tale.version.code] = Earlier(application.number, person)
    if not has_clerk or tale.plot == "arrived":
        return
    case = scene.case(application)
    if not procedure.kind.is_answered:
        if tale.plot != "accepted":
            identify(case, scene)
            cases.settle(case, reply=reply_of(procedure), by=scene.clerk, at=scene.when.later(6))
        run_all_ready(scene.when.now)
        return
    cases.accept(case, by=scene.clerk, at=scene.when.later(6))
    if tale.plot == "accepted":
        return
    cases.start_review(case, by=scene.clerk, at=scene.when.later(12))
    if tale.plot == "correcting" and procedure.applicant and procedure.applicant.address:
        items = [(procedure.applicant.address, "番地と建物名まで入力してください。")]
        cases.request_correction(case, items=items, by=scene.clerk, at=scene.when.later(8))
    elif tale.plot in {"decided", "proposed"} and has_chief:
        decide(case, procedure.examples[tale.example].decided, scene, agree=tale.plot == "decided")
    run_all_ready(scene.when.now)


def identify(case: cases.Case, scene: Scene) -> None:
    if case.definition.level in {"authenticate", "sign"}:
        cases.record_identity(case, method="register", by=scene.clerk, at=scene.when.later(2))


def decide(case: cases.Case, decided: Any, scene: Scene, *, agree: bool) -> None:
    """As the example says, or granted; what the definition suggests stays as it is suggested."""
    identify(case, scene)
    if decided is None or decided.result not in {"grant", "refuse"}:
        given = (one.decided for one in case.definition.examples if one.decided)
        decided = next((one for one in given if one.result == "grant"), None)
    refused = decided is not None and decided.result == "refuse"
    suggested = case.definition.decide.suggest if case.definition.decide else {}
    entered = {name: value for name, value in (decided.entered if decided else {}).items() if name not in suggested}
    cases.propose(
        case,
        outcome="refused" if refused else "granted",
        reason=decided.reason if refused else "",
        entered=None if refused else entered,
        by=scene.clerk,
        at=scene.when.later(8),
    )
    run_all_ready(scene.when.now)
    if agree:
        agree_to(scene, case)


def retold(procedure: Any, example: int, number: int, on: date, earlier: str | None = None) -> dict[str, Any]:
    """The answers of an example for another person, as if its day were this one; birthdays stay. `earlier`: the 受付番号
    that it follows.
    """
    told = procedure.examples[example]
    answers: dict[str, Any] = dated(deepcopy(cases.example_answers(procedure, example)), on - told.today)
    family, family_kana = FAMILIES[number % len(FAMILIES)]
    given, given_kana = GIVEN[(number // 2) % len(GIVEN)]
    name = {"family": family, "given": given, "family_kana": family_kana, "given_kana": given_kana}
    own = own_answers(number)
    who = procedure.applicant
    if who is not None:
        put(answers, who.name, own.get("name") or name)
        if who.address and own:
            put(answers, who.address, own["address"])
        if who.birth and own:
            put(answers, who.birth, own["birth"])
    for page in procedure.pages:
        for question in () if page.repeat else page.ask:
            if question.type == "receipt-number":
                put(answers, question.id, earlier)
    if forms.get(answers, "insured.number"):
        put(answers, "insured.number", f"{number:010}")
    return answers


def dated(value: Any, shift: timedelta, key: str = "") -> Any:
    """Every day in it moved by the same time."""
    if isinstance(value, dict):
        return {name: dated(one, shift, name) for name, one in value.items()}
    if isinstance(value, list):
        return [dated(one, shift, key) for one in value]
    if isinstance(value, str) and key != "birth" and DAY.fullmatch(value):
        return (date.fromisoformat(value) + shift).isoformat()
    return value


def put(answers: dict[str, Any], path: str, value: Any) -> None:
    *groups, last = path.split(".")
    for group in groups:
        answers = answers.setdefault(group, {})
    answers[last] = value


def reply_of(procedure: Any) -> str:
    return "お問い合わせの件、下のとおりお答えします。" if procedure.kind is cases.Kind.INQUIRY else ""
