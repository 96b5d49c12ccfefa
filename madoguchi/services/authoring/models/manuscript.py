"""原稿: a procedure that is being written, with the notices that go with it; or a block that many share."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Version
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.people.public import Actor, ScopedQuerySet


class ManuscriptQuerySet(ScopedQuerySet["Manuscript"]):
    def visible_to(self, by: Actor) -> "ManuscriptQuerySet":
        """Staff of the department that writes it; nobody else."""
        if by.kind == "system":
            return self.all()
        return self.of_sections(by.sections_with("authoring.see"))

    def open(self) -> "ManuscriptQuerySet":
        return self.filter(closed_at=None)


class Manuscript(models.Model):
    """`current` is what it says now; older and undone revisions stay. `based_on`: the version in force when it was begun or
    last compared with what is in force. One open manuscript a definition.
    """

    class Kind(models.TextChoices):
        PROCEDURE = "procedure", _("手続き")
        BLOCK = "block", _("共有のまとまり")

    class Closing(models.TextChoices):
        PUBLISHED = "published", _("公開した")
        DISCARDED = "discarded", _("破棄した")

    zone = Zone.OFFICE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    section = models.CharField(_("所属"), max_length=40)
    kind = models.CharField(_("種類"), max_length=12, choices=Kind, default=Kind.PROCEDURE)
    code = models.CharField(_("手続きのコード"), max_length=60)
    based_on = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+", verbose_name=_("元の版"))
    current = models.OneToOneField(
        "mado_authoring.Revision", models.PROTECT, null=True, related_name="+", verbose_name=_("いまの内容")
    )
    begun_by = models.CharField(_("始めた者"), max_length=80)
    begun_at = models.DateTimeField(_("始めた日時"))
    touched_at = models.DateTimeField(_("最後に直した日時"))
    closed_at = models.DateTimeField(_("閉じた日時"), null=True)
    closing = models.CharField(_("閉じ方"), max_length=12, choices=Closing, blank=True)

    objects: ClassVar[ManuscriptQuerySet] = ManuscriptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("手続きの原稿")
        constraints = [
            models.UniqueConstraint(name="one_open_manuscript_a_definition", fields=["kind", "code"], condition=Q(closed_at=None)),
            models.CheckConstraint(name="manuscript_kind_known", condition=Q(kind__in=["procedure", "block"])),
            models.CheckConstraint(
                name="manuscript_closed_with_a_word",
                condition=Q(closed_at=None, closing="") | Q(closed_at__isnull=False, closing__in=["published", "discarded"]),
            ),
        ]
        indexes = [models.Index(name="manuscripts_of_section", fields=["section", "-touched_at", "id"])]

    def __str__(self) -> str:
        return f"{self.code} {self.id}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def body(self) -> dict[str, Any]:
        """What it says now."""
        assert self.current
        return self.current.body

    @property
    def number(self) -> int:
        assert self.current
        return self.current.number
