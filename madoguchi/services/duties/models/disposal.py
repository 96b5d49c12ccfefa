"""廃棄の伺いと廃棄簿: what one person proposed, another agreed to, and what became of each case."""

from typing import ClassVar

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet
from madoguchi.services.duties.rules import sections_for


class Verdict(models.TextChoices):
    AGREED = "agreed", _("決裁")
    SENT_BACK = "sent-back", _("差戻し")
    WITHDRAWN = "withdrawn", _("取下げ")


class LeftOut(models.TextChoices):
    """Why a case of a list was not disposed of."""

    HELD = "held", _("保全されている")
    REQUEST = "request", _("本人の請求が進行中")
    NOT_DUE = "not-due", _("処理中・期限前・有効期間内")
    SENT_BACK = "sent-back", _("差し戻された")
    WITHDRAWN = "withdrawn", _("取り下げられた")


class DisposalListQuerySet(ScopedQuerySet["DisposalList"]):
    def visible_to(self, by: Actor) -> "DisposalListQuerySet":
        if by.kind == "system":
            return self.all()
        sections = sections_for(by, "duties.see")
        return self if sections is None else self.of_sections(sections)

    def counted(self) -> "DisposalListQuerySet":
        """Each with how many cases it has, how many of them are erased and left out."""
        return self.annotate(
            of=Count("rows"),
            erased=Count("rows", filter=Q(rows__erased_at__isnull=False)),
            left_out=Count("rows", filter=Q(rows__left_out_at__isnull=False)),
        )


class DisposalList(models.Model):
    """`token` comes with the page, so that a second press is the same list."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = models.CharField(_("重複防止の符号"), max_length=64)
    section = models.CharField(_("所属"), max_length=40)
    proposed_by = models.CharField(_("伺った者"), max_length=80)
    proposed_at = models.DateTimeField(_("伺った日時"))
    approval = models.UUIDField(_("決裁"), null=True, unique=True)
    verdict = models.CharField(_("結果"), max_length=10, choices=Verdict, blank=True)
    answered_by = models.CharField(_("決裁した者"), max_length=80, blank=True)
    answered_at = models.DateTimeField(_("決裁の日時"), null=True)
    finished_at = models.DateTimeField(_("終わった日時"), null=True)

    objects: ClassVar[DisposalListQuerySet] = DisposalListQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("廃棄の伺い")
        constraints = [
            models.UniqueConstraint(name="one_disposal_list_a_token", fields=["proposed_by", "token"]),
            models.CheckConstraint(
                name="disposal_verdict_says_by_whom",
                condition=Q(verdict="", answered_by="", answered_at=None) | ~Q(verdict="") & ~Q(answered_by=""),
            ),
            models.CheckConstraint(
                name="disposal_list_by_two_persons", condition=~Q(verdict=Verdict.AGREED) | ~Q(answered_by=F("proposed_by"))
            ),
        ]
        indexes = [models.Index(name="disposal_list_of_section", fields=["section", "-proposed_at"])]

    def __str__(self) -> str:
        return f"{self.section} {self.id}"


class DisposalQuerySet(ScopedQuerySet["Disposal"]):
    def visible_to(self, by: Actor) -> "DisposalQuerySet":
        if by.kind == "system":
            return self.all()
        sections = sections_for(by, "duties.see")
        return self if sections is None else self.of_sections(sections)

    def waiting(self) -> "DisposalQuerySet":
        return self.filter(erased_at=None, left_out_at=None)


class Disposal(models.Model):
    """A line of 廃棄簿. Written when it is proposed, completed once, never changed or removed: the database sees to it.

    `digest`: over what was sealed, as it lay; it tells a backup that holds the same. `years`: 保存年限.
    """

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    list = models.ForeignKey(DisposalList, models.PROTECT, related_name="rows", verbose_name=_("廃棄の伺い"))
    case = models.ForeignKey("mado_cases.Case", models.PROTECT, related_name="+", verbose_name=_("案件"))
    section = models.CharField(_("所属"), max_length=40)
    number = models.CharField(_("受付番号"), max_length=16)
    procedure = models.CharField(_("手続"), max_length=60)
    title = models.CharField(_("件名"), max_length=200)
    years = models.PositiveSmallIntegerField(_("保存年限"))
    received_on = models.DateField(_("到達日"))
    closed_on = models.DateField(_("終了日"))
    kept_until = models.DateField(_("保存期限"))
    digest = models.CharField(_("封緘された内容の要約値"), max_length=64)
    proposed_by = models.CharField(_("伺った者"), max_length=80)
    proposed_at = models.DateTimeField(_("伺った日時"))
    approved_by = models.CharField(_("決裁した者"), max_length=80, null=True)
    approved_at = models.DateTimeField(_("決裁の日時"), null=True)
    erased_at = models.DateTimeField(_("消去した日時"), null=True)
    left_out_at = models.DateTimeField(_("外した日時"), null=True)
    left_out = models.CharField(_("外した理由"), max_length=10, choices=LeftOut, null=True)

    objects: ClassVar[DisposalQuerySet] = DisposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("廃棄簿")
        constraints = [
            models.UniqueConstraint(name="one_disposal_a_case", fields=["case"], condition=Q(left_out_at=None)),
            models.CheckConstraint(
                name="disposal_by_two_persons", condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="erased_only_when_approved", condition=Q(erased_at=None) | Q(approved_by__isnull=False, left_out_at=None)
            ),
            models.CheckConstraint(
                name="left_out_says_why",
                condition=Q(left_out_at=None, left_out=None) | Q(left_out_at__isnull=False, left_out__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="disposal_ledger", fields=["section", "-erased_at", "-id"]),
            models.Index(name="disposal_waiting", fields=["list"], condition=Q(erased_at=None, left_out_at=None)),
        ]

    def __str__(self) -> str:
        return self.number
