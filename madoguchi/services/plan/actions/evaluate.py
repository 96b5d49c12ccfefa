"""年度の評価 and しめくくり; and the closing of a year."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.plan.actions.publish import publish
from madoguchi.services.plan.actions.report import NotOfThePlan, ReportedMeanwhile
from madoguchi.services.plan.book import Book
from madoguchi.services.plan.events import MeasureEnded, MeasureEvaluated, PlanYearClosed
from madoguchi.services.plan.models import ClosedYear, Evaluation, Meeting, Outcome, Statement
from madoguchi.services.plan.queries import the_plan
from madoguchi.services.plan.stages import Ending, Verdict


class ReasonMissing(Refused):
    code, message = "plan-reason-missing", _("理由を書いてください。")


class NothingIsLate(Refused):
    code = "plan-nothing-is-late"
    message = _("計画の期間は{day}に終わっています。遅れとは評価せず、しめくくり（完了・継続・終了）を決めてください。")


class UnknownRule(Refused):
    code, message = "plan-unknown-rule", _("「{rule}」という決まりは計画にありません。")


class PeriodNotOver(Refused):
    code, message = "plan-period-not-over", _("しめくくりは、計画の期間の最後の年度になってから決めます。")


class AlreadyEnded(Refused):
    code, message = "plan-already-ended", _("この施策のしめくくりは、すでに決まっています。")


class YearNotOver(Refused):
    code, message = "plan-year-not-over", _("年度が終わってから締めてください。")


class AlreadyClosed(Refused):
    code, message = "plan-already-closed", _("この年度は、すでに締められています。")


def evaluate(
    measure: str,
    year: int,
    verdict: Verdict,
    *,
    reason: str,
    rules: dict[str, str] | None = None,
    basis: int,
    by: Actor,
    at: datetime,
) -> Evaluation:
    """Evaluate a measure's year. `rules`: the rules of the plan from which it departs, with the reason; `basis`: the revision seen.

    Raises NotPermitted, NotOfThePlan, ReasonMissing, UnknownRule, NothingIsLate, ReportedMeanwhile.
    """
    authorize(by, "plan.keep")
    book = the_plan()
    departures = {code: text.strip() for code, text in (rules or {}).items() if text.strip()}
    _may_be_said(book, measure, year, verdict, reason, departures, at)
    try:
        with transaction.atomic():
            found = Evaluation.objects.filter(measure=measure, year=year).order_by("-revision").first()
            if (found.revision if found else 0) != basis:
                raise ReportedMeanwhile
            made = Evaluation.objects.create(
                measure=measure,
                year=year,
                revision=basis + 1,
                verdict=verdict,
                reason=reason.strip(),
                rules=departures,
                by_code=by.code,
                at=at,
            )
            publish(Statement.EVALUATION, measure, year=year, state=verdict.value, text=reason.strip(), at=at)
            record(MeasureEvaluated(subject=measure, year=year, verdict=verdict.value), by=by, at=at)
    except IntegrityError:
        raise ReportedMeanwhile from None
    return made


def _may_be_said(book: Book, measure: str, year: int, verdict: Verdict, reason: str, rules: dict[str, str], at: datetime) -> None:
    edition = book.latest
    if book.standing(measure) is None or year not in edition.years:
        raise NotOfThePlan(measure=measure)
    if not reason.strip():
        raise ReasonMissing
    if unknown := set(rules) - {rule.code for rule in book.plan.rules}:
        raise UnknownRule(rule=sorted(unknown)[0])
    if verdict is Verdict.LATE and edition.ended_on(today(at)):
        raise NothingIsLate(day=edition.period.until)


@transaction.atomic
def end_measure(measure: str, ending: Ending, *, reason: str, meeting: Meeting | None = None, by: Actor, at: datetime) -> Outcome:
    """How a measure ends with its plan, once. Raises NotPermitted, NotOfThePlan, ReasonMissing, PeriodNotOver, AlreadyEnded."""
    authorize(by, "plan.keep")
    book = the_plan()
    edition = book.latest
    if book.standing(measure) is None:
        raise NotOfThePlan(measure=measure)
    if not reason.strip():
        raise ReasonMissing
    if today(at).year < edition.years[-1]:
        raise PeriodNotOver
    try:
        with transaction.atomic():
            outcome = Outcome.objects.create(
                measure=measure,
                edition=edition.code,
                ending=ending,
                reason=reason.strip(),
                meeting=meeting,
                by_code=by.code,
                at=at,
            )
    except IntegrityError:
        raise AlreadyEnded from None
    publish(Statement.ENDING, measure, state=ending.value, text=reason.strip(), at=at)
    record(MeasureEnded(subject=measure, edition=edition.code, ending=ending.value), by=by, at=at)
    return outcome


@transaction.atomic
def close_year(year: int, *, by: Actor, at: datetime) -> ClosedYear:
    """After this nothing is reported for the year. Raises NotPermitted, YearNotOver, AlreadyClosed."""
    authorize(by, "plan.keep")
    if (today(at).year, today(at).month) < (year + 1, 4):
        raise YearNotOver
    try:
        with transaction.atomic():
            closed = ClosedYear.objects.create(year=year, by_code=by.code, at=at)
    except IntegrityError:
        raise AlreadyClosed from None
    record(PlanYearClosed(subject=str(year)), by=by, at=at)
    return closed
