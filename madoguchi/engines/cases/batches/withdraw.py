"""Take one's own batch of drafts back before it was answered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases.models import Batch
from madoguchi.engines.people.public import Actor


class NothingToWithdraw(Refused):
    code, message = "nothing-to-withdraw", _("取り下げる起案がありません。")


@transaction.atomic
def withdraw_batch(batch: Batch, *, by: Actor, at: datetime) -> None:
    """All drafts of it end; what follows runs by itself. Raises NotPermitted, NothingToWithdraw, AlreadyAnswered."""
    if batch.approval is None:
        raise NothingToWithdraw
    approvals.withdraw(approvals.Approval.objects.get(pk=str(batch.approval)), by=by, at=at)
