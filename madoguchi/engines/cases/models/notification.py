"""通知の手続: that a decision, an extension or a transfer has to be told, and how far that has come. The act itself is
`messages.Notice`.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case
from madoguchi.engines.cases.models.decision import Decision
from madoguchi.engines.cases.models.extension import Extension
from madoguchi.engines.cases.models.transfer import Transfer


class NotificationQuerySet(models.QuerySet["Notification"]):
    def ending(self) -> "NotificationQuerySet":
        """Those that tell how a case ended: a notice that puts the day off ends nothing.

        Said by what they do tell: asked for `extension IS NULL`, SQLite takes the unique index of that column, believes
        it to give one row, and reads every notice of the city.
        """
        return self.exclude(decision=None, transfer=None)


class Notification(models.Model):
    """Written with what it tells: just one of decision, extension, transfer. `waits_for`: "names" while a character of a
    name cannot be printed; the desk shows it.
    """

    zone = Zone.ALL
    shown_to_person: ClassVar = (
        "id",
        "case_id",
        "decision_id",
        "extension_id",
        "transfer_id",
        "notice_code",
        "electronic",
        "notice",
        "requested_at",
        "given_at",
        "sent_at",
    )
    case = models.ForeignKey(Case, models.PROTECT, related_name="notifications", verbose_name=_("案件"))
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="notification", verbose_name=_("決定"))
    extension = models.OneToOneField(Extension, models.PROTECT, null=True, related_name="notification", verbose_name=_("延期"))
    transfer = models.OneToOneField(Transfer, models.PROTECT, null=True, related_name="notification", verbose_name=_("移送"))
    notice_code = models.CharField(_("通知の種類"), max_length=60)
    electronic = models.BooleanField(_("電子通知"), default=False)
    waits_for = models.CharField(_("待っているもの"), max_length=20, blank=True)
    missing = models.CharField(_("印刷できない文字"), max_length=200, blank=True)
    document = models.UUIDField(_("文書"), null=True)
    notice = models.UUIDField(_("通知"), null=True, unique=True)
    requested_at = models.DateTimeField(_("登録日時"))
    given_at = models.DateTimeField(_("通知日時"), null=True)
    sent_at = models.DateTimeField(_("発送日時"), null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知の手続")
        constraints = [
            models.CheckConstraint(
                name="notification_tells_one_thing",
                condition=Q(decision__isnull=False, extension=None, transfer=None)
                | Q(decision=None, extension__isnull=False, transfer=None)
                | Q(decision=None, extension=None, transfer__isnull=False),
            ),
            models.CheckConstraint(name="given_notification_names_notice", condition=Q(given_at=None) | Q(notice__isnull=False)),
        ]
        indexes = [models.Index(name="notification_due", fields=["requested_at"], condition=Q(given_at=None))]

    def __str__(self) -> str:
        return f"{self.notice_code} {self.case_id}"
