"""Purposes: why staff look at a person's data. A page names its default; the person at the desk may name another."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.registry import Registry


class Purpose:
    def __init__(self, code: str, label: str | Promise) -> None:
        self.code, self.label = code, label


PURPOSES: Registry[Purpose] = Registry("purposes")


def purpose(code: str, label: str | Promise) -> Purpose:
    return PURPOSES.register(code, Purpose(code, label))


purpose("casework", _("申請の処理"))
purpose("counter", _("窓口での対応"))
purpose("inquiry", _("本人からの問合せ"))
purpose("correction", _("記録の訂正"))
purpose("audit", _("監査"))
purpose("protected", _("支援措置の注意を確かめて開く"))
purpose("own", _("本人の閲覧"))
