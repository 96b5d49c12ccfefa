"""課題: the headquarters asks its working group, which reports back."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.plan.actions.meet import AlreadyDone, SayWhat
from madoguchi.services.plan.events import TaskAnswered, TaskGiven
from madoguchi.services.plan.models import Meeting, Task, TaskAnswer
from madoguchi.services.plan.queries import the_plan


class NoSuchGroup(Refused):
    code, message = "plan-no-such-group", _("検討部会に「{group}」という部門はありません。")


@transaction.atomic
def give_task(
    group: str,
    *,
    section: str,
    title: str,
    question: str,
    due_on: date,
    measure: str = "",
    meeting: Meeting | None = None,
    by: Actor,
    at: datetime,
) -> Task:
    """Ask a field of the working group. Raises NotPermitted, NoSuchGroup, SayWhat."""
    authorize(by, "plan.keep")
    if group not in {member.ja for body in the_plan().plan.bodies for member in body.members}:
        raise NoSuchGroup(group=group)
    if not title.strip() or not question.strip():
        raise SayWhat
    task = Task.objects.create(
        group=group,
        section=section,
        title=title.strip(),
        question=question.strip(),
        measure=measure,
        due_on=due_on,
        meeting=meeting,
        by_code=by.code,
        at=at,
    )
    record(TaskGiven(subject=task.id), by=by, at=at)
    return task


@transaction.atomic
def answer_task(task: Task, *, text: str, proposal: str = "", by: Actor, at: datetime) -> TaskAnswer:
    """Report back, once. Raises NotPermitted, SayWhat, AlreadyDone."""
    authorize(by, "plan.report", task)
    if not text.strip():
        raise SayWhat
    try:
        with transaction.atomic():
            answer = TaskAnswer.objects.create(task=task, text=text.strip(), proposal=proposal.strip(), by_code=by.code, at=at)
    except IntegrityError:
        raise AlreadyDone from None
    record(TaskAnswered(subject=task.id), by=by, at=at)
    return answer
