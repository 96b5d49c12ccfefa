"""いまの状態: one row an open case, for lists. Always what the rows say; rebuildable; compared nightly."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.application import Source
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.people.public import Actor, ScopedQuerySet, own


class State(models.TextChoices):
    ARRIVED = "arrived", _("到達")
    ACCEPTED = "accepted", _("受付")
    REVIEWING = "reviewing", _("審査中")
    CORRECTING = "correcting", _("補正待ち")
    PROPOSED = "proposed", _("決裁待ち")
    DECIDED = "decided", _("通知待ち")
    NOTIFIED = "notified", _("発送待ち")


class WaitsFor(models.TextChoices):
    INTAKE = "intake", _("受付")
    REVIEW = "review", _("審査の開始")
    PROPOSAL = "proposal", _("起案")
    RESIDENT = "resident", _("本人の補正")
    APPROVAL = "approval", _("決裁")
    NOTICE = "notice", _("通知書の作成")
    NAMES = "names", _("文字の確認")
    POSTING = "posting", _("発送")


class StandingQuerySet(ScopedQuerySet["Standing"]):
    def visible_to(self, by: Actor) -> "StandingQuerySet":
        if by.kind == "system":
            return self.all()
        if by.kind == "resident" and by.account_id:
            mine = own(by, "procedure", account="case__account", code="procedure", delegation="case__application__delegation")
            return self.filter(mine)
        return self.of_sections(by.sections_with("cases.see"))


FAR = date(9999, 12, 31)
"""Sorted last: a case without a day by which it has to be done."""


class Standing(models.Model):
    """`promised_on`: end of the standard period, none while it pauses; `legal_on`: end of the law's period, never
    pauses; `breaks_on`: which of them, or of the correction's day, comes first: what the queue is sorted by.
    """

    zone = Zone.ALL
    shown_to_person: ClassVar = (
        "case_id",
        "number",
        "section",
        "procedure",
        "source",
        "state",
        "waits_for",
        "received_on",
        "promised_on",
        "legal_on",
        "breaks_on",
    )
    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="standing", verbose_name=_("案件"))
    number = models.CharField(_("受付番号"), max_length=16)
    section = models.CharField(_("所属"), max_length=40)
    procedure = models.CharField(_("手続"), max_length=60)
    source = models.CharField(_("受け方"), max_length=12, choices=Source)
    state = models.CharField(_("状態"), max_length=12, choices=State)
    waits_for = models.CharField(_("待っているもの"), max_length=12, choices=WaitsFor)
    received_on = models.DateField(_("到達日"))
    promised_on = models.DateField(_("処理期限"), null=True)
    legal_on = models.DateField(_("法定の期限"), null=True)
    breaks_on = models.DateField(_("先に来る期限"))
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("担当者"))

    objects: ClassVar[StandingQuerySet] = StandingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("いまの状態")
        constraints = [models.CheckConstraint(name="standing_state_known", condition=Q(state__in=State.values))]
        indexes = [
            models.Index(name="standing_queue", fields=["section", "breaks_on", "case"]),
            models.Index(name="standing_states", fields=["section", "state", "breaks_on", "case"]),
            models.Index(name="standing_mine", fields=["assignee", "breaks_on", "case"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def is_unbounded(self) -> bool:
        """Nobody promised a day and no law sets one."""
        return self.breaks_on == FAR
