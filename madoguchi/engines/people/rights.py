"""The permissions of this room, and who of the staff may look people up in the registers."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from madoguchi.city import public as city
from madoguchi.engines.people.models.addressee import Addressee
from madoguchi.engines.people.models.binding import Binding
from madoguchi.engines.people.models.delegation import Delegation
from madoguchi.engines.people.models.group import Group, GroupMember
from madoguchi.engines.people.permissions import permission
from madoguchi.engines.people.scope import Owned, register_owned, register_persons, register_scoped

LOOK_UP = "people.look-up"
CONFIRM = "people.confirm-delegation"
SEE_SUPPRESSED = "people.see-suppressed"
GUARD = "people.guard-privacy"

permission("people.choose-contact", _("連絡方法を選ぶ"), roles={"resident"})
permission("people.manage-own-account", _("自分のアカウントを管理する"), roles={"resident"})
permission("people.manage-machines", _("ほかのシステムを登録する"), roles={"administrator"})
permission("people.reorganise", _("組織改正を行う"), roles={"administrator"})
permission("people.manage-staff", _("職員を登録する"), roles={"administrator"})
permission(LOOK_UP, _("宛名を検索する"), roles={"clerk", "chief"})
permission(SEE_SUPPRESSED, _("支援措置の対象者を扱う"), roles={"clerk", "chief"})
permission(GUARD, _("閲覧の記録を見守る"), roles={"clerk", "chief"}, rule=lambda by, _thing: may_guard_privacy(by))
permission("people.bind", _("アカウントと宛名をひも付ける"), roles={"clerk", "chief"})
permission("people.keep-register", _("宛名を登録する"), roles=())

permission("people.delegate", _("代理人を決める・代理人になる"), roles={"resident"})
permission("people.run-groups", _("団体を登録し、その構成員を決める"), roles={"resident"})
permission(CONFIRM, _("代理を資料で確認する"), roles={"clerk", "chief"}, rule=lambda by, _thing: may_confirm(by))

register_scoped(Delegation, kind="delegation", purpose="counter", fields="representation")
register_scoped(Group, kind="group", purpose="own")
register_scoped(GroupMember, kind="group-member", purpose="own")
register_scoped(Addressee, kind="addressee", purpose="counter", fields="register")
register_persons("addressee", lambda ids: {one: {UUID(one)} for one in ids})


def _own_entry(account_id: Any) -> dict[str, Owned]:
    """Of the registers: the person to whom the office has bound the account."""
    rows = Binding.objects.filter(account=account_id, ended_at=None)
    return {str(pk): Owned("") for pk in rows.values_list("addressee", flat=True)}


def _accounts_bound(ids: list[str]) -> set[UUID]:
    return set(Binding.objects.filter(addressee__in=[UUID(one) for one in ids], ended_at=None).values_list("account", flat=True))


register_owned("addressee", _own_entry, _accounts_bound)


def may_look_up(actor: Any) -> bool:
    """A right in a section that the city has opened to the registers; without a word of the city: none."""
    return any(_opened(section, "looks_up_people") for section in actor.sections_with(LOOK_UP))


def may_confirm(actor: Any) -> bool:
    """Legal proxies are confirmed where the registers are open: 戸籍 and 住民票 are compared."""
    return any(_opened(section, "looks_up_people") for section in actor.sections_with(CONFIRM))


def may_see_suppressed(actor: Any) -> bool:
    return any(_opened(section, "sees_suppressed") for section in actor.sections_with(SEE_SUPPRESSED))


def may_guard_privacy(actor: Any) -> bool:
    """個人情報保護の担当: staff of a section that the city has named for it, and nobody else."""
    return actor.kind == "staff" and any(_opened(section, "guards_privacy") for section in actor.sections_with(GUARD))


def _opened(section: str, what: str) -> bool:
    try:
        return bool(getattr(city.department(section), what))
    except city.NotDefined:
        return False
