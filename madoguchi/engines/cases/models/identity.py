"""本人確認: how it was made sure who asks, and with what result."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.zones import Zone
from madoguchi.engines.cases.models.case import Case


class Method(models.TextChoices):
    SIGNATURE = "signature", _("電子署名")
    CARD = "card", _("マイナンバーカード")
    PHOTO_ID = "photo-id", _("顔写真つきの証明書")
    TWO_PAPERS = "two-papers", _("証明書 2点")
    REGISTER = "register", _("公簿との照合")
    KNOWN = "known", _("面識・聞き取り")


class IdentityCheck(models.Model):
    """Kept: method and result. Never kept: a number or copy of the paper."""

    zone = Zone.OFFICE
    case = models.ForeignKey(Case, models.PROTECT, related_name="identity_checks", verbose_name=_("案件"))
    method = models.CharField(_("方法"), max_length=16, choices=Method)
    succeeded = models.BooleanField(_("確認できた"))
    by_code = models.CharField(_("確認した者"), max_length=80)
    at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("本人確認")

    def __str__(self) -> str:
        return f"{self.method} {self.succeeded}"
