"""回答: a case that answers a run is joined to the person it came from."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.desk_events import AnswerJoined, MemberExcluded, MemberIncluded
from madoguchi.engines.cases.models import Case, Run, RunMember
from madoguchi.engines.cases.models.run import ANSWERED
from madoguchi.engines.cases.reading import Person
from madoguchi.engines.cases.runs.references import check_reference
from madoguchi.engines.cases.search.asking import carrying, marks_of
from madoguchi.engines.people.public import SYSTEM, Actor, authorize


class NotOfThisRun(Refused):
    code, message = "not-of-this-run", _("その整理番号の対象者は、いません。番号を確かめてください。")


class OtherProcedure(Refused):
    code, message = "other-procedure", _("この案件は、お願いした手続とは別の手続です。")


class AnsweredAlready(Refused):
    code, message = "answered-already", _("この対象者からは、すでに回答があります。")


class AnswersAnother(Refused):
    code, message = "answers-another", _("この案件は、すでに別の対象者の回答になっています。")


def join_by_itself(case: Case, who: Person, *, at: datetime) -> None:
    """When a case is opened: the one member of an open run whom it can only come from, by account, or by name and
    birthday. Where two could be meant a person decides. One query where no run is open.
    """
    open_runs = list(Run.objects.filter(procedure=case.procedure, closed_at=None).values_list("pk", flat=True))
    if not open_runs:
        return
    waiting = RunMember.objects.filter(run__in=open_runs, excluded_at=None).exclude(ANSWERED)
    if case.account_id:
        own = list(Case.objects.filter(account_id=case.account_id).order_by("-opened_at").values_list("pk", flat=True)[:100])
        found = list(waiting.filter(case__in=own)[:2])
        if len(found) == 1:
            write(found[0], case, by=SYSTEM, at=at)
            return
    if who.name and who.birth:
        found = list(waiting.filter(case__in=carrying(marks_of(who))[0])[:2])
        if len(found) == 1:
            write(found[0], case, by=SYSTEM, at=at)


@transaction.atomic
def join_answer(run: Run, reference: str, case: Case, *, by: Actor, at: datetime) -> RunMember:
    """By the 整理番号 on the paper. Raises NotPermitted, BadReference, NotOfThisRun, OtherProcedure, AnsweredAlready,
    AnswersAnother.
    """
    authorize(by, "cases.run", run)
    authorize(by, "cases.see", case)
    members = RunMember.objects.select_for_update(of=("self",)).filter(run=run, reference=check_reference(reference))
    member = members.first()
    if member is None:
        raise NotOfThisRun
    if case.procedure != run.procedure:
        raise OtherProcedure
    if RunMember.objects.filter(pk=member.pk).filter(ANSWERED).exists():
        raise AnsweredAlready
    if RunMember.objects.filter(answer=case).exists():
        raise AnswersAnother
    write(member, case, by=by, at=at)
    return member


def write(member: RunMember, case: Any, *, by: Actor, at: datetime) -> None:
    member.answer, member.answered_at = case, at
    member.excluded_at, member.excluded_by = None, ""
    member.save(update_fields=["answer", "answered_at", "excluded_at", "excluded_by"])
    said = AnswerJoined(subject=case.id, number=case.number, run=str(member.run_id), member=str(member.pk))
    record(said, by=by, at=at, section=case.section)


@transaction.atomic
def exclude(member: RunMember, *, by: Actor, at: datetime) -> None:
    """Need not answer (has moved away, has died, is known otherwise). Doing it twice is no fault. Raises NotPermitted."""
    authorize(by, "cases.run", member.run)
    if RunMember.objects.filter(pk=member.pk, excluded_at=None).update(excluded_at=at, excluded_by=by.code):
        record(MemberExcluded(subject=member.run_id, member=str(member.pk)), by=by, at=at)


@transaction.atomic
def include(member: RunMember, *, by: Actor, at: datetime) -> None:
    """Belongs to it again; a returned letter is forgotten, since somebody has found out where to. Raises NotPermitted."""
    authorize(by, "cases.run", member.run)
    rows = RunMember.objects.filter(pk=member.pk)
    if rows.update(excluded_at=None, excluded_by="", returned_on=None):
        record(MemberIncluded(subject=member.run_id, member=str(member.pk)), by=by, at=at)
