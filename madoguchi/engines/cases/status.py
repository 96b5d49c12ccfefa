"""An application as its sender sees it: where it stands, what is asked, by when the answer is promised."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from madoguchi.city.public import Text, closed_days
from madoguchi.core.sealing.public import Unreadable
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.cases.actions.outcomes import is_identified
from madoguchi.engines.cases.answers import entered_words, get_words, label_of
from madoguchi.engines.cases.calculations.running import Calculated
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.followups import NextStep, next_steps
from madoguchi.engines.cases.models import (
    Application,
    Case,
    CaseLink,
    Correction,
    Decision,
    Extension,
    Filing,
    Grant,
    Outcome,
    Standing,
    Transfer,
)
from madoguchi.engines.cases.queries import Entry, answers_of, calculated_of, timeline
from madoguchi.engines.cases.reading import Seen, marks_of, names_of
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
    """`state` is one of received, processing, please-answer, decided, withdrawn, transferred; `case` is None until the
    office has opened it. `promised_by`: standard, law or extension, whichever gives `promised_on`. `earlier`, `later` and
    `steps`: what it follows, what followed, and what may follow.
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
    promised_by: str = ""
    outcome: str = ""
    reply: str = ""
    entered: list[tuple[str, str]] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    filing: Filing | None = None
    marks: list[Seen] = field(default_factory=list)
    extension: Extension | None = None
    transfer: Transfer | None = None
    earlier: Case | None = None
    later: list[Case] = field(default_factory=list)
    steps: list[NextStep] = field(default_factory=list)


def application_for_person(
    application: Application, *, by: Actor, language: str = "", at: datetime | None = None
) -> ApplicationView:
    """For the sender of an application that `look_application` has opened. With `at`, what may follow it now."""
    cases = Case.objects.visible_to(by).with_steps().select_related("key", "application__key", "standing")
    case: Any = cases.filter(application=application).first()
    if case is None:
        steps = next_steps(application, None, None, at=at) if at else []
        return ApplicationView(application, None, None, "received", None, None, [], None, [], [], steps=steps)
    correction = Correction.objects.filter(case=case, ended_at=None).select_related("case__key").first()
    decision = case.decisions.filter(notification__given_at__isnull=False).order_by("-decided_at").first()
    last = decision or case.decisions.select_related("case__key").order_by("-decided_at").first()
    standing = getattr(case, "standing", None)
    definition, newest = case.definition, answers_here(case.application)
    extension = case.extensions.select_related("case__key").order_by("-until_on").first()
    transfer = case.transfers.select_related("case__key").exclude(to_city="").first()
    links = CaseLink.objects.select_related("earlier__version", "case__version")
    theirs = Case.objects.visible_to(by).values("pk")
    before = links.filter(case=case, earlier__in=theirs).first()
    return ApplicationView(
        application=application,
        case=case,
        standing=standing,
        state=state_of(case, correction, decision),
        promised_on=(standing.promised_on or standing.legal_on) if standing else None,
        outcome=last.outcome if last else "",
        reply=last.reason if last and last.outcome == Outcome.ANSWERED else "",
        promised_by="extension" if extension else "standard" if standing and standing.promised_on else "law",
        correction=correction,
        asked=asked_in(case, correction, language),
        decision=decision,
        calculated=[one for one in calculated_of(case, history=is_identified(case)) if one.shown] if newest is not None else [],
        timeline=timeline(case, "resident"),
        entered=entered_of(definition, decision, language),
        grants=list(decision.grants.select_related("decision__case__key").order_by("path")) if decision else [],
        filing=Filing.objects.filter(case=case).select_related("case__key").first(),
        marks=[one for one in marks_of(definition, names_of(definition, newest, case.received_on, closed_days())) if one.shown]
        if newest is not None
        else [],
        extension=extension,
        transfer=transfer,
        earlier=before.earlier if before else None,
        later=[one.case for one in links.filter(earlier=case, case__in=theirs).order_by("at")],
        steps=next_steps(application, case, decision, at=at) if at else [],
    )


def answers_here(application: Application) -> dict[str, Any] | None:
    """None on the public side, which cannot open what was sealed to the office."""
    try:
        return answers_of(application)
    except Unreadable:
        if zone_here() is not Zone.PUBLIC:
            raise
        return None


def entered_of(definition: Procedure, decision: Decision | None, language: str) -> list[tuple[str, str]]:
    """What the clerk entered with a grant: label and words."""
    if decision is None or definition.decide is None:
        return []
    words = entered_words(definition, decision.values, language)
    return [(str(question.label), words[question.id]) for question in definition.decide.ask if question.id in words]


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
