"""Attacks that reach for what belongs to another: ids in addresses, fields nobody asked for."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.cases.testing import a_case
from madoguchi.engines.forms.testing import a_draft
from madoguchi.engines.messages.public import notices_about
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import (
    a_delegation,
    a_group,
    a_resident_account,
    a_staff_account,
    actor_of,
    an_administrator,
    choice_of,
    signed_in,
)

Fresh = Callable[..., Client]
DRAFT = ("", "review/", "papers/", "later/", "discard/", "helper/", "paper/", "receipt/", "sheet.pdf", "page/reason/")
MINE = ("", "copy/", "copy.pdf", "correct/", "withdraw/")


@pytest.mark.parametrize("rest", DRAFT)
def test_draft__of_another__is_not_there(rest: str) -> None:
    """Looks like one that never was; a page of the form asks who it is before it says anything."""
    draft = a_draft(actor_of(a_resident_account()), at=timezone.now())
    for client in (Client(), signed_in(Client(), a_resident_account())):
        answer, none = (client.get(f"/apply/d/{pk}/{rest}") for pk in (draft.pk, uuid4()))
        assert answer.status_code == none.status_code
        assert answer.status_code in ({403, 404} if rest.startswith("page/") else {404})


@pytest.mark.parametrize("rest", ["submit/", "discard/", "confirm/", "later/", "papers/reason/later/"])
def test_draft__of_another__takes_no_form(rest: str) -> None:
    draft = a_draft(actor_of(a_resident_account()), at=timezone.now())
    client = signed_in(Client(), a_resident_account())
    assert client.post(f"/apply/d/{draft.pk}/{rest}").status_code == 404
    draft.refresh_from_db()
    assert draft.is_open


@pytest.mark.parametrize("rest", MINE)
def test_case__of_another__is_not_there(rest: str) -> None:
    case = a_case("correcting", account=a_resident_account())
    assert signed_in(Client(), a_resident_account()).get(f"/mine/{case.number}/{rest}").status_code == 404


def test_case__of_another__is_not_withdrawn_attached_to_or_corrected() -> None:
    case = a_case("correcting", account=a_resident_account())
    client = signed_in(Client(), a_resident_account())
    for rest in ("withdraw/", "attach/", "correct/"):
        assert client.post(f"/mine/{case.number}/{rest}", {"reason": "x"}).status_code == 404
    assert not hasattr(case, "withdrawal")


def test_notice_and_file__through_a_case_of_ones_own__are_not_reached() -> None:
    theirs = a_case("decided", account=a_resident_account(), at=timezone.now())
    run_all_ready(timezone.now())
    notice = notices_about("case", theirs.id)[0]
    owner = a_resident_account()
    own = a_case("accepted", account=owner, at=timezone.now())
    assert signed_in(Client(), owner).get(f"/mine/notices/{notice.pk}/").status_code == 404
    clerk = signed_in(Client(), a_staff_account("kodomo"))
    assert clerk.get(f"/desk/cases/{own.number}/notices/{notice.pk}/").status_code == 404
    assert clerk.get(f"/desk/cases/{own.number}/files/{uuid4()}/").status_code == 404
    elsewhere = signed_in(Client(), a_staff_account("zaisei"))
    assert elsewhere.get(f"/desk/cases/{theirs.number}/notices/{notice.pk}/").status_code == 404


def test_delegation__of_two_others__is_neither_seen_ended_nor_answered(fresh: Fresh) -> None:
    held = a_delegation(a_resident_account(), a_resident_account())
    client = fresh(a_resident_account())
    for address in (f"/account/acting/{held.pk}/", f"/account/acting/{held.pk}/end/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/account/acting/{held.pk}/end/").status_code == 404
    assert client.post(f"/account/acting/{held.pk}/answer/", {"answer": "yes"}).status_code == 404
    held.refresh_from_db()
    assert held.ended_at is None


def test_group__member_of_another__is_not_removed_through_ones_own() -> None:
    officer = a_resident_account()
    own, other = a_group(officer), a_group(a_resident_account(), a_resident_account())
    row = other.members.get(role="member")
    client = signed_in(Client(), officer)
    for group in (own, other):
        assert client.post(f"/account/groups/{group.pk}/members/{row.pk}/", {"do": "remove"}).status_code == 404
    row.refresh_from_db()
    assert row.left_at is None


def test_post__of_another_member_of_staff__is_not_ended_through_this_one(fresh: Fresh) -> None:
    administrator, one, two = a_staff_account("joho-seisaku", "administrator"), a_staff_account(), a_staff_account()
    client = fresh(administrator)
    post = two.posts.get()
    day = timezone.localdate().isoformat()
    assert client.post(f"/desk/staff/{one.pk}/posts/{post.pk}/end/", {"until_on": day}).status_code == 404
    post.refresh_from_db()
    assert post.until_on is None


def test_staff_page__does_not_open_residents(fresh: Fresh) -> None:
    resident = a_resident_account()
    client = fresh(a_staff_account("joho-seisaku", "administrator"))
    for rest in ("", "close/", "start-over/", "posts/new/"):
        assert client.get(f"/desk/staff/{resident.pk}/{rest}").status_code == 404


def test_passkey_and_service__of_another__are_not_removed(fresh: Fresh) -> None:
    owner = a_resident_account()
    key = Authenticator.objects.create(user=owner, type="webauthn", data={"name": "x", "credential": {}})
    identity = people.Identity.objects.create(account=owner, provider="x", issuer="x", subject="1", added_at=timezone.now())
    client = fresh(a_resident_account())
    assert client.post(f"/account/passkey/{key.pk}/remove/").status_code == 404
    assert client.post(f"/account/oidc/{identity.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()
    assert people.Identity.objects.filter(pk=identity.pk).exists()


@pytest.mark.parametrize("address", ["/desk/", "/desk/staff/", "/desk/delegations/", "/desk/watch/", "/desk/jobs/"])
def test_desk__resident_with_a_session__is_sent_to_sign_in(address: str) -> None:
    answer = signed_in(Client(), a_resident_account()).get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/desk/account/login/")


def test_administrator__reads_no_case_and_gives_oneself_nothing_by_acting_for_a_section() -> None:
    administrator = a_staff_account("joho-seisaku", "administrator")
    client = signed_in(Client(), administrator)
    client.post("/desk/account/section/", {"section": "kodomo"})
    case = a_case("accepted")
    assert client.get(f"/desk/cases/{case.number}/").status_code in {403, 404}
    assert not an_administrator().may("cases.see", "kodomo")


EXTRA: dict[str, Any] = {
    "kind": "staff", "is_active": "0", "email": "x@evil.example", "passkey_required": "1", "account": "1", "id": str(uuid4()),
}  # fmt: skip


def state(account: people.Account) -> dict[str, Any]:
    return dict(people.Account.objects.filter(pk=account.pk).values()[0])


def test_contact_form__with_fields_of_the_account__changes_the_contact_alone() -> None:
    account = a_resident_account()
    before = state(account)
    client = signed_in(Client(), account)
    client.post("/account/contact/", {"channel": "mail", "value": "", "language": "ja", **EXTRA})
    assert state(account) | {"last_login": None} == before | {"last_login": None}


def test_sign_up__with_a_kind__makes_a_resident(mailed: Callable[[str], str]) -> None:
    client = Client()
    client.post("/account/signup/", {"email": "x@example.jp", "kind": "staff", "is_active": "0", "name": "x"})
    client.post(mailed(r"(/account/link/[^/\s]+/)"), {"kind": "staff"})
    assert people.Account.objects.get(email="x@example.jp").kind == "resident"


def test_delegation_form__with_more_than_asked__is_neither_confirmed_nor_legal(fresh: Fresh) -> None:
    victim = a_resident_account()
    client = fresh(a_resident_account(name="見本"))
    said = {"relation": "parent", "scope": ["procedure"], "from_on": timezone.localdate().isoformat(), "mail": victim.email}
    more = {"basis": "legal", "principal": str(victim.pk), "confirmed_at": "2026-01-01", "confirmed_by": "system", "evidence": "x"}
    client.post("/account/acting/ask/", {**said, **more})
    client.post("/account/acting/ask/", {**said, **more, "relation": "family"})
    for made in people.Delegation.objects.all():
        assert (made.basis, made.principal, made.confirmed_at) == ("voluntary", None, None)


def test_delegation__answer_with_another_scope__gives_what_was_offered(fresh: Fresh) -> None:
    principal, proxy = a_resident_account(), a_resident_account(name="代理")
    waiting = a_delegation(principal, proxy, "procedure:x", confirmed_at=None, confirmed_by="", answer_mail=proxy.email)
    people.Delegation.objects.filter(pk=waiting.pk).update(proxy=None)
    fresh(proxy).post(f"/account/acting/{waiting.pk}/answer/", {"answer": "yes", "scope": "*", "until_on": ""})
    waiting.refresh_from_db()
    assert waiting.proxy == proxy
    assert waiting.scope == "procedure:x"


def test_group_form__with_a_role_or_an_owner__makes_its_maker_the_officer() -> None:
    maker, other = a_resident_account(), a_resident_account()
    client = signed_in(Client(), maker)
    client.post("/account/groups/new/", {"name": "x", "activity": "y", "account": str(other.pk), "member": str(other.pk)})
    group = people.Group.objects.get()
    assert group.account != other
    assert group.members.get().member == maker


@pytest.mark.parametrize("kind", ["delegation", "group", "nonsense"])
def test_switch__to_what_is_not_ones_own__is_not_there(kind: str) -> None:
    owner = a_resident_account()
    choice = {
        "delegation": choice_of(a_delegation(owner, a_resident_account())),
        "group": choice_of(a_group(owner)),
        "nonsense": f"account:{owner.pk}",
    }[kind]
    client = signed_in(Client(), a_resident_account())
    assert client.post("/account/acting/switch/", {"choice": choice}).status_code == 404
    assert "mado_acting" not in client.session
