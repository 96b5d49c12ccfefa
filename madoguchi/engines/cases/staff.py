"""What the staff room asks of cases: what lies in somebody's name, and which records follow a section's work."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.cases.actions.assign import NotOfSection, assign
from madoguchi.engines.cases.lying import lies_with_case
from madoguchi.engines.cases.models import Application, Case, Memo, Message, Run, Standing
from madoguchi.engines.people.public import Account, Actor, open_work, stationed


def held(account: Account) -> int:
    return Standing.objects.filter(assignee=account).count()


def taken_over(account: Account, to: Account, *, by: Actor, at: datetime) -> int:
    """Each case by the action that every assignment takes; one whose section the other is not of stays."""
    from madoguchi.engines.people.public import SYSTEM

    taken = 0
    for case in Case.objects.filter(standing__assignee=account).order_by("pk"):
        try:
            assign(case, to=to, by=SYSTEM, at=at)
        except NotOfSection:
            continue
        taken += 1
    return taken


def declare() -> None:
    open_work("cases.assigned", _("担当している案件"), held, taken_over)
    stationed(Memo, _("電話メモ"), where=Q(done_at=None))
    stationed(Run, _("一斉案内"), where=Q(closed_at=None), procedure="basis")
    lies_with_case(Standing, _("未完了の案件"))
    stationed(Case, _("案件"), where=Q(standing__isnull=False), procedure="procedure")
    lies_with_case(Message, _("本人からのメッセージ"))
    unfinished = Q(case__standing__isnull=False) | Q(case=None)
    stationed(Application, _("申請"), where=unfinished, procedure="procedure")
