"""公開の起案: one revision put before the chief, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Version
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.services.authoring.models.manuscript import Manuscript
from madoguchi.services.authoring.models.revision import Revision


class Submission(models.Model):
    """`publish_on`: the day from which it is in force; none: as soon as it is agreed to. `agreed_at` is set by the approval."""

    class Ending(models.TextChoices):
        PUBLISHED = "published", _("公開した")
        SENT_BACK = "sent-back", _("差し戻された")
        WITHDRAWN = "withdrawn", _("取り下げた")
        HELD_BACK = "held-back", _("公開できなかった")

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    manuscript = models.ForeignKey(Manuscript, models.PROTECT, related_name="submissions", verbose_name=_("原稿"))
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", verbose_name=_("起案した版"))
    approval = models.UUIDField(_("決裁"), null=True)
    publish_on = models.DateField(_("公開する日"), null=True)
    asked_by = models.CharField(_("起案者"), max_length=80)
    asked_at = models.DateTimeField(_("起案日時"))
    agreed_at = models.DateTimeField(_("決裁日時"), null=True)
    ended_at = models.DateTimeField(_("終わった日時"), null=True)
    ending = models.CharField(_("結果"), max_length=12, choices=Ending, blank=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+", verbose_name=_("公開した版"))
    held_back = models.TextField(_("公開できなかった理由"), blank=True)

    class Meta:
        verbose_name = _("公開の起案")
        constraints = [
            models.UniqueConstraint(name="one_open_submission_a_manuscript", fields=["manuscript"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="submission_ends_with_a_word",
                condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
            ),
            models.CheckConstraint(
                name="published_names_its_version",
                condition=~Q(ending="published") | Q(version__isnull=False, agreed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="submissions_to_publish", fields=["publish_on"], condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return f"{self.manuscript_id} {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class Asking(models.Model):
    """合議: the chief of another department is asked too, because procedures in its charge change with a block."""

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="askings", verbose_name=_("起案"))
    section = models.CharField(_("所属"), max_length=40)
    approval = models.UUIDField(_("決裁"))

    class Meta:
        verbose_name = _("公開の合議")
        constraints = [models.UniqueConstraint(name="one_asking_a_department", fields=["submission", "section"])]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.section}"
