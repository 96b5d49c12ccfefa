"""What every action on a case asks first: the case as it is now, held, and whether it is at the point for this."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.cases.models import Case
from madoguchi.engines.cases.models.case import all_with_steps


class CaseOver(Refused):
    code, message = "case-over", _("この案件は、すでに終わっています。")


class AlreadyDecided(Refused):
    code, message = "already-decided", _("この案件は、すでに決定されています。")


class AlreadyAccepted(Refused):
    code, message = "already-accepted", _("この案件は、すでに受け付けられています。")


class NotAcceptedYet(Refused):
    code, message = "not-accepted-yet", _("先に受付をしてください。")


class ReviewAlreadyStarted(Refused):
    code, message = "review-already-started", _("この案件の審査は、すでに始まっています。")


class NotReviewedYet(Refused):
    code, message = "not-reviewed-yet", _("先に審査を始めてください。")


class CorrectionOpen(Refused):
    code, message = "correction-open", _("補正を待っています。先に補正の依頼を終えてください。")


class ProposalOpen(Refused):
    code, message = "proposal-open", _("決裁を待っています。先に起案を取り下げるか、差戻しを受けてください。")


class NotDecidedYet(Refused):
    code, message = "not-decided-yet", _("まだ決定されていません。")


def lock(case: Case) -> Any:
    """The case with its steps as they are now, held until the end of the transaction."""
    Case.objects.select_for_update().only("pk").get(pk=case.pk)
    return all_with_steps().select_related("key", "application__key", "account").get(pk=case.pk)


def undecided(case: Any) -> None:
    """Raises CaseOver, AlreadyDecided."""
    not_left(case)
    if case.decided:
        raise AlreadyDecided


def not_left(case: Any) -> None:
    """Neither withdrawn nor with another city. Raises CaseOver."""
    if case.withdrawn_at or case.transferred:
        raise CaseOver


def free(case: Any) -> None:
    """Nothing else is going on. Raises CorrectionOpen, ProposalOpen."""
    if case.asked_until:
        raise CorrectionOpen
    if case.drafted_at:
        raise ProposalOpen
