"""Who asks, who explains, who says which person a member of staff is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import Actor, may_guard_privacy, permission

SEE, EXPLAIN, SEE_OWN, LINK_STAFF = "watch.see", "watch.explain", "watch.see-own", "watch.link-staff"

permission(SEE, _("気づきを調べ、結果を決める"), roles={"clerk", "chief"}, rule=lambda by, _thing: may_guard_privacy(by))
permission(SEE_OWN, _("自分の記録の閲覧を見る"), roles={"resident"})
"""In one's own name alone: who acts for another, a parent too, reads nothing of who looked at that person's data."""
permission(EXPLAIN, _("所属の職員の閲覧について説明する"), roles={"chief"})


def may_link_staff(by: Actor) -> bool:
    """Privacy officers, and whoever keeps the accounts of staff."""
    return may_guard_privacy(by) or by.may("people.manage-staff")


def _may_link(by: Any, _thing: Any) -> bool:
    return may_link_staff(by)


permission(LINK_STAFF, _("職員本人の宛名を登録する"), roles={"clerk", "chief", "administrator"}, rule=_may_link)
