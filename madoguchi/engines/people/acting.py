"""For whom somebody may act at a moment: by delegation to oneself or to one's office, and for one's groups."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from madoguchi.core.relay.public import has_word
from madoguchi.engines.people.actor import Behalf
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.models.delegation import EVERYTHING, OF_REPRESENTATION, Basis, Delegation
from madoguchi.engines.people.models.group import GroupMember, GroupRole

MEMBERS_MAY = frozenset({"booking"})
"""What members of a group do for it without being its officers."""


def behalf_of(account: Account, choice: str, on: date) -> Behalf | None:
    """The choice that a session holds, if the account may make it on that day. One query."""
    which, _colon, key = choice.partition(":")
    try:
        asked = UUID(key)
    except ValueError:
        return None
    if which == "delegation":
        found = delegations_to(account, on).filter(pk=asked).first()
        return _by_delegation(found, account) if found else None
    if which == "group":
        member = _memberships(account).filter(group=asked).first()
        return _by_membership(member) if member else None
    return None


def may_act_for(account: Account, on: date) -> list[Behalf]:
    """All whom the account may act for on that day: groups, then persons, by name."""
    groups = [_by_membership(one) for one in _memberships(account).order_by("group__account__name")]
    persons = [_by_delegation(one, account) for one in delegations_to(account, on).order_by("principal__name", "id").distinct()]
    return groups + persons


def is_known_who_may_act() -> bool:
    """Whether this side knows now whose proxies may act. On the public side not while the office has long been silent."""
    return has_word(*OF_REPRESENTATION)


def delegations_to(account: Account, on: date) -> QuerySet[Delegation]:
    """In force, given to the account or to an office (a group) in which it is."""
    offices = _memberships(account).values("group")
    mine = Delegation.objects.in_force(on).filter(Q(proxy=account) | Q(proxy__in=offices))
    return mine.select_related("principal", "proxy")


def _memberships(account: Account) -> QuerySet[GroupMember]:
    rows = GroupMember.objects.current().filter(member=account, group__closed_at=None, group__account__is_active=True)
    return rows.select_related("group__account")


def _by_delegation(found: Delegation, account: Account) -> Behalf:
    assert found.principal is not None
    assert found.proxy is not None
    return Behalf(
        account_id=found.principal.pk,
        name=found.principal.shown_name,
        role=found.basis,
        label=Basis(found.basis).label,
        scope=found.scope_codes,
        until_on=found.until_on,
        delegation=found.pk,
        own_only=found.basis == Basis.FILING,
        through=found.proxy.name if found.proxy_id != account.pk else "",
        choice=f"delegation:{found.pk}",
    )


def _by_membership(one: GroupMember) -> Behalf:
    officer = one.role == GroupRole.OFFICER
    return Behalf(
        account_id=one.group_id,
        name=one.group.account.name,
        role=one.role,
        label=GroupRole(one.role).label,
        scope=frozenset({EVERYTHING}) if officer else MEMBERS_MAY,
        is_group=True,
        choice=f"group:{one.group_id}",
    )
