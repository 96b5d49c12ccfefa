"""課題: what a working group (検討部会) is asked by the headquarters, and what it reports."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.services.plan.models.meeting import Meeting
from madoguchi.services.plan.models.scoped import OfSection


class Task(models.Model):
    """One question to one field of the working group; `section` is who leads its answer."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.CharField(_("部門"), max_length=60)
    section = models.CharField(_("とりまとめの所属"), max_length=40)
    title = models.CharField(_("課題"), max_length=200)
    question = models.TextField(_("検討すること"))
    measure = models.CharField(_("施策"), max_length=20, blank=True)
    due_on = models.DateField(_("期限"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("会議"))
    by_code = models.CharField(_("付した者"), max_length=80)
    at = models.DateTimeField(_("付した日時"))

    objects: ClassVar[OfSection["Task"]] = OfSection.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("検討部会の課題")
        constraints = [models.CheckConstraint(name="plan_task_asks", condition=~Q(question=""))]
        indexes = [models.Index(name="plan_task_due", fields=["section", "due_on"])]

    def __str__(self) -> str:
        return self.title


class TaskAnswer(models.Model):
    """報告: what the group found. A task is answered once."""

    zone = Zone.OFFICE
    task = models.OneToOneField(Task, models.PROTECT, related_name="answer", verbose_name=_("課題"))
    text = models.TextField(_("検討の結果"))
    proposal = models.TextField(_("本部への提案"), blank=True)
    by_code = models.CharField(_("報告した者"), max_length=80)
    at = models.DateTimeField(_("報告日時"))

    class Meta:
        verbose_name = _("検討部会の報告")
        constraints = [models.CheckConstraint(name="plan_answer_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.task}"
