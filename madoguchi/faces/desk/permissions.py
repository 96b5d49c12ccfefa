"""Permissions of the desk's own pages: of rooms that stand below the one that knows people, and of the outbox."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import Actor, permission


def _only_in_a_demo(by: Any, mail: Any) -> bool:
    return bool(settings.MADO_DEMO)


permission("desk.use", _("職員画面を使う"), roles={"clerk", "chief", "administrator", "auditor"})
permission("jobs.see", _("仕事の記録を見る"), roles={"administrator", "auditor"})
permission("jobs.mend", _("失敗した仕事をやり直す"), roles={"administrator"})
permission("audit.read", _("監査の記録を見る"), roles={"administrator", "auditor"})
permission("audit.verify", _("監査の記録を確かめる"), roles={"administrator", "auditor"})
permission("definitions.see", _("公開中の定義を見る"), roles={"clerk", "chief", "administrator", "auditor"})
permission("outbox.see", _("送信箱を見る"), roles={"clerk", "chief", "administrator"})
permission("outbox.read", _("所属の送信箱のメールを開く"), roles={"chief"})
READ_ALL = _("送信箱のすべてのメールを開く（デモのみ）")
permission("outbox.read-all", READ_ALL, roles={"administrator"}, rule=_only_in_a_demo)


def may_read_every_mail(by: Actor) -> bool:
    """In a demo the links for signing in arrive in the outbox, so its administrators may open every mail."""
    return _only_in_a_demo(by, None) and by.may("outbox.read-all")
