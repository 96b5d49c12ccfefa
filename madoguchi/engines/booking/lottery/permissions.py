"""Who may do what with a lottery. Two different people of its section draw."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import Actor, permission

STAFF = {"clerk", "chief"}


def is_own(by: Actor, entry: Any) -> bool:
    return entry is None or by.owns(entry.account_id, "booking", entry.lottery.rules)


permission("lottery.see", _("抽選の応募を見る"), roles=STAFF)
permission("lottery.prepare", _("抽選を用意し、締め切り、公開する"), roles=STAFF)
permission("lottery.propose", _("抽選を起案する"), roles=STAFF)
permission("lottery.draw", _("抽選を確認して引く"), roles=STAFF)
permission("lottery.enter", _("抽選に応募する"), roles={"resident"}, rule=is_own, acting="booking")
