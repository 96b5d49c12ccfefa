"""Begin a run, and choose its people."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import current
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.jobs.public import enqueue_once, moment, task
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.desk_events import RunBegun, RunClosed
from madoguchi.engines.cases.models import Case, Decision, Run, RunMember
from madoguchi.engines.cases.models.decision import Outcome
from madoguchi.engines.cases.runs.references import new_reference
from madoguchi.engines.people.public import Actor, authorize

AT_ONCE = 500


class NoSuchProcedure(Refused):
    code, message = "no-such-procedure", _("その手続は、公開されていません。")


class DueInPast(Refused):
    code, message = "due-in-past", _("提出期限が過ぎています。先の日を書いてください。")


class NothingWritten(Refused):
    code, message = "nothing-written", _("件名と案内の文を書いてください。")


class PeriodBackwards(Refused):
    code, message = "period-backwards", _("「から」の日が「まで」の日より後になっています。")


class RunOver(Refused):
    code, message = "run-over", _("この一斉案内は、締められています。")


def begin_run(
    procedure: str,
    basis: str,
    *,
    title: str,
    text: str,
    due_on: date,
    decided_from: date | None = None,
    decided_until: date | None = None,
    expires_from: date | None = None,
    expires_until: date | None = None,
    token: str,
    by: Actor,
    at: datetime,
) -> Run:
    """Ask everybody to whom `basis` was granted for `procedure`. The people are gathered by a job. The same token gives
    the run that it gave before.

    Raises NotPermitted, NoSuchProcedure, NothingWritten, DueInPast, PeriodBackwards.
    """
    mine = Run.objects.filter(account_id=str(by.account_id), token=token)
    if known := mine.first():
        return known
    asked, chosen_by = (current("procedure", code) for code in (procedure, basis))
    if not asked or not chosen_by or not isinstance(chosen_by.definition, Procedure):
        raise NoSuchProcedure
    run = Run(token=token, procedure=procedure, basis=basis, section=chosen_by.definition.department, at=at)
    authorize(by, "cases.run", run)
    if not title.strip() or not text.strip():
        raise NothingWritten
    if due_on <= today(at):
        raise DueInPast
    for first, last in ((decided_from, decided_until), (expires_from, expires_until)):
        if first and last and first > last:
            raise PeriodBackwards
    run.title, run.text, run.due_on = title.strip(), text.strip(), due_on
    run.decided_from, run.decided_until = decided_from, decided_until
    run.expires_from, run.expires_until, run.account_id = expires_from, expires_until, by.account_id  # type: ignore[assignment]
    try:
        with transaction.atomic():
            run.save(force_insert=True)
            record(RunBegun(subject=run.id, procedure=procedure, basis=basis), by=by, at=at)
            enqueue_once(gather, f"run:{run.id}", str(run.id))
    except IntegrityError:
        return mine.get()
    return run


@task(slow_after=600)
def gather(run_id: str) -> None:
    """The granted cases of the basis, the newest of each account: written in parts, each once, whenever it is run."""
    run, last = Run.objects.get(pk=run_id), None
    while run.gathered_at is None:
        rows = granted(run).order_by("pk")
        found = list((rows.filter(pk__gt=last) if last else rows).values_list("pk", flat=True)[:AT_ONCE])
        if not found:
            Run.objects.filter(pk=run.pk).update(gathered_at=moment())
            return
        write_members(run, found)
        last = found[-1]


def write_members(run: Run, ids: list[UUID]) -> None:
    """A reference that is taken already is drawn again: what is left over after a round is written in the next."""
    left = ids
    while left:
        rows = [RunMember(run=run, case_id=pk, reference=new_reference()) for pk in left]
        RunMember.objects.bulk_create(rows, ignore_conflicts=True)
        there = set(RunMember.objects.filter(run=run, case__in=left).values_list("case", flat=True))
        left = [pk for pk in left if pk not in there]


def granted(run: Run) -> QuerySet[Case]:
    """Cases of the basis with a grant in force, decided in the period; of several of one account the newest."""
    in_force = Decision.objects.filter(case=OuterRef("pk"), outcome=Outcome.GRANTED, revised_by=None)
    if run.decided_from:
        in_force = in_force.filter(decided_on__gte=run.decided_from)
    if run.decided_until:
        in_force = in_force.filter(decided_on__lte=run.decided_until)
    if run.expires_from:
        in_force = in_force.filter(expires_on__gte=run.expires_from)
    if run.expires_until:
        in_force = in_force.filter(expires_on__lte=run.expires_until)
    rows = Case.objects.filter(Exists(in_force), procedure=run.basis, section=run.section, key__destroyed_at=None)
    newer = Case.objects.filter(
        Exists(Decision.objects.filter(case=OuterRef("pk"), outcome=Outcome.GRANTED, revised_by=None)),
        account=OuterRef("account"),
        procedure=run.basis,
        section=run.section,
        pk__gt=OuterRef("pk"),
    )
    return rows.filter(Q(account=None) | ~Exists(newer))


@transaction.atomic
def close_run(run: Run, *, by: Actor, at: datetime) -> None:
    """No further letters, no further answers. Raises NotPermitted, RunOver."""
    authorize(by, "cases.run", run)
    if not Run.objects.filter(pk=run.pk, closed_at=None).update(closed_at=at):
        raise RunOver
    record(RunClosed(subject=run.id), by=by, at=at)
