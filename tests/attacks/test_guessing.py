"""Attacks by asking and trying: who has an account, what the password is, which code was sent."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from madoguchi.engines.cases.testing import a_case
from madoguchi.engines.people import public as people
from madoguchi.engines.people.actions.one_time_links import make_link
from madoguchi.engines.people.models.one_time_link import Purpose
from madoguchi.engines.people.testing import a_group, a_resident_account, a_staff_account, actor_of, signed_in
from tests.attacks.conftest import GOOD, OTHER

Browser, Fresh = Callable[[], Client], Callable[..., Client]
KNOWN, UNKNOWN, STAFF, CLOSED = "hanako@example.jp", "dareka@example.jp", "shokuin@example.jp", "heisa@example.jp"
PASSWORD = "/account/login/password/"


@pytest.fixture
def accounts() -> None:
    a_resident_account(KNOWN, password=GOOD)
    a_staff_account(email=STAFF, password=GOOD)
    a_resident_account(CLOSED, password=GOOD, is_active=False)


def same(answer: Any) -> tuple[int, str, str]:
    """What somebody sees, without what differs by itself."""
    differs = r'name="csrfmiddlewaretoken" value="[^"]+"|data-session-ends="[^"]+"|[\w.+-]+@example\.jp|[0-9a-f]{32}'
    body = re.sub(differs, "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location", ""), body


@pytest.mark.parametrize("address", ["/account/login/", "/account/signup/", "/account/password/reset/"])
@pytest.mark.parametrize("mail_address", [UNKNOWN, STAFF, CLOSED])
@pytest.mark.usefixtures("accounts")
def test_address__known_or_not__looks_the_same(address: str, mail_address: str, browser: Browser) -> None:
    seen = []
    for one in (KNOWN, mail_address):
        client = browser()
        seen.append((same(client.post(address, {"email": one})), same(client.get("/account/link/"))))
    assert seen[0] == seen[1]
    assert len(mail.outbox) == 2, "both get a mail, so that not even the time of sending tells"


@pytest.mark.parametrize("mail_address", [UNKNOWN, STAFF, CLOSED])
@pytest.mark.usefixtures("accounts")
def test_password__wrong_or_no_account__says_and_costs_the_same(
    mail_address: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *given: hashed.append("") or encode(self, *given))
    seen = []
    for one in (KNOWN, mail_address):
        before = len(hashed)
        answer = same(browser().post(PASSWORD, {"login": one, "password": OTHER}))
        seen.append((answer, len(hashed) - before > 0))
    assert seen[0] == seen[1]


def test_delegation_and_group__asked_of_a_known_or_unknown_address__looks_the_same(fresh: Fresh) -> None:
    a_resident_account(KNOWN)
    person = a_resident_account(name="見本")
    group = a_group(person)
    client = fresh(person)
    day = timezone.localdate().isoformat()
    said = {"relation": "family", "scope": ["procedure"], "from_on": day}
    for address, data in (("/account/acting/ask/", said), (f"/account/groups/{group.pk}/invite/", {"role": "member"})):
        seen = [same(client.post(address, {**data, "mail": one})) for one in (KNOWN, UNKNOWN)]
        assert seen[0] == seen[1], address


def test_merge__of_a_known_or_unknown_address__looks_the_same(fresh: Fresh) -> None:
    a_resident_account(KNOWN)
    seen = []
    for one in (KNOWN, UNKNOWN):
        client = fresh(a_resident_account())
        seen.append((same(client.post("/account/merge/", {"email": one})), same(client.get("/account/merge/"))))
    assert seen[0] == seen[1]


def test_receipt_number__of_another_or_invented__looks_the_same() -> None:
    number = a_case("accepted", account=a_resident_account()).number
    client = signed_in(Client(), a_resident_account())
    seen = []
    for one in (number, "XXXX-XXXX-X"):
        status, _location, body = same(client.get(f"/mine/{one}/"))
        seen.append((status, body.replace(one, "")))
    assert seen[0] == seen[1]
    assert seen[0][0] == 404


@pytest.mark.parametrize("disguise", ["hanako@example.jp", "HANAKO@example.jp", " hanako@example.jp "])
@pytest.mark.usefixtures("accounts")
def test_one_account__tried_again_and_again__is_locked_for_the_right_password_too(disguise: str) -> None:
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(PASSWORD, {"login": disguise, "password": OTHER})
    late = Client(REMOTE_ADDR="192.0.2.99")
    late.post(PASSWORD, {"login": KNOWN, "password": GOOD})
    assert late.get("/account/security/").status_code == 302


def test_many_accounts__one_password_each_from_one_place__is_stopped() -> None:
    codes = []
    for number in range(40):
        answer = Client(REMOTE_ADDR="192.0.2.1").post(PASSWORD, {"login": f"x{number}@example.jp", "password": GOOD})
        codes.append("しばらく" in answer.content.decode() or answer.status_code == 429)
    assert any(codes)
    assert not codes[0]


def test_many_accounts__a_new_forwarded_address_each_time__counts_as_one_place() -> None:
    stopped = False
    for number in range(40):
        client = Client(REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": f"198.51.100.{number}"})
        answer = client.post(PASSWORD, {"login": f"x{number}@example.jp", "password": GOOD})
        stopped = stopped or "しばらく" in answer.content.decode() or answer.status_code == 429
    assert stopped


def test_code__guessed__is_dead_after_five_tries_even_when_right() -> None:
    account = a_resident_account()
    row, _token, code = make_link(Purpose.SIGN_IN, account=account, at=timezone.now())
    wrong = "000000" if code != "000000" else "111111"
    for _try in range(5):
        with pytest.raises(people.WrongCode):
            people.use_code(row.pk, wrong, Purpose.SIGN_IN, by=actor_of(account), at=timezone.now())
    with pytest.raises(people.WrongCode):
        people.use_code(row.pk, code, Purpose.SIGN_IN, by=actor_of(account), at=timezone.now())


@pytest.mark.parametrize("other", [Purpose.SIGN_UP, Purpose.CONFIRM, Purpose.MERGE, Purpose.ADDRESS, Purpose.ENROL])
def test_code__sent_for_something_else__does_not_sign_in(other: Purpose) -> None:
    account = a_resident_account()
    row, token, code = make_link(other, account=account, at=timezone.now())
    with pytest.raises(people.WrongCode):
        people.use_code(row.pk, code, Purpose.SIGN_IN, by=actor_of(account), at=timezone.now())
    with pytest.raises(people.LinkSpent):
        people.use_token(token, Purpose.SIGN_IN, by=actor_of(account), at=timezone.now())


def test_link__a_quarter_of_an_hour_old__is_dead() -> None:
    account = a_resident_account()
    _row, token, _code = make_link(Purpose.SIGN_IN, account=account, at=timezone.now() - timedelta(minutes=15))
    with pytest.raises(people.LinkSpent):
        people.use_token(token, Purpose.SIGN_IN, by=actor_of(account), at=timezone.now())


def test_mail__many_to_one_address__are_not_sent(browser: Browser) -> None:
    for _number in range(6):
        browser().post("/account/login/", {"email": KNOWN})
    assert len(mail.outbox) <= 3


def test_delegation__asked_of_everybody__is_limited(fresh: Fresh) -> None:
    client = fresh(a_resident_account(name="見本"))
    said = {"relation": "family", "scope": ["procedure"], "from_on": timezone.localdate().isoformat()}
    codes = [client.post("/account/acting/ask/", {**said, "mail": f"x{n}@example.jp"}).status_code for n in range(8)]
    assert 429 in codes
    assert people.Delegation.objects.count() <= 5
