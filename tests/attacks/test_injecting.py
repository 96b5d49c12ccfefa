"""Attacks by what is typed: addresses to be led to, line ends in headers, formulas, markup."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from madoguchi.engines.people.actions.one_time_links import make_link
from madoguchi.engines.people.models.one_time_link import Purpose
from madoguchi.engines.people.testing import a_delegation, a_group, a_resident_account, a_staff_account, actor_of, signed_in
from madoguchi.faces.desk.tables import plain

Fresh = Callable[..., Client]
EVIL = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "javascript:alert(1)",
    "https:evil.example",
    "\thttps://evil.example",
]


def leads_away(address: str) -> bool:
    return "evil" in address or address.startswith("javascript")


@pytest.mark.parametrize("evil", EVIL)
def test_next__of_another_site__is_not_gone_to_after_the_mailed_link(evil: str, mailed: Callable[[str], str]) -> None:
    a_resident_account("hanako@example.jp")
    client = Client()
    client.post("/account/login/", {"email": "hanako@example.jp", "next": evil})
    answer = client.post(mailed(r"(/account/link/[^/\s]+/)"))
    assert not leads_away(answer["Location"])


@pytest.mark.parametrize("evil", EVIL)
def test_next__planted_in_the_row_of_a_link__is_not_gone_to(evil: str) -> None:
    _row, token, _code = make_link(Purpose.SIGN_IN, account=a_resident_account(), after=evil, at=timezone.now())
    assert not leads_away(Client().post(f"/account/link/{token}/")["Location"])


@pytest.mark.parametrize("evil", EVIL)
def test_next__of_another_site__is_not_gone_to_from_other_forms(evil: str) -> None:
    client = signed_in(Client(), a_resident_account())
    assert not leads_away(client.post("/account/still-here/", {"next": evil})["Location"])
    assert not leads_away(client.get(f"/account/login/?next={evil}")["Location"])
    display = client.post("/display/", {"next": evil, "size": "large"})
    assert not leads_away(display.headers.get("Location", ""))


LINES = ["x@example.jp\r\nBcc: all@example.jp", "x@example.jp\nSubject: x", "x@example.jp%0aBcc:y@example.jp"]


@pytest.mark.parametrize("typed", LINES)
def test_mail_header__line_ends_in_an_address__send_no_mail(typed: str, fresh: Fresh) -> None:
    Client().post("/account/login/", {"email": typed})
    said = {"mail": typed, "relation": "family", "scope": ["procedure"], "from_on": timezone.localdate().isoformat()}
    fresh(a_resident_account(name="見本")).post("/account/acting/ask/", said)
    for one in mail.outbox:
        assert not one.bcc
        assert not one.cc
        assert all("\n" not in to and "\r" not in to for to in one.to)
        assert "all@example.jp" not in one.to


def test_mail_text__name_of_who_asks__is_not_in_it(fresh: Fresh) -> None:
    """A name is free text: it would carry anybody's words under the city's sender."""
    client = fresh(a_resident_account(name="市役所です https://evil.example"))
    said = {"relation": "family", "scope": ["procedure"], "from_on": timezone.localdate().isoformat(), "mail": "x@example.jp"}
    assert client.post("/account/acting/ask/", said).status_code == 302
    assert "evil" not in mail.outbox[-1].subject + str(mail.outbox[-1].body)


def test_host_header__of_another_site__is_not_in_the_mail(mailed: Callable[[str], str], settings: Any) -> None:
    a_resident_account("hanako@example.jp")
    settings.ALLOWED_HOSTS = ["*"]
    Client(headers={"host": "evil.example"}).post("/account/login/", {"email": "hanako@example.jp"})
    assert "evil" not in str(mail.outbox[-1].body)


def test_host_header__unknown__is_turned_back(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    assert Client(headers={"host": "evil.example"}).get("/account/login/").status_code == 400


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv__text_that_begins_like_a_formula__is_text(formula: str) -> None:
    assert plain(formula)[0] not in "=+-@\t\r"


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_markup__in_names__is_shown_as_text(fresh: Fresh) -> None:
    principal, proxy = a_resident_account(name=MARKUP[:90]), a_resident_account()
    held = a_delegation(principal, proxy)
    group = a_group(principal, proxy, name=MARKUP[:90])
    pages = [
        fresh(proxy).get("/account/acting/"),
        fresh(proxy).get(f"/account/groups/{group.pk}/"),
        fresh(proxy, acting=f"delegation:{held.pk}").get("/"),
        fresh(a_staff_account("joho-seisaku", "administrator", name=MARKUP[:90])).get("/desk/staff/"),
    ]
    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "onerror=alert(1)>" not in page.content.decode()
        assert "&lt;script&gt;" in page.content.decode()


@pytest.mark.parametrize("name", ["{0}", "{name}", "%s", "%(name)s", "{{ 7*7 }}", "{% load i18n %}"])
def test_template__in_a_group_name__stays_what_was_typed(name: str) -> None:
    officer = a_resident_account()
    group = a_group(officer, name=name)
    page = signed_in(Client(), officer).get(f"/account/groups/{group.pk}/").content.decode()
    assert name.replace("{{ 7*7 }}", "{{ 7*7 }}") in page
    assert actor_of(officer).code
