import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from madoguchi.engines.people.actions.one_time_links import send_new_address, send_sign_in, send_sign_up
from madoguchi.engines.people.actions.use_link import AddressTaken, LinkSpent, WrongCode, open_link, use_code, use_token
from madoguchi.engines.people.actor import ANONYMOUS
from madoguchi.engines.people.jobs import sweep
from madoguchi.engines.people.models import Account, Kind, OneTimeLink
from madoguchi.engines.people.models.one_time_link import Purpose
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, actor_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)


def address(token: str) -> str:
    return f"https://city.example/link/{token}/"


def sign_in(email: str) -> Any:
    return send_sign_in(email, address=address, sign_up="https://city.example/signup/", by=ANONYMOUS, at=NOON)


def token() -> str:
    found = re.search(r"/link/([^/\s]+)/", str(mail.outbox[-1].body))
    assert found
    return found[1]


def code() -> str:
    found = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.M)
    assert found
    return found[1]


def test_use_token__first_time__gives_the_account_and_then_never_again() -> None:
    account = a_resident_account("hanako@example.jp")
    sign_in(" Hanako@example.jp ")
    assert use_token(token(), Purpose.SIGN_IN, by=ANONYMOUS, at=NOON).account == account
    with pytest.raises(LinkSpent):
        use_token(token(), Purpose.SIGN_IN, by=ANONYMOUS, at=NOON)


def test_open_link__looked_at__uses_nothing_up() -> None:
    a_resident_account("hanako@example.jp")
    sign_in("hanako@example.jp")
    assert open_link(token(), Purpose.SIGN_IN, at=NOON)
    assert open_link(token(), Purpose.SIGN_IN, at=NOON)


def test_use_token__after_a_quarter_of_an_hour__is_spent() -> None:
    a_resident_account("hanako@example.jp")
    sign_in("hanako@example.jp")
    with pytest.raises(LinkSpent):
        use_token(token(), Purpose.SIGN_IN, by=ANONYMOUS, at=NOON + timedelta(minutes=15))


def test_use_token__of_another_purpose__is_spent() -> None:
    a_resident_account("hanako@example.jp")
    sign_in("hanako@example.jp")
    with pytest.raises(LinkSpent):
        use_token(token(), Purpose.ENROL, by=ANONYMOUS, at=NOON)


def test_stored_row__after_sending__holds_neither_token_nor_code() -> None:
    a_resident_account("hanako@example.jp")
    sign_in("hanako@example.jp")
    row = OneTimeLink.objects.values().get()
    assert token() not in str(row)
    assert code() not in {row["code_hash"], row["token_hash"]}


def test_use_code__right_digits__signs_in_once() -> None:
    account = a_resident_account("hanako@example.jp")
    asked = sign_in("hanako@example.jp")
    assert use_code(asked, code(), Purpose.SIGN_IN, by=ANONYMOUS, at=NOON).account == account
    with pytest.raises(WrongCode):
        use_code(asked, code(), Purpose.SIGN_IN, by=ANONYMOUS, at=NOON)


def test_use_code__five_wrong_tries__kills_the_right_one_too() -> None:
    a_resident_account("hanako@example.jp")
    asked = sign_in("hanako@example.jp")
    right = code()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(WrongCode):
            use_code(asked, wrong, Purpose.SIGN_IN, by=ANONYMOUS, at=NOON)
    with pytest.raises(WrongCode):
        use_code(asked, right, Purpose.SIGN_IN, by=ANONYMOUS, at=NOON)


def test_send_sign_in__unknown_address__sends_a_mail_without_link_and_leaves_a_row_alike() -> None:
    asked = sign_in("dare@example.jp")
    assert OneTimeLink.objects.get(pk=asked).account is None
    assert "signup" in mail.outbox[-1].body
    assert "/link/" not in mail.outbox[-1].body
    with pytest.raises(WrongCode):
        use_code(asked, "123456", Purpose.SIGN_IN, by=ANONYMOUS, at=NOON)


@pytest.mark.parametrize("state", ["staff", "closed"])
def test_send_sign_in__staff_or_closed_account__is_as_unknown(state: str) -> None:
    if state == "staff":
        a_staff_account(email="x@example.jp")
    else:
        a_resident_account("x@example.jp", is_active=False)
    assert OneTimeLink.objects.get(pk=sign_in("x@example.jp")).account is None


def test_sign_up__link_opened__makes_one_resident_account_without_password() -> None:
    send_sign_up("New@Example.jp", address=address, by=ANONYMOUS, at=NOON)
    account = use_token(token(), Purpose.SIGN_UP, by=ANONYMOUS, at=NOON).account
    assert account is not None
    assert (account.kind, account.email) == (Kind.RESIDENT, "new@example.jp")
    assert not account.has_usable_password()


def test_sign_up__two_links_of_one_address__lead_to_one_account() -> None:
    send_sign_up("new@example.jp", address=address, by=ANONYMOUS, at=NOON)
    first = token()
    send_sign_up("new@example.jp", address=address, by=ANONYMOUS, at=NOON)
    one = use_token(first, Purpose.SIGN_UP, by=ANONYMOUS, at=NOON).account
    two = use_token(token(), Purpose.SIGN_UP, by=ANONYMOUS, at=NOON).account
    assert one == two
    assert Account.objects.count() == 1


def test_sign_up__address_of_staff__makes_nothing() -> None:
    a_staff_account(email="x@example.jp")
    asked = send_sign_up("x@example.jp", address=address, by=ANONYMOUS, at=NOON)
    assert "/link/" not in mail.outbox[-1].body
    with pytest.raises(WrongCode):
        use_code(asked, "123456", Purpose.SIGN_UP, by=ANONYMOUS, at=NOON)


def test_sign_up__account_closed_meanwhile__is_spent() -> None:
    account = a_resident_account("hanako@example.jp")
    sign_in("hanako@example.jp")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    with pytest.raises(LinkSpent):
        use_token(token(), Purpose.SIGN_IN, by=ANONYMOUS, at=NOON)


def test_new_address__link_opened__changes_it_and_tells_the_old_one() -> None:
    account = a_resident_account("old@example.jp")
    send_new_address(account, "new@example.jp", address=address, by=actor_of(account), at=NOON)
    assert mail.outbox[-1].to == ["new@example.jp"]
    use_token(token(), Purpose.ADDRESS, by=ANONYMOUS, at=NOON)
    account.refresh_from_db()
    assert account.email == "new@example.jp"
    assert mail.outbox[-1].to == ["old@example.jp"]


def test_new_address__taken_meanwhile__stays_as_it_was() -> None:
    account = a_resident_account("old@example.jp")
    send_new_address(account, "new@example.jp", address=address, by=actor_of(account), at=NOON)
    a_resident_account("new@example.jp")
    with pytest.raises(AddressTaken):
        use_token(token(), Purpose.ADDRESS, by=ANONYMOUS, at=NOON)
    account.refresh_from_db()
    assert account.email == "old@example.jp"


def test_mail__in_the_demo__says_so_in_subject_and_text(settings: Any) -> None:
    settings.MADO_DEMO = True
    a_resident_account("hanako@example.jp")
    sign_in("hanako@example.jp")
    assert mail.outbox[-1].subject.startswith("【デモ】")
    assert mail.outbox[-1].body.startswith("これはデモです")


def test_sweep__links_of_the_day_before__are_gone() -> None:
    sign_in("dare@example.jp")
    assert sweep(NOON + timedelta(hours=23)) == 0
    assert sweep(NOON + timedelta(days=2)) == 1
