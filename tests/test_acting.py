"""Acting for another through the pages: what a proxy does lands with the represented, and nothing else opens."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import current
from madoguchi.city.testing import read_city
from madoguchi.core.audit.public import Entry
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import (
    a_delegation,
    a_group,
    a_resident_account,
    a_staff_account,
    actor_of,
    an_addressee,
    choice_of,
    signed_in,
)
from madoguchi.site.demo.filling import fill_in
from madoguchi.site.demo.story import PROCEDURE

pytestmark = pytest.mark.django_db
SCOPE = f"procedure:{PROCEDURE}"


@pytest.fixture
def answers() -> dict[str, Any]:
    given: dict[str, Any] = deepcopy(dict(read_city("urayasu").get(cases.Procedure, PROCEDURE).examples[0].answers))
    given["reason"]["event_date"] = given["children"][0]["birth"] = timezone.localdate().isoformat()
    return given


def drafted(account: people.Account, answers: dict[str, Any], acting: str = "") -> Any:
    return fill_in(current("procedure", PROCEDURE), answers, by=actor_of(account, acting=acting), at=timezone.now())


def number_of(draft: Any) -> str:
    return cases.Application.objects.get(draft=draft.pk).number


def shown(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


@pytest.mark.usefixtures("urayasu")
def test_proxy__hands_in_for_another__it_is_the_represented_persons_and_names_both(answers: dict[str, Any]) -> None:
    mother, daughter = a_resident_account(name="見本 母"), a_resident_account(name="見本 娘")
    held = a_delegation(mother, daughter, SCOPE)
    client = signed_in(Client(), daughter)
    assert "見本 母" in shown(client, "/account/acting/")
    page = client.post("/account/acting/switch/", {"choice": choice_of(held)}, follow=True).content.decode()
    assert "見本 母</strong>さんのために操作しています" in page
    draft = drafted(daughter, answers, choice_of(held))
    assert client.post(f"/apply/d/{draft.pk}/submit/").status_code == 302
    number = number_of(draft)
    assert number in shown(client, "/mine/")
    application = cases.Application.objects.get(number=number)
    assert (application.account, application.submitted_by) == (mother, f"resident:{daughter.pk}")
    assert application.delegation == held
    entry = Entry.objects.get(action="cases.submitted")
    assert (entry.by, entry.on_behalf_of) == (f"resident:{daughter.pk}", f"resident:{mother.pk}")
    run_all_ready(timezone.now())
    principal = signed_in(Client(), mother)
    assert number in shown(principal, "/mine/")
    assert "見本 娘" in shown(principal, f"/mine/{number}/")
    clerk = signed_in(Client(), a_staff_account("kodomo", "clerk"))
    page = shown(clerk, f"/desk/cases/{number}/")
    assert "見本 娘" in page
    assert "任意代理" in page
    client.post("/account/acting/back/")
    assert client.get(f"/mine/{number}/").status_code == 404
    assert number not in shown(client, "/mine/")


@pytest.mark.usefixtures("urayasu")
def test_scope__what_lies_outside__neither_shows_nor_begins(answers: dict[str, Any]) -> None:
    mother, daughter = a_resident_account(), a_resident_account()
    draft = drafted(mother, answers)
    cases.submit(draft, by=actor_of(mother), at=timezone.now())
    own = drafted(mother, answers)
    for scope, seen in (("booking", 404), ("procedure:certificate", 404), (SCOPE, 200), ("procedure", 200), ("*", 200)):
        people.Delegation.objects.all().update(ended_at=timezone.now(), ended_by="system", ending="by-city")
        held = a_delegation(mother, daughter, scope)
        client = signed_in(Client(), daughter, acting=choice_of(held))
        answer = client.get(f"/mine/{number_of(draft)}/")
        assert answer.status_code == (403 if scope == "booking" else seen), scope
        assert client.get(f"/apply/d/{own.pk}/review/").status_code == 404, "a draft of the person's own is not the proxy's"
    filing = a_delegation(mother, daughter, "procedure", basis=people.Basis.FILING)
    office = signed_in(Client(), daughter, acting=choice_of(filing))
    assert office.get(f"/mine/{number_of(draft)}/").status_code == 404, "an office sees what it filed itself"


@pytest.mark.usefixtures("urayasu")
def test_end__while_acting__next_click_is_in_ones_own_name_and_no_form_is_taken(answers: dict[str, Any]) -> None:
    mother, daughter = a_resident_account(), a_resident_account()
    held = a_delegation(mother, daughter, SCOPE)
    draft = drafted(daughter, answers, choice_of(held))
    client = signed_in(Client(), daughter, acting=choice_of(held))
    principal = signed_in(Client(), mother)
    assert principal.post(f"/account/acting/{held.pk}/end/", follow=True).status_code == 200
    answer = client.post(f"/apply/d/{draft.pk}/submit/", follow=True)
    assert answer.redirect_chain[-1][0] == "/account/acting/"
    assert "代理が終わったため" in answer.content.decode()
    assert not cases.Application.objects.exists()
    assert client.get(f"/apply/d/{draft.pk}/review/").status_code == 404
    assert principal.get(f"/apply/d/{draft.pk}/review/").status_code == 200, "the represented goes on with the draft"


@pytest.mark.usefixtures("urayasu")
def test_switch__forms_opened_before__are_turned_back() -> None:
    mother, daughter = a_resident_account(), a_resident_account()
    held = a_delegation(mother, daughter)
    client = signed_in(Client(enforce_csrf_checks=True), daughter)
    before = client.get("/account/acting/").context["csrf_token"]
    token = {"csrfmiddlewaretoken": str(before)}
    assert client.post("/account/acting/switch/", {"choice": choice_of(held), **token}).status_code == 302
    assert client.post(f"/apply/{PROCEDURE}/", token).status_code == 403
    fresh = {"csrfmiddlewaretoken": str(client.get("/account/acting/").context["csrf_token"])}
    assert client.post("/account/acting/back/", fresh).status_code == 302


@pytest.mark.usefixtures("urayasu")
def test_acting__own_settings__are_closed_until_one_is_back() -> None:
    mother, daughter = a_resident_account(), a_resident_account()
    client = signed_in(Client(), daughter, acting=choice_of(a_delegation(mother, daughter)))
    for address in ("/account/contact/", "/account/acting/offer/", "/account/acting/legal/", "/account/groups/new/"):
        answer = client.get(address)
        assert answer.status_code == 403, address
        assert "自分の操作に戻る" in answer.content.decode(), address


@pytest.mark.usefixtures("urayasu")
def test_pages__ask_agree_show_and_revoke(mailoutbox: list[Any]) -> None:
    mother, daughter = a_resident_account("haha@example.jp"), a_resident_account("musume@example.jp", name="見本 娘")
    client, other = signed_in(Client(), mother), signed_in(Client(), daughter)
    today = timezone.localdate().isoformat()
    asked = {"relation": "family", "scope": [SCOPE], "from_on": today, "last_on": "", "mail": daughter.email}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("madoguchi.faces.shell.guard.is_fresh", lambda _request: True)
        assert client.post("/account/acting/offer/", asked).status_code == 422
        assert client.post("/account/acting/offer/", {**asked, "name": "見本 母"}).status_code == 302
        held = people.Delegation.objects.get()
        assert "見本 母さんからのお願い" in shown(other, "/account/acting/")
        assert "児童手当" in shown(other, f"/account/acting/{held.pk}/")
        assert signed_in(Client(), a_resident_account()).get(f"/account/acting/{held.pk}/").status_code == 404
        assert other.post(f"/account/acting/{held.pk}/answer/", {"answer": "yes"}).status_code == 302
    assert choice_of(held) in shown(other, "/account/acting/")
    assert "見本 娘さん" in shown(client, "/account/acting/")
    client.post(f"/account/acting/{held.pk}/end/")
    assert choice_of(held) not in shown(other, "/account/acting/")


@pytest.mark.usefixtures("urayasu")
def test_pages__group_is_made_people_join_and_it_acts() -> None:
    officer, friend = a_resident_account(name="見本 役員"), a_resident_account("tomo@example.jp", name="見本 友")
    client, other = signed_in(Client(), officer), signed_in(Client(), friend)
    made = client.post("/account/groups/new/", {"name": "見本合唱団", "kana": "", "activity": "合唱"})
    group = people.Group.objects.get()
    assert made.headers["Location"] == f"/account/groups/{group.pk}/"
    assert client.post(f"/account/groups/{group.pk}/invite/", {"mail": friend.email, "role": "member"}).status_code == 302
    row = group.members.get(invited_mail=friend.email)
    assert "見本合唱団" in shown(other, "/account/acting/")
    assert other.get(f"/account/groups/{group.pk}/").status_code == 404
    other.post(f"/account/groups/invitations/{row.pk}/", {"answer": "yes"})
    assert "見本 役員" in shown(other, f"/account/groups/{group.pk}/")
    assert other.post(f"/account/groups/{group.pk}/members/{row.pk}/", {"do": "officer"}).status_code == 302
    assert group.members.get(pk=row.pk).role == "member"
    assert client.post(f"/account/groups/{group.pk}/members/{row.pk}/", {"do": "officer"}).status_code == 302
    page = client.post("/account/acting/switch/", {"choice": choice_of(group)}, follow=True).content.decode()
    assert "見本合唱団</strong>として操作しています（役員）" in page


@pytest.mark.usefixtures("urayasu")
def test_desk__legal_proxy__is_compared_with_the_register_and_confirmed() -> None:
    parent = a_resident_account(name="見本 さくら")
    child = an_addressee(given="ひなた", birth_on=timezone.localdate().replace(year=2020))
    resident = signed_in(Client(), parent)
    said = {"relation": "parent", "whose": child.name, "birth": child.birth_on.isoformat()}
    assert resident.post("/account/acting/legal/", said).status_code == 302
    held = people.Delegation.objects.get()
    clerk = signed_in(Client(), a_staff_account("kodomo", "clerk"))
    assert child.name in shown(clerk, "/desk/delegations/")
    page = shown(clerk, f"/desk/delegations/{held.pk}/")
    assert "生年月日が一致" in page
    assert Entry.objects.filter(action="looked", subject_kind="delegation").count() == 1
    confirming = {"do": "confirm", "evidence": "戸籍", "addressee": str(child.pk), "last_on": ""}
    assert clerk.post(f"/desk/delegations/{held.pk}/", {**confirming, "evidence": ""}).status_code == 422
    assert clerk.post(f"/desk/delegations/{held.pk}/", confirming).status_code == 302
    assert "ひなた" in shown(resident, "/account/acting/")
    stranger = signed_in(Client(), a_staff_account("kikaku-seisaku", "clerk"))
    assert stranger.get("/desk/delegations/").status_code == 403
    assert clerk.post(f"/desk/delegations/{held.pk}/end/").status_code == 302
    assert people.may_act_for(parent, timezone.localdate()) == []


@pytest.mark.usefixtures("urayasu")
def test_group__two_officers__share_its_drafts(answers: dict[str, Any]) -> None:
    one, two = a_resident_account(), a_resident_account()
    group = a_group(one, two)
    group.members.update(role="officer")
    draft = drafted(one, answers, choice_of(group))
    other = signed_in(Client(), two, acting=choice_of(group))
    assert other.get(f"/apply/d/{draft.pk}/review/").status_code == 200
    assert signed_in(Client(), two).get(f"/apply/d/{draft.pk}/review/").status_code == 404
