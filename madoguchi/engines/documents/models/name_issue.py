"""外字待ち: characters that no font at hand can print, the document that waits for them, and how it was solved."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey, seal, unseal
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class NameIssueQuerySet(ScopedQuerySet["NameIssue"]):
    def visible_to(self, by: Actor) -> "NameIssueQuerySet":
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("documents.see"))

    def open(self) -> "NameIssueQuerySet":
        return self.filter(solved_at=None).few()


class NameIssue(models.Model):
    """`characters` is a list, each with its variation selector. `solved_at` is set with the `NameSolution`."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    section = models.CharField(_("所属"), max_length=48)
    template = models.CharField(_("様式"), max_length=80)
    title = models.CharField(_("件名"), max_length=200)
    subject_kind = models.CharField(_("対象の種類"), max_length=40)
    subject_id = models.CharField(_("対象"), max_length=64)
    characters = models.JSONField(_("文字"))
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    reported_by = models.CharField(_("気づいた者"), max_length=80)
    reported_at = models.DateTimeField(_("日時"))
    solved_at = models.DateTimeField(_("解決日時"), null=True, editable=False)

    objects: ClassVar[NameIssueQuerySet] = NameIssueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("外字待ち")
        constraints = [
            models.UniqueConstraint(
                name="one_open_name_issue_a_document",
                fields=["subject_kind", "subject_id", "template"],
                condition=Q(solved_at=None),
            )
        ]
        indexes = [
            models.Index(name="name_issue_queue", fields=["section", "reported_at"], condition=Q(solved_at=None)),
            models.Index(
                name="name_issue_solved", fields=["section", "-reported_at", "-id"], condition=Q(solved_at__isnull=False)
            ),
            models.Index(name="name_issue_subject", fields=["subject_kind", "subject_id"]),
        ]

    def __str__(self) -> str:
        return "、".join(self.characters)


class How(models.TextChoices):
    FONT = "font", _("書体を加えた")
    SUBSTITUTE = "substitute", _("代わりの字で印字")


class NameSolution(models.Model):
    """Who solved it and how; for a substitute, who approved which letters and why (the person's consent)."""

    zone = Zone.OFFICE
    issue = models.OneToOneField(NameIssue, models.PROTECT, related_name="solution", verbose_name=_("外字待ち"))
    how = models.CharField(_("方法"), max_length=16, choices=How)
    substitutes = models.JSONField(_("代わりの字"), default=dict)
    sealed_reason = models.BinaryField(_("理由（封緘）"), default=b"")
    by_code = models.CharField(_("処理した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("外字の解決")
        constraints = [
            models.CheckConstraint(name="name_solution_known", condition=Q(how__in=How.values)),
            models.CheckConstraint(name="substitute_gives_reason", condition=~Q(how="substitute", sealed_reason=b"")),
        ]

    def __str__(self) -> str:
        return self.get_how_display()

    @property
    def reason(self) -> str:
        if not self.sealed_reason:
            return ""
        return unseal(self.issue.key, bytes(self.sealed_reason), self._context()).decode()

    def keep_reason(self, text: str) -> None:
        self.sealed_reason = seal(self.issue.key, text.encode(), self._context()) if text else b""

    def _context(self) -> str:
        return f"documents.name-solution:{self.issue_id}"
