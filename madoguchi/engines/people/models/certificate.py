"""証明書のひも付け: which certificate (issuer's key and serial number) belongs to which addressee, with all that came before."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.addressee import Addressee


class CertificateBinding(models.Model):
    """A serial number changes at every issue, so an addressee has many in the course of time; a serial is one person's for ever."""

    class Source(models.TextChoices):
        EXTRACT = "extract", _("住基の一覧")
        CLERK = "clerk", _("職員の照合")

    zone = Zone.OFFICE
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="certificates", verbose_name=_("宛名"))
    issuer_key = models.CharField(_("認証局の鍵識別子"), max_length=64)
    serial = models.CharField(_("シリアル番号"), max_length=40)
    source = models.CharField(_("出どころ"), max_length=8, choices=Source)
    by = models.CharField(_("確認した者"), max_length=80)
    at = models.DateTimeField(_("確認日時"))
    ended_at = models.DateTimeField(_("解除日時"), null=True)
    ended_by = models.CharField(_("解除した者"), max_length=80, blank=True)

    objects: ClassVar[models.Manager["CertificateBinding"]] = models.Manager()

    class Meta:
        verbose_name = _("証明書と宛名のひも付け")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="certificate_of_one_person", fields=["issuer_key", "serial"], condition=Q(ended_at=None)),
            models.CheckConstraint(name="certificate_whole", condition=~Q(issuer_key="") & ~Q(serial="")),
        ]

    def __str__(self) -> str:
        return f"{self.serial[:8]}…"
