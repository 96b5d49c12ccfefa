"""会議: a meeting of the headquarters with agenda, papers, minutes, decisions and what follows from them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.services.plan.models.scoped import OfHouse, OfSection


class Meeting(models.Model):
    """Minutes are written by one and confirmed by another; after that nothing of it changes, and it can be published."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.CharField(_("組織"), max_length=48, default="headquarters")
    held_on = models.DateField(_("開催日"))
    title = models.CharField(_("会議の名前"), max_length=120)
    place = models.CharField(_("場所"), max_length=120, blank=True)
    minutes = models.TextField(_("議事録"), blank=True)
    public_minutes = models.TextField(_("公開する議事の要旨"), blank=True)
    minutes_by = models.CharField(_("議事録を書いた者"), max_length=80, blank=True)
    confirmed_by = models.CharField(_("議事録を確定した者"), max_length=80, blank=True)
    confirmed_at = models.DateTimeField(_("議事録の確定日時"), null=True)
    published_at = models.DateTimeField(_("公開日時"), null=True)
    called_by = models.CharField(_("招集した者"), max_length=80)
    called_at = models.DateTimeField(_("招集日時"))

    objects: ClassVar[OfHouse["Meeting"]] = OfHouse.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("会議")
        constraints = [
            models.UniqueConstraint(name="plan_meeting_once", fields=["body", "held_on", "title"]),
            models.CheckConstraint(name="plan_minutes_by_another", condition=Q(confirmed_by="") | ~Q(confirmed_by=F("minutes_by"))),
            models.CheckConstraint(name="plan_minutes_confirmed", condition=Q(confirmed_at=None) | ~Q(minutes="")),
            models.CheckConstraint(
                name="plan_meeting_published_after", condition=Q(published_at=None) | Q(confirmed_at__isnull=False)
            ),
        ]
        indexes = [models.Index(name="plan_meeting_day", fields=["-held_on"])]

    def __str__(self) -> str:
        return f"{self.held_on} {self.title}"


class AgendaItem(models.Model):
    """議題: with its paper."""

    zone = Zone.OFFICE
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name=_("会議"))
    position = models.PositiveSmallIntegerField(_("順番"))
    title = models.CharField(_("議題"), max_length=200)
    paper = models.TextField(_("資料"), blank=True)
    measure = models.CharField(_("施策"), max_length=20, blank=True)
    public = models.BooleanField(_("公開する"), default=True)

    class Meta:
        verbose_name = _("議題")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="plan_agenda_position_once", fields=["meeting", "position"])]

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """資料: a file that belongs to an agenda item. Public where its item is and the paper itself is not kept inside."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers", verbose_name=_("議題"))
    file = models.OneToOneField("mado_files.StoredFile", models.PROTECT, related_name="+", verbose_name=_("ファイル"))
    title = models.CharField(_("資料の名前"), max_length=120)
    public = models.BooleanField(_("公開する"), default=True)
    by_code = models.CharField(_("付けた者"), max_length=80)
    at = models.DateTimeField(_("付けた日時"))

    class Meta:
        verbose_name = _("会議の資料")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="plan_paper_has_a_name", condition=~Q(title=""))]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """決定: what the meeting decided."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions", verbose_name=_("会議"))
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("議題"))
    text = models.TextField(_("決定"))
    public = models.BooleanField(_("公開する"), default=True)
    to_be_agreed = models.BooleanField(_("決裁を要する"), default=False)
    by_code = models.CharField(_("記録した者"), max_length=80)
    at = models.DateTimeField(_("記録日時"))

    class Meta:
        verbose_name = _("決定")
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(name="plan_decision_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def agreement(self) -> "Agreement | None":
        """The last one that was asked for."""
        return max(self.agreements.all(), key=lambda one: one.id, default=None)

    @property
    def for_the_public(self) -> bool:
        return self.public and not hasattr(self, "withheld")

    @property
    def holds(self) -> bool:
        last = self.agreement
        return not self.to_be_agreed or (last is not None and last.outcome == "agreed")


class FollowUp(models.Model):
    """宿題: what a section has to do after a decision, until when."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="follow_ups", verbose_name=_("決定"))
    section = models.CharField(_("所属"), max_length=40)
    text = models.TextField(_("すること"))
    due_on = models.DateField(_("期限"))
    done_at = models.DateTimeField(_("済んだ日時"), null=True)
    done_by = models.CharField(_("済ませた者"), max_length=80, blank=True)
    done_note = models.TextField(_("結果"), blank=True)

    objects: ClassVar[OfSection["FollowUp"]] = OfSection.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("決定の後にすること")
        constraints = [
            models.CheckConstraint(
                name="plan_follow_up_done_whole",
                condition=Q(done_at=None, done_by="", done_note="") | Q(done_at__isnull=False) & ~Q(done_by="") & ~Q(done_note=""),
            )
        ]
        indexes = [models.Index(name="plan_follow_up_open", fields=["section", "due_on"], condition=Q(done_at=None))]

    def __str__(self) -> str:
        return self.text[:40]


class Withheld(models.Model):
    """非公開: a decision that was meant for the public and stays inside after all. The decision itself is never edited."""

    zone = Zone.OFFICE
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="withheld", verbose_name=_("決定"))
    by_code = models.CharField(_("決めた者"), max_length=80)
    at = models.DateTimeField(_("決めた日時"))

    class Meta:
        verbose_name = _("公開しないことにした決定")

    def __str__(self) -> str:
        return str(self.decision_id)


class AgreementOutcome(models.TextChoices):
    AGREED = "agreed", _("決裁済み")
    REFUSED = "refused", _("差し戻し")


class Agreement(models.Model):
    """協議: a decision that holds only once it was agreed to (決裁). Asked anew after a refusal: the last one counts."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="agreements", verbose_name=_("決定"))
    approval = models.OneToOneField("mado_approvals.Approval", models.PROTECT, related_name="+", verbose_name=_("決裁"))
    outcome = models.CharField(_("結果"), max_length=10, choices=AgreementOutcome, blank=True)
    answered_at = models.DateTimeField(_("結果の日時"), null=True)

    class Meta:
        verbose_name = _("決定の決裁")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="plan_one_agreement_open_or_given",
                fields=["decision"],
                condition=Q(outcome="") | Q(outcome="agreed"),
            ),
            models.CheckConstraint(
                name="plan_agreement_answered_whole",
                condition=Q(outcome="", answered_at=None) | Q(outcome__in=["agreed", "refused"], answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.outcome}"
