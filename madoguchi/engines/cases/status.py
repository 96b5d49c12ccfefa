"""An application as its sender sees it: where it stands, what is asked, by when the answer is promised."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from madoguchi.city.public import Text
from madoguchi.engines.cases.answers import get_words, label_of
from madoguchi.engines.cases.calculations.running import Calculated
from madoguchi.engines.cases.models import Application, Case, Correction, Decision, Standing
from madoguchi.engines.cases.queries import Entry, answers_of, calculated_of, timeline
from madoguchi.engines.people.public import Actor


@dataclass(frozen=True)
class Asked:
    """An item of the open correction: what it is, what stands there, what is to be done."""

    path: str
    label: Text
    words: str
    comment: str


@dataclass(frozen=True)
class ApplicationView:
    """`state` is one of received, processing, please-answer, decided, withdrawn, transferred; `case` is None until the office has
    opened it.
    """

    application: Application
    case: Case | None
    standing: Standing | None
    state: str
    promised_on: date | None
    correction: Correction | None
    asked: list[Asked]
    decision: Decision | None
    calculated: list[Calculated]
    timeline: list[Entry]


def application_for_person(application: Application, *, by: Actor, language: str = "") -> ApplicationView:
    """For the sender of an application that `look_application` has opened."""
    cases = Case.objects.visible_to(by).with_steps().select_related("key", "application__key", "standing")
    case: Any = cases.filter(application=application).first()
    if case is None:
        return ApplicationView(application, None, None, "received", None, None, [], None, [], [])
    correction = Correction.objects.filter(case=case, ended_at=None).select_related("case__key").first()
    decision = case.decisions.filter(notification__given_at__isnull=False).order_by("-decided_at").first()
    standing = getattr(case, "standing", None)
    return ApplicationView(
        application=application,
        case=case,
        standing=standing,
        state=state_of(case, correction, decision),
        promised_on=standing.promised_on if standing else None,
        correction=correction,
        asked=asked_in(case, correction, language),
        decision=decision,
        calculated=[one for one in calculated_of(case) if one.shown],
        timeline=timeline(case, "resident"),
    )


def state_of(case: Any, correction: Correction | None, decision: Decision | None) -> str:
    if case.withdrawn_at:
        return "withdrawn"
    if case.transferred:
        return "transferred"
    if decision or (case.decided and case.completed_at):
        return "decided"
    return "please-answer" if correction else "processing" if case.accepted_at else "received"


def asked_in(case: Any, correction: Correction | None, language: str) -> list[Asked]:
    if correction is None:
        return []
    answers = answers_of(case.application)
    items = correction.items.select_related("correction__case__key").order_by("pk")
    return [
        Asked(
            item.path,
            label_of(case.definition, item.path),
            get_words(case.definition, answers, item.path, language),
            item.comment,
        )
        for item in items
    ]
