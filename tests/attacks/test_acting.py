"""Attacks by a proxy or a member of a group: too late, too much, too far."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import PROCEDURE, a_case, a_procedure
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import (
    SYSTEM,
    a_delegation,
    a_group,
    a_resident_account,
    actor_of,
    an_addressee,
    choice_of,
    signed_in,
)

Fresh = Callable[..., Client]
CODE = str(PROCEDURE["code"])


@pytest.fixture
def principal() -> people.Account:
    return a_resident_account(name="本人")


@pytest.fixture
def proxy() -> people.Account:
    return a_resident_account(name="代理")


def acts(client: Client) -> bool:
    return "のために操作しています" in client.get("/").content.decode()


def test_delegation__last_day_over__session_of_yesterday_acts_no_more(principal: people.Account, proxy: people.Account) -> None:
    held = a_delegation(principal, proxy)
    client = signed_in(Client(), proxy, acting=choice_of(held))
    assert acts(client)
    people.Delegation.objects.filter(pk=held.pk).update(until_on=timezone.localdate())
    assert not acts(client)


def test_delegation__first_day_not_come__does_not_act(principal: people.Account, proxy: people.Account) -> None:
    held = a_delegation(principal, proxy, from_on=timezone.localdate() + timedelta(days=1))
    assert not acts(signed_in(Client(), proxy, acting=choice_of(held)))


def test_delegation__not_agreed_to__does_not_act(principal: people.Account, proxy: people.Account) -> None:
    held = a_delegation(principal, proxy, confirmed_at=None, confirmed_by="")
    assert not acts(signed_in(Client(), proxy, acting=choice_of(held)))


@pytest.mark.parametrize("rest", ["withdraw/", "attach/", "correct/"])
def test_delegation__revoked_between_page_and_form__form_does_nothing(
    rest: str, principal: people.Account, proxy: people.Account
) -> None:
    held = a_delegation(principal, proxy)
    case = a_case("correcting", account=principal)
    client = signed_in(Client(), proxy, acting=choice_of(held))
    assert client.get(f"/mine/{case.number}/").status_code == 200
    people.end_delegation(held, by=actor_of(principal), at=timezone.now())
    answer = client.post(f"/mine/{case.number}/{rest}", {"reason": "x"})
    assert answer["Location"] == "/account/acting/"
    assert cases.Case.objects.get(pk=case.pk).application.revisions.count() == 0
    assert not cases.Case.objects.filter(pk=case.pk, withdrawal__isnull=False).exists()


def test_delegation__old_actor_kept_by_a_job__does_not_reach_past_the_row(principal: people.Account, proxy: people.Account) -> None:
    """An actor is of its moment: whoever keeps one longer must make it anew, and then it is refused."""
    held = a_delegation(principal, proxy)
    people.end_delegation(held, by=actor_of(principal), at=timezone.now())
    assert people.behalf_of(proxy, choice_of(held), timezone.localdate()) is None


def test_scope__begins_nothing_outside_it(principal: people.Account, proxy: people.Account) -> None:
    for scope in ("booking", "procedure:another", "procedure:"):
        held = a_delegation(principal, proxy, scope)
        by = actor_of(proxy, acting=choice_of(held))
        with pytest.raises(NotPermitted):
            forms.start_draft(a_procedure(), by=by, at=timezone.now())
        people.Delegation.objects.all().update(ended_at=timezone.now(), ended_by="system", ending="by-city")


def test_scope__name_that_begins_alike__is_another(principal: people.Account, proxy: people.Account) -> None:
    held = a_delegation(principal, proxy, f"procedure:{CODE[:-1]}")
    by = actor_of(proxy, acting=choice_of(held))
    case = a_case("accepted", account=principal)
    assert not by.acts_within("procedure", CODE)
    assert not cases.Case.objects.visible_to(by).filter(pk=case.pk).exists()


def test_scope__draft_begun_within_and_scope_gone__is_not_handed_in(principal: people.Account, proxy: people.Account) -> None:
    held = a_delegation(principal, proxy, f"procedure:{CODE}")
    draft = forms.start_draft(a_procedure(), by=actor_of(proxy, acting=choice_of(held)), at=timezone.now())
    people.Delegation.objects.filter(pk=held.pk).update(scope="booking")
    with pytest.raises(NotPermitted):
        cases.submit(draft, by=actor_of(proxy, acting=choice_of(held)), at=timezone.now())


def test_case_object__handed_to_an_action_by_a_proxy_beside_the_scope__is_refused(
    principal: people.Account, proxy: people.Account
) -> None:
    held = a_delegation(principal, proxy, "procedure:another")
    case = a_case("accepted", account=principal)
    with pytest.raises(NotPermitted):
        cases.withdraw(case, reason="x", by=actor_of(proxy, acting=choice_of(held)), at=timezone.now())


def test_office__reads_nothing_but_what_it_filed(principal: people.Account, proxy: people.Account) -> None:
    held = a_delegation(principal, proxy, basis=people.Basis.FILING)
    a_case("accepted", account=principal)
    by = actor_of(proxy, acting=choice_of(held))
    assert not cases.Case.objects.visible_to(by).exists()
    assert cases.applications_of(by=by) == []


@pytest.mark.parametrize(
    "address",
    ["/account/acting/offer/", "/account/acting/ask/", "/account/acting/legal/", "/account/merge/", "/account/contact/",
     "/account/groups/new/"],
)  # fmt: skip
def test_proxy__changes_neither_account_nor_gives_the_right_on(
    address: str, fresh: Fresh, principal: people.Account, proxy: people.Account
) -> None:
    client = fresh(proxy, acting=choice_of(a_delegation(principal, proxy)))
    assert client.get(address).status_code == 403
    assert client.post(address, {"mail": "x@example.jp"}).status_code == 403


def test_proxy__does_not_take_a_browser_draft_along_to_the_represented(principal: people.Account, proxy: people.Account) -> None:
    from madoguchi.engines.booking.testing import somebody

    begun = forms.start_draft(a_procedure(), by=somebody(), at=timezone.now())
    by = actor_of(proxy, acting=choice_of(a_delegation(principal, proxy)))
    with pytest.raises(forms.NotForHelper):
        forms.take_along(begun, held_as=somebody(), by=by, at=timezone.now())
    begun.refresh_from_db()
    assert begun.account is None


def test_officer__removed__session_acts_no_more_and_changes_nothing(principal: people.Account, proxy: people.Account) -> None:
    group = a_group(principal, proxy)
    row = group.members.get(member=proxy)
    people.give_role(row, people.GroupRole.OFFICER, by=actor_of(principal), at=timezone.now())
    client = signed_in(Client(), proxy, acting=choice_of(group))
    assert "として操作しています" in client.get("/").content.decode()
    people.remove(row, by=actor_of(principal), at=timezone.now())
    assert "として操作しています" not in client.get("/").content.decode()
    own = group.members.get(member=principal)
    assert client.post(f"/account/groups/{group.pk}/members/{own.pk}/", {"do": "remove"}).status_code == 404


def test_member__begins_no_application_for_the_group(principal: people.Account, proxy: people.Account) -> None:
    by = actor_of(proxy, acting=choice_of(a_group(principal, proxy)))
    with pytest.raises(NotPermitted):
        forms.start_draft(a_procedure(), by=by, at=timezone.now())


def test_group_closed__acts_no_more(principal: people.Account) -> None:
    group = a_group(principal)
    client = signed_in(Client(), principal, acting=choice_of(group))
    people.close_group(group, by=actor_of(principal), at=timezone.now())
    assert "として操作しています" not in client.get("/").content.decode()


@pytest.mark.parametrize("who", ["stranger", "asker", "acting"])
def test_agreement__given_by_anybody_but_the_asked_mailbox__counts_not(
    who: str, principal: people.Account, proxy: people.Account
) -> None:
    waiting = a_delegation(principal, proxy, confirmed_at=None, confirmed_by="", answer_mail=principal.email, asked_by=proxy)
    other = a_delegation(principal, a_resident_account(name="別"), "*")
    actor: Any = {
        "stranger": lambda: actor_of(a_resident_account()),
        "asker": lambda: actor_of(proxy),
        "acting": lambda: actor_of(other.proxy, acting=choice_of(other)),
    }[who]()
    with pytest.raises((NotFound, NotPermitted)):
        people.agree(waiting, page="", by=actor, at=timezone.now())


def test_legal_proxy__confirmed_by_who_asks__is_refused(principal: people.Account) -> None:
    about = {"name": "見本 ひなた", "birth": "2023-06-20"}
    asked = people.ask_as_legal(principal, people.Relation.PARENT, about, by=actor_of(principal), at=timezone.now())
    with pytest.raises(NotPermitted):
        people.confirm_legal(asked, evidence="戸籍", by=actor_of(principal), at=timezone.now())
    client = signed_in(Client(), principal)
    assert client.post(f"/desk/delegations/{asked.pk}/", {"do": "confirm", "evidence": "x"}).status_code == 302
    asked.refresh_from_db()
    assert asked.confirmed_at is None


def test_protected_person__proxies_of_before__are_out_at_once(principal: people.Account, proxy: people.Account) -> None:
    held = a_delegation(principal, proxy)
    client = signed_in(Client(), proxy, acting=choice_of(held))
    assert acts(client)
    people.bind(principal, an_addressee(suppressed=True), by=SYSTEM, at=timezone.now())
    assert not acts(client)


def test_account_signed_in_after_another__inherits_no_acting(principal: people.Account, proxy: people.Account) -> None:
    held = a_delegation(principal, proxy)
    client = signed_in(Client(), proxy, acting=choice_of(held))
    acting = client.session["mado_acting"]
    other = signed_in(Client(), a_resident_account())
    session = other.session
    session["mado_acting"] = acting
    session.save()
    assert not acts(other)
