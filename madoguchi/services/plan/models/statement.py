"""公表: what the public reads of progress, evaluation and ending. Rows of their own, so that nothing else can be shown."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone


class Statement(models.Model):
    """One published sentence or two about a measure. `quarter` 0: of the whole year. `year` 0: of the whole plan."""

    PROGRESS, EVALUATION, ENDING = "progress", "evaluation", "ending"
    zone = Zone.PUBLIC
    kind = models.CharField(_("種類"), max_length=12)
    measure = models.CharField(_("施策"), max_length=20)
    line = models.CharField(_("行"), max_length=48, default="whole")
    year = models.PositiveSmallIntegerField(_("年度"), default=0)
    quarter = models.PositiveSmallIntegerField(_("四半期"), default=0)
    revision = models.PositiveSmallIntegerField(_("改訂"), default=1)
    state = models.CharField(_("段階・評価"), max_length=16)
    text = models.TextField(_("文"), blank=True)
    published_at = models.DateTimeField(_("公開日時"))

    class Meta:
        verbose_name = _("公表")
        constraints = [
            models.UniqueConstraint(name="plan_statement_once", fields=["kind", "measure", "line", "year", "quarter"]),
            models.CheckConstraint(name="plan_statement_kind_known", condition=Q(kind__in=["progress", "evaluation", "ending"])),
        ]
        indexes = [models.Index(name="plan_statement_measure", fields=["measure", "-year", "-quarter"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.measure} {self.year}-{self.quarter}"


class PublicMeeting(models.Model):
    """A meeting as the public reads it: agenda, decisions and a summary, each as it was released."""

    zone = Zone.PUBLIC
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.CharField(_("組織"), max_length=48)
    held_on = models.DateField(_("開催日"))
    title = models.CharField(_("会議の名前"), max_length=120)
    agenda = models.JSONField(_("議題"), default=list)
    decisions = models.JSONField(_("決定"), default=list)
    minutes = models.TextField(_("議事の要旨"), blank=True)
    published_at = models.DateTimeField(_("公開日時"))

    class Meta:
        verbose_name = _("公開した会議")
        indexes = [models.Index(name="plan_public_meeting_day", fields=["-held_on"])]

    def __str__(self) -> str:
        return f"{self.held_on} {self.title}"


class PublicPaper(models.Model):
    """A paper of a published meeting: a copy of its own, so that what is inside the house stays there."""

    zone = Zone.PUBLIC
    meeting = models.ForeignKey(PublicMeeting, models.CASCADE, related_name="papers", verbose_name=_("会議"))
    position = models.PositiveSmallIntegerField(_("順番"))
    item = models.CharField(_("議題"), max_length=200)
    title = models.CharField(_("資料の名前"), max_length=120)
    file = models.OneToOneField("mado_files.StoredFile", models.PROTECT, related_name="+", verbose_name=_("ファイル"))

    class Meta:
        verbose_name = _("公開した会議の資料")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="plan_public_paper_position_once", fields=["meeting", "position"])]

    def __str__(self) -> str:
        return self.title
