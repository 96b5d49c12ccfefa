from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from madoguchi.core.audit.public import Entry
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.people.actions.register import (
    AlreadyBound,
    BadNumber,
    NotOneHead,
    bind,
    form_household,
    register,
)
from madoguchi.engines.people.models import Addressee, Household, Membership
from madoguchi.engines.people.queries import (
    UnderProtection,
    bound_addressee,
    household_of,
    households_without_head,
    look_addressee,
    search_addressees,
)
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, an_addressee, an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
ONE, TWO = "999990000000001", "999990000000002"
HOUSE = "999980000000001"
WIDE = "".join(chr(ord(digit) + 0xFEE0) for digit in ONE)


@pytest.mark.parametrize("asked", ["見本花子", "見本　花子", "みほんはなこ", "ミホン", "4050101", "19930101", ONE, " " + WIDE])
def test_search_addressees__one_box__guesses_what_was_typed(asked: str) -> None:
    person = an_addressee(ONE, birth_on=date(1993, 1, 1))
    assert search_addressees(asked, by=an_officer("kodomo"), at=NOON) == [person]


def test_search_addressees__by_name__logs_the_ids_and_never_the_name() -> None:
    person = an_addressee(ONE)
    search_addressees("見本", by=an_officer("kodomo"), at=NOON)
    entry = Entry.objects.get(action="listed")
    assert str(person.pk) in str(entry.data)
    assert "見本" not in str(entry.data)


def test_search_addressees__section_without_the_right__finds_nobody() -> None:
    an_addressee(ONE)
    assert search_addressees("見本", by=an_officer("somu"), at=NOON) == []
    assert search_addressees("見本", by=an_officer("unknown"), at=NOON) == []
    assert search_addressees("見本", by=an_officer("kodomo", "administrator"), at=NOON) == []


def test_search_addressees__person_under_protection__is_found_only_where_the_city_says() -> None:
    person = an_addressee(ONE, suppressed=True)
    assert search_addressees("見本", by=an_officer("kodomo"), at=NOON) == []
    assert search_addressees("見本", by=an_officer("shimin"), at=NOON) == [person]


def test_look_addressee__under_protection__opens_only_after_the_warning() -> None:
    person = an_addressee(ONE, suppressed=True)
    with pytest.raises(NotFound):
        look_addressee(ONE, by=an_officer("kodomo"), at=NOON, acknowledged=True)
    with pytest.raises(UnderProtection):
        look_addressee(ONE, by=an_officer("shimin"), at=NOON)
    assert look_addressee(ONE, by=an_officer("shimin"), at=NOON, acknowledged=True) == person


def test_register__known_number__is_brought_up_to_date() -> None:
    an_addressee(ONE)
    register(ONE, family="例示", given="花子", suppressed=True, by=SYSTEM, at=NOON)
    person = Addressee.objects.get()
    assert (person.family, person.suppressed) == ("例示", True)
    assert search_addressees("例示花子", by=an_officer("shimin"), at=NOON) == [person]


def test_register__by_a_clerk_or_without_15_digits__is_refused() -> None:
    with pytest.raises(NotPermitted):
        register(ONE, family="見本", suppressed=False, by=an_officer(), at=NOON)
    with pytest.raises(BadNumber):
        register("12345", family="見本", suppressed=False, by=SYSTEM, at=NOON)


def test_form_household__two_heads_or_none__is_refused() -> None:
    one, two = an_addressee(ONE), an_addressee(TWO)
    for members in ([(one, "02"), (two, "02")], [(one, "20")]):
        with pytest.raises(NotOneHead):
            form_household(HOUSE, members, by=SYSTEM, at=NOON)


def test_membership__second_head__is_refused_by_the_database() -> None:
    one, two = an_addressee(ONE), an_addressee(TWO)
    household = form_household(HOUSE, [(one, "02")], by=SYSTEM, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(household=household, addressee=two, relation="02", order=2)


def test_household_of__members__in_their_order_without_those_under_protection() -> None:
    one, two = an_addressee(ONE), an_addressee(TWO, suppressed=True)
    form_household(HOUSE, [(one, "02"), (two, "20")], by=SYSTEM, at=NOON)
    assert [m.addressee for m in household_of(one, by=an_officer("kodomo"))] == [one]
    assert [m.relation for m in household_of(one, by=an_officer("shimin"))] == ["02", "20"]


def test_form_household__somebody_moves__leaves_the_former_one() -> None:
    one, two = an_addressee(ONE), an_addressee(TWO)
    form_household(HOUSE, [(one, "02"), (two, "12")], by=SYSTEM, at=NOON)
    form_household("999980000000002", [(two, "02")], on=date(2026, 7, 1), by=SYSTEM, at=NOON)
    assert [m.addressee for m in household_of(one, by=SYSTEM)] == [one]
    assert not households_without_head()


def test_households_without_head__head_gone__are_named() -> None:
    one, two = an_addressee(ONE), an_addressee(TWO)
    form_household(HOUSE, [(one, "02"), (two, "12")], by=SYSTEM, at=NOON)
    form_household("999980000000002", [(one, "02")], by=SYSTEM, at=NOON)
    assert [h.number for h in households_without_head()] == [HOUSE]
    assert Household.objects.count() == 2


def test_bind__another_person__is_refused() -> None:
    account, one, two = a_resident_account(), an_addressee(ONE), an_addressee(TWO)
    bind(account, one, by=an_officer(), at=NOON)
    bind(account, one, by=an_officer(), at=NOON)
    assert bound_addressee(account.pk) == one
    with pytest.raises(AlreadyBound):
        bind(account, two, by=an_officer(), at=NOON)
