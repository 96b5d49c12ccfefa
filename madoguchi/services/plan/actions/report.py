"""報告: a section says how far a line has come."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.plan.book import Book
from madoguchi.services.plan.events import ReportSent
from madoguchi.services.plan.models import ClosedYear, Report
from madoguchi.services.plan.quarters import Quarter
from madoguchi.services.plan.queries import the_plan
from madoguchi.services.plan.stages import Stage


class NotOfThePlan(Refused):
    code = "plan-no-such-line"
    message = _("この年度の計画に、施策「{measure}」のその行はありません。")


class NotYetBegun(Refused):
    code, message = "plan-quarter-not-begun", _("まだ始まっていない四半期は報告できません。")


class YearIsClosed(Refused):
    code = "plan-year-closed"
    message = _("{year}年度は締められているので、報告できません。直すことがあるときは、計画の担当課に連絡してください。")


class ReportedMeanwhile(Refused):
    code = "plan-reported-meanwhile"
    message = _(
        "書いているあいだに、ほかの人がこの行を報告しました。その内容を見てから、もう一度送ってください。入力はそのまま残っています。"
    )


class NothingDone(Refused):
    code, message = "plan-nothing-said", _("「したこと」を書いてください。まだなら、そのわけを書いてください。")


class CostBelowZero(Refused):
    code, message = "plan-cost-below-zero", _("費用は0円以上で書いてください。")


def send_report(
    measure: str,
    quarter: Quarter,
    *,
    line: str = "whole",
    basis: int,
    stage: Stage,
    done: str,
    obstacles: str = "",
    next_step: str = "",
    evidence: str = "",
    cost: int | None = None,
    public_text: str = "",
    by: Actor,
    at: datetime,
) -> Report:
    """Report a quarter. `basis` is the revision that was on the screen, 0 for none: of two who write at once, the second is told.

    Raises NotPermitted, NotOfThePlan, NotYetBegun, YearIsClosed, NothingDone, CostBelowZero, ReportedMeanwhile.
    """
    book = the_plan()
    report = Report(
        measure=measure,
        line=line,
        edition=book.latest.code,
        year=quarter.year,
        quarter=quarter.number,
        revision=basis + 1,
        section=section_of(book, measure, by),
        stage=stage,
        done=done.strip(),
        obstacles=obstacles.strip(),
        next_step=next_step.strip(),
        evidence=evidence.strip(),
        cost=cost,
        public_text=public_text.strip(),
        by_code=by.code,
        at=at,
    )
    authorize(by, "plan.report", report)
    _is_so(book, report, quarter, at)
    try:
        with transaction.atomic():
            lock_year(quarter.year)
            if newest(measure, line, quarter) != basis:
                raise ReportedMeanwhile
            report.save(force_insert=True)
            data: dict[str, Any] = {"measure": measure, "line": line, "year": quarter.year, "quarter": quarter.number}
            record(ReportSent(subject=report.id, revision=report.revision, **data), by=by, at=at)
    except IntegrityError:
        raise ReportedMeanwhile from None
    return report


def section_of(book: Book, measure: str, by: Actor) -> str:
    """In which of the sections in charge the actor reports: the one acted for, where it is one of them."""
    standing = book.standing(measure)
    own = sorted(by.sections_with("plan.report"), key=lambda section: section != by.section)
    found = [section for section in own if standing and (section in standing.departments or standing.by_everybody)]
    if standing and not found and by.kind != "system":
        raise NotPermitted
    return found[0] if found else (by.section or book.plan.owner)


def _is_so(book: Book, report: Report, quarter: Quarter, at: datetime) -> None:
    standing = book.standing(report.measure)
    if standing is None or standing.line(report.line) is None or quarter.year not in book.latest.years:
        raise NotOfThePlan(measure=report.measure)
    if quarter.first > today(at):
        raise NotYetBegun
    if not report.done:
        raise NothingDone
    if report.cost is not None and report.cost < 0:
        raise CostBelowZero


def lock_year(year: int) -> None:
    """Raises YearIsClosed."""
    if ClosedYear.objects.select_for_update().filter(year=year).exists():
        raise YearIsClosed(year=year)


def newest(measure: str, line: str, quarter: Quarter) -> int:
    """The revision that counts; 0 where nothing was reported."""
    rows = Report.objects.filter(measure=measure, line=line, year=quarter.year, quarter=quarter.number)
    return rows.order_by("-revision").values_list("revision", flat=True).first() or 0
