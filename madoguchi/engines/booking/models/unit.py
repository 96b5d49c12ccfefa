"""資源 and 占有: what is in one hand at a time, and in whose from when until when."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.booking.models.hold import Hold


class Unit(models.Model):
    """The smallest piece of a resource: half a gym, not the gym. Its row is what is locked before it is taken."""

    zone = Zone.PUBLIC
    code = models.CharField(_("符号"), max_length=48, primary_key=True)

    objects: ClassVar[models.Manager["Unit"]] = models.Manager()

    class Meta:
        verbose_name = _("資源")

    def __str__(self) -> str:
        return self.code


class OccupationQuerySet(models.QuerySet["Occupation"]):
    def in_force(self) -> "OccupationQuerySet":
        return self.filter(released_at=None)


class Occupation(models.Model):
    """A unit in somebody's hands, with the time to prepare and to clean. The database refuses a second one at that time
    (`NoOverlap` in the migration). Without a hold it is the office's own: repair, an event of the city.
    """

    zone = Zone.PUBLIC
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="occupations", verbose_name=_("資源"))
    hold = models.ForeignKey(Hold, models.PROTECT, null=True, related_name="occupations", verbose_name=_("確保"))
    unit_id: str
    need = models.CharField(_("用途"), max_length=48, blank=True)
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("終了"))
    released_at = models.DateTimeField(_("解放日時"), null=True)

    objects: ClassVar[OccupationQuerySet] = OccupationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("占有")
        constraints = [models.CheckConstraint(name="occupation_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at")))]
        indexes = [models.Index(name="occupation_of_unit", fields=["unit", "ends_at"], condition=Q(released_at=None))]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.starts_at:%Y-%m-%d %H:%M}"
