from datetime import UTC, datetime
from typing import Any

import pytest

from madoguchi.engines.people import public as people
from madoguchi.engines.people.models import Account, Delegation, Identity, Merge
from madoguchi.engines.people.testing import (
    SYSTEM,
    a_delegation,
    a_group,
    a_resident_account,
    a_staff_account,
    actor_of,
    an_addressee,
)

NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Account:
    return a_resident_account("nokosu@example.jp")


@pytest.fixture
def closed() -> Account:
    return a_resident_account("tojiru@example.jp")


def joined(kept: Account, closed: Account) -> Merge:
    return people.merge(kept, closed, by=actor_of(kept, NOON), at=NOON)


def test_merge__everything_follows_the_other_is_closed_and_its_address_free(kept: Account, closed: Account) -> None:
    third = a_resident_account()
    a_delegation(closed, third)
    a_delegation(third, closed)
    group = a_group(closed)
    Identity.objects.create(account=closed, provider="idp", issuer="https://idp.example", subject="1", added_at=NOON)
    looked = people.dry_run(kept, closed, by=actor_of(kept, NOON), at=NOON)
    assert Delegation.objects.filter(principal=closed).exists(), "the dry run changes nothing"
    assert {one.count for one in looked} == {1}
    made = joined(kept, closed)
    assert sum(made.moved.values()) == sum(one.count for one in looked) == 4
    assert Delegation.objects.filter(principal=kept).count() == Delegation.objects.filter(proxy=kept).count() == 1
    assert group.members.get().member == kept
    assert kept.identities.get().subject == "1"
    closed.refresh_from_db()
    assert not closed.is_active
    assert not closed.has_mailbox
    assert Account.objects.active("tojiru@example.jp", "resident") is None
    assert a_resident_account("tojiru@example.jp")


def test_merge__delegation_between_the_two_or_both_in_a_group__ends_instead(kept: Account, closed: Account) -> None:
    held = a_delegation(kept, closed)
    group = a_group(kept, closed)
    joined(kept, closed)
    held.refresh_from_db()
    assert held.ended_at
    assert group.members.filter(member=kept, left_at=None).count() == 1


def test_merge__two_persons_of_the_register__is_refused(kept: Account, closed: Account) -> None:
    for account in (kept, closed):
        people.bind(account, an_addressee(), by=SYSTEM, at=NOON)
    with pytest.raises(people.TwoPersons):
        people.dry_run(kept, closed, by=actor_of(kept, NOON), at=NOON)
    with pytest.raises(people.TwoPersons):
        joined(kept, closed)
    assert Account.objects.get(pk=closed.pk).is_active


def test_merge__one_person_of_the_register__keeps_one_binding(kept: Account, closed: Account) -> None:
    person = an_addressee()
    people.bind(closed, person, by=SYSTEM, at=NOON)
    joined(kept, closed)
    assert people.bound_addressee(kept.pk) == person
    assert people.bound_addressee(closed.pk) is None


def test_merge__staff_group_represented_closed_or_foreign__is_refused(kept: Account, closed: Account) -> None:
    others: list[Any] = [
        a_staff_account(),
        a_group(kept).account,
        Account.objects.create_represented(name="見本 ひなた"),
        a_resident_account(is_active=False),
        kept,
    ]
    for other in others:
        with pytest.raises(people.NotMergeable):
            joined(kept, other)
    with pytest.raises(people.NotMergeable):
        people.merge(kept, closed, by=actor_of(a_resident_account(), NOON), at=NOON)
    Account.objects.filter(pk=closed.pk).update(passkey_required=True)
    with pytest.raises(people.PasskeyStandsBefore):
        joined(kept, closed)


def test_merge_code__of_the_own_address_or_an_unknown_one(kept: Account, mailoutbox: list[Any]) -> None:
    with pytest.raises(people.SameAccount):
        people.send_merge_code(kept, kept.email, by=actor_of(kept, NOON), at=NOON)
    row = people.send_merge_code(kept, "dareka@example.jp", by=actor_of(kept, NOON), at=NOON)
    for code in ("000000", "123456"):
        with pytest.raises(people.WrongCode):
            people.use_code(row, code, people.LinkPurpose.MERGE, by=actor_of(kept, NOON), at=NOON)
