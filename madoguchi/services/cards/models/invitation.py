"""予約への招待: the link of a notice. The public side knows what ends when, not whose it is."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.services.cards.models.renewal import What


def new_token() -> str:
    return secrets.token_urlsafe(12)


class Invitation(models.Model):
    zone = Zone.PUBLIC
    token = models.CharField(max_length=24, unique=True, default=new_token, editable=False)
    renewal = models.UUIDField(_("更新対象"), unique=True)
    what = models.CharField(_("種別"), max_length=16, choices=What)
    expires_on = models.DateField(_("有効期限"))
    opens_on = models.DateField(_("更新できる最初の日"))
    reserved = models.CharField(_("予約番号"), max_length=16, blank=True)
    over_on = models.DateField(_("済んだ日"), null=True)

    class Meta:
        verbose_name = _("更新の予約への招待")

    def __str__(self) -> str:
        return f"{self.what} {self.expires_on}"
