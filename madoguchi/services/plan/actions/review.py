"""確認: the plan's keeper accepts a report or sends it back; what is meant for the public is then published."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.plan.actions.publish import publish
from madoguchi.services.plan.actions.report import newest
from madoguchi.services.plan.events import ReportReviewed
from madoguchi.services.plan.models import Report, Review, Statement
from madoguchi.services.plan.quarters import Quarter
from madoguchi.services.plan.stages import Answer


class AlreadyReviewed(Refused):
    code, message = "plan-already-reviewed", _("この報告は、すでに確認されています。")


class NotTheNewest(Refused):
    code, message = "plan-not-the-newest", _("この報告は改められています。新しい報告を確認してください。")


class OwnReport(Refused):
    code, message = "plan-own-report", _("自分が報告したものは、自分では確認できません。")


class ReturnNeedsReason(Refused):
    code, message = "plan-return-needs-reason", _("差し戻すときは、理由を書いてください。")


@transaction.atomic
def review_report(report: Report, answer: Answer, *, note: str = "", by: Actor, at: datetime) -> Review:
    """Once a revision. Raises NotPermitted, OwnReport, ReturnNeedsReason, NotTheNewest, AlreadyReviewed."""
    authorize(by, "plan.keep")
    if report.by_code == by.code:
        raise OwnReport
    if answer is Answer.RETURNED and not note.strip():
        raise ReturnNeedsReason
    if newest(report.measure, report.line, Quarter(report.year, report.quarter)) != report.revision:
        raise NotTheNewest
    try:
        with transaction.atomic():
            review = Review.objects.create(report=report, answer=answer, note=note.strip(), by_code=by.code, at=at)
    except IntegrityError:
        raise AlreadyReviewed from None
    if answer is Answer.ACCEPTED:
        publish(
            Statement.PROGRESS,
            report.measure,
            line=report.line,
            year=report.year,
            quarter=report.quarter,
            state=report.stage,
            text=report.public_text,
            at=at,
        )
    record(ReportReviewed(subject=report.id, answer=answer.value), by=by, at=at)
    return review
