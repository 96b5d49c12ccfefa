"""後続の手続: what may be filed after an application, and with which answers its form begins."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from madoguchi.city.public import Text, all_defined
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotFound
from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.cases.answers import put
from madoguchi.engines.cases.definitions import Follows, Procedure
from madoguchi.engines.cases.models import Application, Case, Decision, Standing
from madoguchi.engines.cases.models.decision import AGAINST
from madoguchi.engines.cases.queries import answers_of, look_application
from madoguchi.engines.cases.reading import at as at_path
from madoguchi.engines.people.public import Actor


@dataclass(frozen=True)
class NextStep:
    """A procedure that follows an application: offered now, or from a day on."""

    code: str
    label: Text
    from_on: date | None = None
    until_on: date | None = None

    def is_open(self, day: date) -> bool:
        return self.from_on is None or self.from_on <= day


def next_steps(application: Application, case: Any, decision: Decision | None, *, at: datetime) -> list[NextStep]:
    """What follows, as far as it may be filed now or later. What is under way already is left out, and so is what came too late."""
    found = []
    under_way = set()
    if case is not None:
        later = Standing.objects.filter(case__follows__earlier_id=case.pk)
        under_way = set(later.values_list("procedure", flat=True))
    for procedure, follows in following(application.procedure):
        if procedure.code in under_way:
            continue
        step = step_of(procedure, follows, case, decision)
        if step and (step.until_on is None or step.until_on >= today(at)):
            found.append(step)
    return found


def following(code: str) -> Iterator[tuple[Procedure, Follows]]:
    for procedure in all_defined(Procedure):
        for follows in procedure.follows:
            if follows.procedure == code:
                yield procedure, follows


def step_of(procedure: Procedure, follows: Follows, case: Any, decision: Decision | None) -> NextStep | None:
    """None while what it needs is not there: the decision in the person's favour, as far as it was told."""
    if follows.needs == "granted" and (decision is None or decision.outcome in AGAINST):
        return None
    if case is not None and (case.withdrawn_at or case.transferred):
        return None
    ends = decision.expires_on if decision else None
    if follows.opens_days is None:
        return NextStep(procedure.code, follows.label)
    if ends is None:
        return None
    return NextStep(procedure.code, follows.label, ends - timedelta(days=follows.opens_days), ends)


def proposed_answers(procedure: Procedure, number: str, *, by: Actor, at: datetime) -> dict[str, Any]:
    """The first answers of a form that follows an own earlier application. Nothing but its number where this side can't open
    the answers; nothing at all where it is not one's own, or not what this procedure follows.
    """
    try:
        application = look_application(number, by=by, at=at)
    except NotFound:
        return {}
    follows = next((one for one in procedure.follows if one.procedure == application.procedure), None)
    if follows is None:
        return {}
    answers = put({}, follows.number, application.number)
    for mine, source in follows.prefill.items():
        try:
            value = value_of(application, source)
        except Unreadable:
            continue
        if value is not None:
            answers = put(answers, mine, value)
    return answers


def value_of(application: Application, source: str) -> Any:
    """`number`, `received_on`, `decision.level`, or the path of an answer. Raises Unreadable."""
    if source == "number":
        return application.number
    case = Case.objects.filter(application=application).select_related("key").first()
    if source == "received_on":
        return case.received_on.isoformat() if case else None
    if source.startswith("decision."):
        told = Decision.objects.filter(case=case, revised_by=None).exclude(notification__given_at=None) if case else None
        decision = told.select_related("case__key").first() if told is not None else None
        return decision.values.get(source.removeprefix("decision.")) if decision else None
    return at_path(answers_of(application), source)
