from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from madoguchi.core.audit.public import Entry
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.people import public as people
from madoguchi.engines.people.actions.delegate import expire
from madoguchi.engines.people.actions.register import bind
from madoguchi.engines.people.models import Account, Delegation
from madoguchi.engines.people.testing import (
    SYSTEM,
    a_delegation,
    a_group,
    a_resident_account,
    actor_of,
    an_addressee,
    an_officer,
    choice_of,
)

NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
TODAY = date(2026, 7, 15)
PAGE = "https://example.jp/account/acting/"
pytestmark = pytest.mark.django_db


def terms(**changes: Any) -> people.Terms:
    given = {"basis": people.Basis.VOLUNTARY, "relation": people.Relation.FAMILY, "scope": ["procedure"], "from_on": TODAY}
    return people.Terms(**{**given, "name": "見本 太郎", **changes})


@pytest.fixture
def mother() -> Account:
    return a_resident_account("haha@example.jp", name="見本 母")


@pytest.fixture
def daughter() -> Account:
    return a_resident_account("musume@example.jp", name="見本 娘")


def test_offer__other_side_agrees__holds_and_both_are_told(mother: Account, daughter: Account, mailoutbox: list[Any]) -> None:
    asked = people.offer(mother, "musume@example.jp", terms(), page=PAGE, by=actor_of(mother, NOON), at=NOON)
    assert people.may_act_for(daughter, TODAY) == []
    assert list(people.to_answer(daughter)) == [asked]
    people.agree(asked, page=PAGE, by=actor_of(daughter, NOON), at=NOON)
    behalf = people.may_act_for(daughter, TODAY)[0]
    assert (behalf.account_id, behalf.name, behalf.role) == (mother.pk, "見本 母", "voluntary")
    actor = actor_of(daughter, NOON, acting=behalf.choice)
    assert actor.code == f"resident:{daughter.pk}"
    assert actor.on_behalf_of == f"resident:{mother.pk}"
    assert actor.account_id == mother.pk


def test_ask__wrong_mailbox_answers__is_not_found(mother: Account, daughter: Account) -> None:
    asked = people.ask(daughter, "haha@example.jp", terms(), page=PAGE, by=actor_of(daughter, NOON), at=NOON)
    stranger = a_resident_account()
    for answer in (people.agree, people.decline):
        for who in (stranger, daughter):
            extra = {"page": PAGE} if answer is people.agree else {}
            with pytest.raises(NotFound):
                answer(asked, **extra, by=actor_of(who, NOON), at=NOON)
    assert people.agree(asked, page=PAGE, by=actor_of(mother, NOON), at=NOON).principal == mother


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"scope": [" "]}, people.NothingInScope),
        ({"until_on": TODAY}, people.DaysWrong),
        ({"until_on": date(2026, 7, 1), "from_on": date(2026, 7, 2)}, people.DaysWrong),
        ({"basis": people.Basis.FILING, "relation": people.Relation.OFFICE}, people.NeedsEnd),
        ({"basis": people.Basis.LEGAL}, people.EndedByCityOnly),
    ],
)
def test_offer__terms_that_do_not_hold__are_refused(mother: Account, changes: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        people.offer(mother, "musume@example.jp", terms(**changes), page=PAGE, by=actor_of(mother, NOON), at=NOON)
    assert not Delegation.objects.exists()


def test_offer__without_name_of_ones_own__asks_for_it(daughter: Account) -> None:
    nameless = a_resident_account("mumei@example.jp", name="")
    with pytest.raises(people.NameMissing):
        people.offer(nameless, daughter.email, terms(name=""), page=PAGE, by=actor_of(nameless, NOON), at=NOON)
    people.offer(nameless, daughter.email, terms(name=" 見本　次郎 "), page=PAGE, by=actor_of(nameless, NOON), at=NOON)
    nameless.refresh_from_db()
    assert nameless.name == "見本　次郎"


def test_act__before_its_first_day_after_its_last_or_revoked__is_impossible(mother: Account, daughter: Account) -> None:
    held = a_delegation(mother, daughter, from_on=TODAY, until_on=TODAY + timedelta(days=2))
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1, 2)]
    assert [bool(people.behalf_of(daughter, choice_of(held), day)) for day in days] == [False, True, True, False]
    people.end_delegation(held, by=actor_of(mother, NOON), at=NOON)
    assert people.behalf_of(daughter, choice_of(held), TODAY) is None
    assert Delegation.objects.get().ending == "revoked"
    with pytest.raises(people.AlreadyEnded):
        people.end_delegation(held, by=actor_of(mother, NOON), at=NOON)


def test_act__other_account_or_closed_one__is_impossible(mother: Account, daughter: Account) -> None:
    held = a_delegation(mother, daughter)
    assert people.behalf_of(a_resident_account(), choice_of(held), TODAY) is None
    for nonsense in ("", "delegation:", "delegation:1", f"group:{held.pk}", f"x:{held.pk}"):
        assert people.behalf_of(daughter, nonsense, TODAY) is None
    Account.objects.filter(pk=mother.pk).update(is_active=False)
    assert people.behalf_of(daughter, choice_of(held), TODAY) is None


def test_end__who_ends__is_kept_with_the_reason(mother: Account, daughter: Account) -> None:
    held = a_delegation(mother, daughter)
    with pytest.raises(NotFound):
        people.end_delegation(held, by=actor_of(a_resident_account(), NOON), at=NOON)
    with pytest.raises(NotPermitted):
        people.end_delegation(held, by=actor_of(daughter, NOON, acting=choice_of(held)), at=NOON)
    people.end_delegation(held, by=actor_of(daughter, NOON), at=NOON)
    held.refresh_from_db()
    assert (held.ending, held.ended_by) == ("given-up", f"resident:{daughter.pk}")


def test_expire__last_day_over__is_closed_once(mother: Account, daughter: Account) -> None:
    a_delegation(mother, daughter, until_on=TODAY)
    assert [expire(TODAY - timedelta(days=1), by=SYSTEM, at=NOON), expire(TODAY, by=SYSTEM, at=NOON)] == [0, 1]
    assert expire(TODAY, by=SYSTEM, at=NOON) == 0
    assert Delegation.objects.get().ending == "expired"


def test_acting__own_account_and_staff_rights__stay_out_of_reach(mother: Account, daughter: Account) -> None:
    held = a_delegation(mother, daughter, "procedure")
    actor = actor_of(daughter, NOON, acting=choice_of(held))
    assert not actor.may("people.choose-contact")
    assert not actor.may("people.manage-own-account")
    assert not actor.may("people.delegate")
    assert actor_of(daughter, NOON).may("people.delegate")
    with pytest.raises(NotPermitted):
        people.offer(mother, "x@example.jp", terms(), page=PAGE, by=actor, at=NOON)


def test_scope__narrow_one__holds_only_what_it_names(mother: Account, daughter: Account) -> None:
    held = a_delegation(mother, daughter, "booking:hall procedure:claim")
    actor = actor_of(daughter, NOON, acting=choice_of(held))
    assert actor.acts_within("procedure", "claim")
    assert not actor.acts_within("procedure", "other")
    assert not actor.acts_within("procedure")
    assert actor.acts_within("booking", "hall")
    assert not actor.owns(mother.pk, "procedure", "other")
    assert not actor.owns(daughter.pk, "procedure", "claim")


def test_protected__person_under_protection__has_no_proxies_but_those_a_clerk_allowed(mother: Account, daughter: Account) -> None:
    held = a_delegation(mother, daughter)
    bind(mother, an_addressee(suppressed=True), by=SYSTEM, at=NOON)
    assert people.behalf_of(daughter, choice_of(held), TODAY) is None
    Delegation.objects.update(despite_protection=True)
    assert people.behalf_of(daughter, choice_of(held), TODAY)


def test_office__member_of_the_office__acts_for_its_client_and_sees_who(mother: Account, daughter: Account) -> None:
    manager = a_resident_account("kea@example.jp", name="見本 ケアマネ")
    office = a_group(daughter, manager, name="見本ケアプランセンター")
    held = a_delegation(mother, office.account, basis=people.Basis.FILING)
    behalf = people.behalf_of(manager, choice_of(held), TODAY)
    assert behalf
    assert behalf.own_only
    assert behalf.through == "見本ケアプランセンター"
    people.remove(office.members.get(member=manager), by=actor_of(daughter, NOON), at=NOON)
    assert people.behalf_of(manager, choice_of(held), TODAY) is None
    assert people.behalf_of(daughter, choice_of(held), TODAY)


ABOUT = {"name": "見本 ひなた", "kana": "ミホン ヒナタ", "birth": "2023-06-20", "address": ""}


def test_legal__clerk_confirms_by_register__both_parents_represent_one_account(
    sections: None, mother: Account, daughter: Account
) -> None:
    child, clerk = an_addressee(given="ひなた"), an_officer("kodomo")
    for parent in (mother, daughter):
        asked = people.ask_as_legal(parent, people.Relation.PARENT, ABOUT, by=actor_of(parent, NOON), at=NOON)
        assert asked.about["name"] == "見本 ひなた"
        assert "ひなた" not in str(bytes(asked.sealed_about))
        with pytest.raises(people.EvidenceMissing):
            people.confirm_legal(asked, evidence=" ", by=clerk, at=NOON)
        people.confirm_legal(asked, evidence="戸籍", until_on=date(2041, 6, 20), addressee=child, by=clerk, at=NOON)
    represented = {one.principal_id for one in Delegation.objects.all()}
    assert len(represented) == 1
    account = Account.objects.get(pk=represented.pop())
    assert not account.has_mailbox
    assert people.contact_of(account).mail == mother.email
    with pytest.raises(people.EndedByCityOnly):
        people.end_delegation(Delegation.objects.first(), by=actor_of(account, NOON), at=NOON)


def test_legal__clerk_of_a_section_without_registers_or_resident__may_not_confirm(sections: None, mother: Account) -> None:
    asked = people.ask_as_legal(mother, people.Relation.PARENT, ABOUT, by=actor_of(mother, NOON), at=NOON)
    for by in (an_officer("somu"), actor_of(mother, NOON), an_officer("kodomo", "administrator")):
        with pytest.raises(NotPermitted):
            people.confirm_legal(asked, evidence="戸籍", by=by, at=NOON)
    people.refuse_legal(asked, by=an_officer("shimin"), at=NOON)
    assert Delegation.objects.get().ending == "refused"


def test_database__delegation_that_cannot_be__is_refused(mother: Account, daughter: Account) -> None:
    a_delegation(mother, daughter)
    wrong: list[dict[str, Any]] = [
        {},
        {"basis": people.Basis.LEGAL, "evidence": ""},
        {"basis": people.Basis.FILING, "until_on": None},
        {"basis": people.Basis.FILING, "scope": ""},
        {"basis": people.Basis.FILING, "confirmed_by": ""},
        {"basis": people.Basis.FILING, "ended_at": NOON},
        {"basis": people.Basis.FILING, "until_on": date(2020, 1, 1)},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            a_delegation(mother, daughter, fields.pop("scope", "*"), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_delegation(mother, mother)


def test_entries__of_what_a_proxy_does__name_both(mother: Account, daughter: Account) -> None:
    held = a_delegation(mother, daughter)
    actor = actor_of(daughter, NOON, acting=choice_of(held))
    assert actor.acting_for
    people.note_switch(actor.acting_for, by=actor, at=NOON)
    entry = Entry.objects.get(action="people.acts-for")
    assert (entry.by, entry.on_behalf_of) == (f"resident:{daughter.pk}", f"resident:{mother.pk}")
    assert entry.plain()["on_behalf_of"] == f"resident:{mother.pk}"
