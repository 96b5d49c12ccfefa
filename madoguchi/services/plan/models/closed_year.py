"""年度の締め: after it nothing is reported for that year any more."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone


class ClosedYear(models.Model):
    """A fiscal year that has been closed; the row says by whom and when."""

    zone = Zone.OFFICE
    year = models.PositiveSmallIntegerField(_("年度"), unique=True)
    by_code = models.CharField(_("締めた者"), max_length=80)
    at = models.DateTimeField(_("締めた日時"))

    class Meta:
        verbose_name = _("年度の締め")

    def __str__(self) -> str:
        return str(self.year)
