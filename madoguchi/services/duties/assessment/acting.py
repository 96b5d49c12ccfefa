"""評価する: draft a version, adopt one; what has changed since, and whether it is to be looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.people.public import Actor
from madoguchi.services.duties.assessment.facts import affairs, as_json, digest_of, facts_of
from madoguchi.services.duties.definitions import NumberAffair
from madoguchi.services.duties.events import AssessmentAdopted, AssessmentDrafted
from madoguchi.services.duties.models import Assessment, Level
from madoguchi.services.duties.rules import rules, sections_for

TEXTS: dict[str, str] = {
    "overview": "事務の流れの補足",
    "given": "入手のリスクへの対策の補足",
    "used": "使用のリスクへの対策の補足",
    "priority": "最も優先度が高いと考える対策とその判断の根拠",
    "training": "従業者への教育・啓発",
    "opinion": "住民の意見の聴取・第三者点検の結果",
}
"""What people write, beside what the definitions say."""
WANTED = {Level.NONE: (), Level.BASIC: ("priority", "training"), Level.FOCUSED: ("priority", "training", "given", "used")}
WHOLE = ("priority", "training", "given", "used", "overview", "opinion")


class CountedInFuture(Refused):
    code, message = "counted-in-future", _("数えた日が今日より後です。")


class NotWhole(Refused):
    code, message = "assessment-not-whole", _("この種類の評価には、次の記入が必要です：{what}")


class AdoptedAlready(Refused):
    code, message = "adopted-already", _("この版は、すでに確定しています。")


class Outdated(Refused):
    code, message = "assessment-outdated", _("この版を作った後に定義が変わりました。新しい版を作ってください。")


def judge(people: int, handlers: int, *, grave: bool) -> Level:
    """しきい値判断: the step that the number of people has reached."""
    said = rules()
    step = max((one for one in said.assessments if one.people <= people), key=lambda one: one.people)
    return Level(step.grave if grave or handlers >= said.handlers_many else step.plain)


def affair_of(code: str) -> NumberAffair:
    """Raises NotFound."""
    for one in affairs():
        if one.code == code:
            return one
    raise NotFound


def draft(
    code: str,
    *,
    people: int,
    handlers: int,
    counted_on: date,
    grave: bool,
    texts: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> Assessment:
    """The next version. Raises NotPermitted, NotFound, CountedInFuture."""
    allowed(by, "duties.assess")
    affair = affair_of(code)
    if counted_on > today(at):
        raise CountedInFuture
    facts = facts_of(affair)
    kept = {key: texts.get(key, "").strip() for key in TEXTS}
    while True:
        last = Assessment.objects.filter(affair=code).order_by("-version").first()
        made = Assessment(
            affair=code,
            version=last.version + 1 if last else 1,
            facts=as_json(facts),
            digest=digest_of(facts),
            people=people,
            handlers=handlers,
            counted_on=counted_on,
            grave=grave,
            level=judge(people, handlers, grave=grave),
            texts=kept,
            by_code=by.code,
            at=at,
        )
        try:
            with transaction.atomic():
                made.save(force_insert=True)
                record(AssessmentDrafted(subject=made.id, affair=code, version=made.version), by=by, at=at)
            return made
        except IntegrityError:  # another was quicker with this number
            continue


@transaction.atomic
def adopt(made: Assessment, *, by: Actor, at: datetime) -> None:
    """Make the version the assessment of the city. Raises NotPermitted, NotWhole, Outdated, AdoptedAlready."""
    allowed(by, "duties.adopt")
    needed = WANTED.get(Level(made.level), WHOLE)
    if missing := [TEXTS[key] for key in needed if not made.texts.get(key)]:
        raise NotWhole(what="、".join(missing))
    if made.digest != digest_of(facts_of(affair_of(made.affair))):
        raise Outdated
    if not Assessment.objects.filter(pk=made.pk, adopted_at=None).update(adopted_by=by.code, adopted_at=at):
        raise AdoptedAlready
    record(AssessmentAdopted(subject=made.id, affair=made.affair, version=made.version), by=by, at=at)


def allowed(by: Actor, code: str) -> None:
    """Of the department of records alone. Raises NotPermitted."""
    if by.kind != "system" and sections_for(by, code) is not None:
        raise NotPermitted


@dataclass(frozen=True)
class State:
    """Where an affair stands. `due`: why it is to be looked at again; `changes`: label, what went, what came."""

    affair: NumberAffair
    last: Assessment | None
    adopted: Assessment | None
    due: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)


def state_of(affair: NumberAffair, on: date) -> State:
    versions = list(Assessment.objects.filter(affair=affair.code).order_by("-version"))
    adopted = next((one for one in versions if one.adopted_at), None)
    last = versions[0] if versions else None
    if adopted is None:
        return State(affair, last, None, "never")
    if found := differences(adopted, affair):
        return State(affair, last, adopted, "changed", found)
    adopted_on = today(adopted.adopted_at) if adopted.adopted_at else on
    years = rules().assessment_years
    old = (on.year - adopted_on.year, on.month, on.day) >= (years, adopted_on.month, adopted_on.day)
    return State(affair, last, adopted, "old" if old else "")


def differences(made: Assessment, affair: NumberAffair) -> list[tuple[str, str, str]]:
    before = {one["key"]: one for one in made.facts}
    now = {one.key: one for one in facts_of(affair)}
    found = []
    for key in dict.fromkeys([*before, *now]):
        old = before[key]["value"] if key in before else []
        new = now[key].value if key in now else []
        if old != new:
            label = now[key].label if key in now else before[key]["label"]
            gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
            found.append((label, "、".join(gone), "、".join(come)))
    return found
