"""Protection that the office knows of silences proxies on the public side; so does the office's silence."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings
from django.utils import timezone

from madoguchi.core.relay.testing import Incoming, Taken, Writing, as_carried, noted, spoken
from madoguchi.engines.people import public as people
from madoguchi.engines.people.actions.register import bind
from madoguchi.engines.people.crossing import delegations, representation
from madoguchi.engines.people.models import Account, Binding, Delegation, Representation
from madoguchi.engines.people.queries import mailbox_of
from madoguchi.engines.people.testing import SYSTEM, a_delegation, a_resident_account, actor_of, an_addressee, choice_of

NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
TODAY = date(2026, 7, 15)
pytestmark = pytest.mark.django_db


@pytest.fixture
def mother() -> Account:
    return a_resident_account("haha@example.jp", name="見本 母")


@pytest.fixture
def daughter() -> Account:
    return a_resident_account("musume@example.jp", name="見本 娘")


@pytest.fixture
def held(mother: Account, daughter: Account) -> Delegation:
    return a_delegation(mother, daughter, NOON)


def on_public() -> Any:
    return override_settings(MADO_ZONE="public", MADO_RELAY_WORD_SECONDS=600)


def test_public__office_has_not_spoken_of_the_account__nobody_acts_for_it(held: Delegation, daughter: Account) -> None:
    assert people.may_act_for(daughter, TODAY)
    with on_public():
        spoken(timezone.now())
        assert people.may_act_for(daughter, TODAY) == []
        representation.take(str(held.principal_id), {"open": True}, Taken(1, NOON))
        assert [one.account_id for one in people.may_act_for(daughter, TODAY)] == [held.principal_id]


def test_public__office_closes_it__whoever_acts_stops_at_the_next_request(held: Delegation, daughter: Account) -> None:
    with on_public():
        spoken(timezone.now())
        representation.take(str(held.principal_id), {"open": True}, Taken(1, NOON))
        choice = choice_of(held)
        assert actor_of(daughter, NOON, acting=choice).acting_for
        representation.take(str(held.principal_id), {"open": False}, Taken(2, NOON))
        assert people.behalf_of(daughter, choice, TODAY) is None
        representation.take(str(held.principal_id), {"open": True}, Taken(1, NOON))
        assert people.behalf_of(daughter, choice, TODAY) is None, "an older envelope that was stuck changes nothing"


def test_public__line_is_cut_or_the_word_not_yet_taken__nobody_acts(held: Delegation, daughter: Account) -> None:
    with on_public():
        spoken(timezone.now())
        representation.take(str(held.principal_id), {"open": True}, Taken(1, NOON))
        waiting = Incoming.objects.create(
            id=uuid4(), seq=2, kind=representation.KIND, subject=str(held.principal_id), digest="d", sealed=b"e", received_at=NOON
        )
        assert people.may_act_for(daughter, TODAY) == []
        waiting.delete()
        assert people.may_act_for(daughter, TODAY)
        spoken(timezone.now() - timedelta(seconds=601))
        assert people.may_act_for(daughter, TODAY) == []
        assert not people.is_known_who_may_act()


def test_public__despite_protection__counts_only_with_a_recent_word(held: Delegation, daughter: Account) -> None:
    Delegation.objects.filter(pk=held.pk).update(despite_protection=True)
    with on_public():
        assert people.may_act_for(daughter, TODAY) == []
        spoken(timezone.now())
        assert people.may_act_for(daughter, TODAY)


def test_mail__of_a_child_under_protection__goes_to_no_parent(daughter: Account) -> None:
    child = Account.objects.create_represented(name="見本 子")
    held = a_delegation(child, daughter, NOON)
    Delegation.objects.filter(pk=held.pk).update(basis="legal", evidence="戸籍")
    assert mailbox_of(child) == daughter.email
    bind(child, an_addressee(suppressed=True), by=SYSTEM, at=NOON)
    assert mailbox_of(child) == ""


def test_office__protection_begins_or_ends_or_somebody_is_bound__is_said_each_time(mother: Account) -> None:
    with override_settings(MADO_ZONE="office"):
        person = an_addressee(suppressed=False)
        assert noted() == []
        bind(mother, person, by=SYSTEM, at=NOON)
        people.register(person.number, suppressed=True, by=SYSTEM, at=NOON, family="見本", given="母")
        assert noted() == [(representation.KIND, str(mother.pk))] * 2
        assert representation.write(str(mother.pk), "", Writing()) == {"open": False}
        Binding.objects.update(ended_at=NOON)
        assert representation.write(str(mother.pk), "", Writing()) == {"open": True}


def test_delegation__crosses_and_comes_back_with_the_offices_word(held: Delegation, mother: Account) -> None:
    bind(mother, an_addressee(suppressed=True), by=SYSTEM, at=NOON)
    with on_public():
        said = as_carried(delegations.write(str(held.pk), "", Writing()))
        assert "haha@example.jp" not in json.dumps(said)
    Delegation.objects.filter(pk=held.pk).update(confirmed_at=None, confirmed_by="")
    delegations.take(str(held.pk), said, Taken(1, NOON))
    assert Delegation.objects.get(pk=held.pk).confirmed_at == held.confirmed_at
    back = as_carried(delegations.write_back(str(held.pk), "", Writing()))
    assert back["open"] is False
    with on_public():
        delegations.take_back(str(held.pk), back, Taken(7, NOON))
    assert Representation.objects.get(account=mother).open is False


def test_delegation__ended_on_one_side__is_not_begun_again_by_the_other(held: Delegation, mother: Account) -> None:
    before = as_carried(delegations.write(str(held.pk), "", Writing()))
    people.end_delegation(held, by=actor_of(mother, NOON), at=NOON)
    delegations.take(str(held.pk), before, Taken(1, NOON))
    assert Delegation.objects.get(pk=held.pk).ending == "revoked"


def test_delegation__of_the_staff__nobody_is_told_outside(held: Delegation) -> None:
    Delegation.objects.filter(pk=held.pk).update(confirmed_by=f"staff:{uuid4()}", evidence="戸籍全部事項証明書")
    said = json.dumps(as_carried(delegations.write_back(str(held.pk), "", Writing())))
    assert "staff:" not in said
    assert "戸籍" not in said
