"""代理の可否: the office's word on whether others may act for an account. Public side only, and without the reason."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.people.models.account import Account


class Representation(models.Model):
    """Until the office has spoken of an account, nobody acts for it on the public side. Of two envelopes the later one counts,
    in whichever order they were opened."""

    zone = Zone.PUBLIC
    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("アカウント"))
    open = models.BooleanField(_("代理してよい"), default=False)
    seq = models.PositiveBigIntegerField(_("知らせた封筒の番号"))

    class Meta:
        verbose_name = _("代理の可否")

    def __str__(self) -> str:
        return str(self.account_id)
