from datetime import UTC, date, datetime
from typing import Any

import pytest

from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.people import public as people
from madoguchi.engines.people.models import Account, Group, GroupMember
from madoguchi.engines.people.testing import a_group, a_resident_account, actor_of, choice_of

NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
TODAY = date(2026, 7, 15)
PAGE = "https://example.jp/account/acting/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Account:
    return a_resident_account("yakuin@example.jp", name="見本 役員")


@pytest.fixture
def friend() -> Account:
    return a_resident_account("tomo@example.jp", name="見本 友")


def invited(group: Group, friend: Account, officer: Account, role: str = "member") -> GroupMember:
    who = actor_of(officer, NOON)
    row = people.invite(group, friend.email, people.GroupRole(role), page=PAGE, by=who, at=NOON)
    return people.join(row, by=actor_of(friend, NOON), at=NOON)


def test_group__officer_acts_in_everything_member_only_books(officer: Account, friend: Account) -> None:
    group = a_group(officer, friend)
    as_officer, as_member = (actor_of(one, NOON, acting=choice_of(group)) for one in (officer, friend))
    assert as_officer.account_id == as_member.account_id == group.pk
    assert as_officer.on_behalf_of == f"group:{group.pk}"
    assert as_officer.acts_within("procedure", "claim")
    assert as_officer.acts_within("booking")
    assert not as_member.acts_within("procedure", "claim")
    assert as_member.acts_within("booking", "hall")
    assert people.contact_of(group.account).mail == officer.email


def test_invite__joined_with_the_invited_address_alone(officer: Account, friend: Account) -> None:
    group = a_group(officer)
    row = people.invite(group, friend.email, people.GroupRole.MEMBER, page=PAGE, by=actor_of(officer, NOON), at=NOON)
    with pytest.raises(NotFound):
        people.join(row, by=actor_of(a_resident_account(), NOON), at=NOON)
    assert people.behalf_of(friend, choice_of(group), TODAY) is None
    people.join(row, by=actor_of(friend, NOON), at=NOON)
    assert people.behalf_of(friend, choice_of(group), TODAY)
    with pytest.raises(people.AlreadyInGroup):
        people.invite(group, friend.email, people.GroupRole.MEMBER, page=PAGE, by=actor_of(officer, NOON), at=NOON)


def test_remove__member_or_former_officer__acts_no_more(officer: Account, friend: Account) -> None:
    group = a_group(officer)
    row = invited(group, friend, officer, "officer")
    acting = actor_of(friend, NOON, acting=choice_of(group))
    with pytest.raises(NotPermitted):
        people.remove(group.members.get(member=officer), by=acting, at=NOON)
    people.remove(row, by=actor_of(officer, NOON), at=NOON)
    assert people.behalf_of(friend, choice_of(group), TODAY) is None
    with pytest.raises(people.NotAnOfficer):
        people.invite(group, "x@example.jp", people.GroupRole.MEMBER, page=PAGE, by=actor_of(friend, NOON), at=NOON)
    assert invited(group, friend, officer).member == friend


def test_last_officer__neither_leaves_nor_steps_down(officer: Account, friend: Account) -> None:
    group = a_group(officer, friend)
    own = group.members.get(member=officer)
    for act in (lambda: people.remove(own, by=actor_of(officer, NOON), at=NOON), lambda: give(own, "member", officer)):
        with pytest.raises(people.LastOfficer):
            act()
    give(group.members.get(member=friend), "officer", officer)
    people.remove(own, by=actor_of(officer, NOON), at=NOON)
    assert people.Group.objects.visible_to(actor_of(officer, NOON)).count() == 0


def give(row: GroupMember, role: str, by: Account) -> Any:
    return people.give_role(row, people.GroupRole(role), by=actor_of(by, NOON), at=NOON)


def test_close__nobody_acts_for_it_any_more(officer: Account, friend: Account) -> None:
    group = a_group(officer, friend)
    with pytest.raises(people.NotAnOfficer):
        people.close_group(group, by=actor_of(friend, NOON), at=NOON)
    people.close_group(group, by=actor_of(officer, NOON), at=NOON)
    assert people.behalf_of(officer, choice_of(group), TODAY) is None
    with pytest.raises(people.GroupIsClosed):
        people.invite(group, "x@example.jp", people.GroupRole.MEMBER, page=PAGE, by=actor_of(officer, NOON), at=NOON)


def test_visible__groups_and_members__only_to_those_in_it(officer: Account, friend: Account) -> None:
    group = a_group(officer, friend)
    stranger = actor_of(a_resident_account(), NOON)
    assert not people.Group.objects.visible_to(stranger).exists()
    assert not GroupMember.objects.visible_to(stranger).exists()
    for account in (officer, friend):
        assert GroupMember.objects.visible_to(actor_of(account, NOON)).count() == 2
        assert people.Group.objects.visible_to(actor_of(account, NOON, acting=choice_of(group))).get() == group
