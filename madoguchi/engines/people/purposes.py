"""Purposes: why staff look at a person's data. A page names its default; the person at the desk may name another.

Tasks that lead to anybody's data (the registers) ask for the purpose once a session, with a reference to what it is about.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.registry import Registry


class Purpose:
    """`asked_only`: counts where a page of ours says it, never in an address: a look could hide behind it. Said by a person, it
    needs the number of what it is about.
    """

    def __init__(self, code: str, label: str | Promise, asked_only: bool = False) -> None:
        self.code, self.label, self.asked_only = code, label, asked_only


PURPOSES: Registry[Purpose] = Registry("purposes")


TASKS: dict[str, tuple[str, ...]] = {"register": ("counter", "casework", "inquiry", "correction", "statutory")}
"""Task → purposes that may be said for it, the usual first."""


def purpose(code: str, label: str | Promise, *, asked_only: bool = False) -> Purpose:
    return PURPOSES.register(code, Purpose(code, label, asked_only))


purpose("casework", _("申請の処理"))
purpose("counter", _("窓口での対応"))
purpose("inquiry", _("本人からの問合せ"))
purpose("statutory", _("法令に基づく照会への回答"), asked_only=True)
purpose("correction", _("記録の訂正"))
purpose("audit", _("監査"), asked_only=True)
purpose("protected", _("支援措置の注意を確かめて開く"), asked_only=True)
purpose("own", _("本人の閲覧"), asked_only=True)
