"""電話メモ: what a person said before there was a case, or without one. Joined to a case later, or kept for a year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import DataKey
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.sealed import show, show_json
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class Way(models.TextChoices):
    TELEPHONE = "telephone", _("電話")
    COUNTER = "counter", _("窓口")
    MAIL = "mail", _("電子メール・手紙")


class MemoQuerySet(ScopedQuerySet["Memo"]):
    def visible_to(self, by: Actor) -> "MemoQuerySet":
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("cases.see"))

    def waiting(self) -> "MemoQuerySet":
        return self.filter(done_at=None).few()  # one that is joined to a case is done


class Memo(models.Model):
    """`who`: name, kana, birth, phone as far as they were said. Sealed by a key of its own, destroyed on `expires_on`."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    section = models.CharField(_("所属"), max_length=40)
    way = models.CharField(_("受け方"), max_length=12, choices=Way, default=Way.TELEPHONE)
    key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", verbose_name=_("鍵"))
    sealed_who = models.BinaryField(_("相手（封緘）"), default=b"")
    sealed_text = models.BinaryField(_("内容（封緘）"))
    by_code = models.CharField(_("書いた者"), max_length=80)
    at = models.DateTimeField(_("日時"))
    expires_on = models.DateField(_("保存期限"))
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="memos", verbose_name=_("案件"))
    done_at = models.DateTimeField(_("終わった日時"), null=True)
    done_by = models.CharField(_("終えた者"), max_length=80, blank=True)

    objects: ClassVar[MemoQuerySet] = MemoQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("電話メモ")
        constraints = [
            models.CheckConstraint(name="joined_memo_is_done", condition=Q(case=None) | Q(done_at__isnull=False)),
            models.CheckConstraint(name="done_memo_says_by_whom", condition=Q(done_at=None) | ~Q(done_by="")),
        ]
        indexes = [
            models.Index(name="memo_waiting", fields=["section", "-at"], condition=Q(done_at=None)),
            models.Index(name="memo_expiry", fields=["expires_on"]),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def who(self) -> dict[str, str]:
        found: dict[str, str] = show_json(self.key, self.sealed_who, f"cases.memo-who:{self.id}")
        return found

    @property
    def text(self) -> str:
        return show(self.key, self.sealed_text, f"cases.memo:{self.id}")
