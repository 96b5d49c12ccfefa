import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from madoguchi.engines.people.public import Account, invite_staff, start_over
from madoguchi.engines.people.testing import SYSTEM, a_staff_account, signed_in

Browser, Mailed = Callable[[], Client], Callable[[str], str]
GOOD = "みどりの自転車は坂を登る"
LOGIN, NEEDED = "/desk/account/login/", "/desk/account/second-factor/needed/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str) -> str:
    return f"{hotp_value(secret, int(time.time()) // 30):06d}"


def staff_with_app(**fields: Any) -> Account:
    account = a_staff_account(password=GOOD, email="x@example.jp", **fields)
    TOTP.activate(account, SECRET)
    return account


def password(client: Client) -> Any:
    return client.post(LOGIN, {"login": "x@example.jp", "password": GOOD})


def is_in(client: Client) -> bool:
    return client.get("/desk/account/security/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_enrolment__link_password_app__reaches_the_desk_only_at_the_end(browser: Browser) -> None:
    account, token = invite_staff("x@example.jp", name="見本 一郎", by=SYSTEM, at=timezone.now())
    client = browser()
    assert client.get(f"/desk/account/enrol/{token}/").status_code == 200
    enrolled = client.post(f"/desk/account/enrol/{token}/", {"password": GOOD})
    assert enrolled["Location"] == NEEDED
    assert not is_in(client)
    page = client.get("/desk/account/totp/add/")
    secret = page.context["form"].secret
    assert page.context["secret"].replace(" ", "") == secret
    assert client.post("/desk/account/totp/add/", {"code": "000000"}).status_code == 200
    secret = client.get("/desk/account/totp/add/").context["form"].secret
    done = client.post("/desk/account/totp/add/", {"code": code(secret)})
    assert done["Location"] == "/desk/account/spare-codes/"
    spare = client.get(done["Location"])
    assert len(spare.context["unused_codes"]) == 10
    assert "****" not in spare.content.decode()
    assert "****" in str(client.get(done["Location"]).context["unused_codes"])
    assert is_in(client)
    assert secret not in str(Authenticator.objects.filter(user=account).values())


def test_enrolment__weak_password_or_spent_link__is_explained(browser: Browser) -> None:
    account, token = invite_staff("x@example.jp", name="見本 一郎", by=SYSTEM, at=timezone.now())
    assert "field-error" in browser().post(f"/desk/account/enrol/{token}/", {"password": "12345"}).content.decode()
    start_over(account, by=SYSTEM, at=timezone.now())
    assert browser().get(f"/desk/account/enrol/{token}/").status_code == 410


def test_sign_in__password_alone__reaches_nothing(browser: Browser) -> None:
    staff_with_app()
    client = browser()
    assert password(client)["Location"] == "/desk/account/second-factor/"
    assert not is_in(client)
    assert client.get("/desk/account/passkey/add/").status_code == 302
    assert client.get("/desk/account/totp/add/")["Location"].startswith(LOGIN)


def test_sign_in__password_and_code__reaches_the_desk(browser: Browser) -> None:
    staff_with_app()
    client = browser()
    password(client)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code(SECRET))
    assert client.post("/desk/account/second-factor/", {"code": wide})["Location"] == "/desk/"
    assert is_in(client)


def test_sign_in__same_code_twice__is_refused_the_second_time(browser: Browser) -> None:
    staff_with_app()
    used = code(SECRET)
    for expected in (True, False):
        client = browser()
        password(client)
        client.post("/desk/account/second-factor/", {"code": used})
        assert is_in(client) is expected


def test_sign_in__spare_code__works_once(browser: Browser) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    spare = RecoveryCodes.activate(staff_with_app()).generate_codes()[0]
    for expected in (True, False):
        client = browser()
        password(client)
        client.post("/desk/account/second-factor/", {"code": spare})
        assert is_in(client) is expected


def test_sign_in__codes_guessed__are_locked_out(browser: Browser) -> None:
    staff_with_app()
    client = browser()
    password(client)
    for _ in range(5):
        client.post("/desk/account/second-factor/", {"code": "000000"})
    page = client.post("/desk/account/second-factor/", {"code": code(SECRET)})
    assert page.status_code == 200
    assert "しばらく" in page.content.decode()
    cache.clear()


def test_staff_without_second_factor__every_page_of_the_desk__leads_to_setting_one_up(browser: Browser) -> None:
    client = signed_in(browser(), a_staff_account(password=GOOD), second_factor=False)
    for path in ("security/", "passkeys/", "password/change/", "totp/remove/", "spare-codes/new/"):
        assert client.get(f"/desk/account/{path}")["Location"].startswith(NEEDED), path
    assert client.get(NEEDED).status_code == 200


@pytest.mark.parametrize("path", ["totp/add/", "passkey/add/"])
def test_enrolment__session_of_before__cannot_add_its_own_factor(path: str, browser: Browser) -> None:
    account, intruder = a_staff_account(password=GOOD, email="x@example.jp"), browser()
    password(intruder)
    assert intruder.get(f"/desk/account/{path}").status_code == 200
    TOTP.activate(account, SECRET)
    assert intruder.get(f"/desk/account/{path}")["Location"] == NEEDED
    assert intruder.post(f"/desk/account/{path}", {"code": "000000"})["Location"] == NEEDED


def test_second_factor_needed__one_exists_but_was_not_used__signs_in_anew(browser: Browser) -> None:
    client = signed_in(browser(), staff_with_app(), second_factor=False)
    assert client.get(NEEDED)["Location"] == LOGIN
    assert not is_in(client)


def test_remove_app__the_last_factor__stays(browser: Browser) -> None:
    account = staff_with_app()
    client = browser()
    password(client)
    client.post("/desk/account/second-factor/", {"code": code(SECRET)})
    client.post("/desk/account/totp/remove/")
    assert Authenticator.objects.filter(user=account, type="totp").exists()


def test_reset__of_enrolled_staff__leaves_the_second_factor(browser: Browser, mailed: Mailed) -> None:
    staff_with_app()
    client, other = browser(), "赤い自転車は坂を下りた"
    client.post("/desk/account/password/reset/", {"email": "x@example.jp"})
    form = client.get(mailed(r"(/desk/account/password/reset/key/\S+)"), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": other, "password2": other})
    answer = client.post(LOGIN, {"login": "x@example.jp", "password": other})
    assert answer["Location"] == "/desk/account/second-factor/"
    assert not is_in(client)


def test_sign_in__by_mailed_link__is_no_way_for_staff(browser: Browser) -> None:
    staff_with_app()
    client = browser()
    client.post("/account/login/", {"email": "x@example.jp"})
    from django.core import mail

    assert "/account/link/" not in mail.outbox[-1].body


def test_act_for__section_not_held__changes_nothing(browser: Browser) -> None:
    client = signed_in(browser(), a_staff_account("kodomo"))
    client.post("/desk/account/section/", {"section": "zaisei"})
    assert client.get("/desk/account/security/").context["request"].actor.section == "kodomo"


@pytest.mark.parametrize("path", ["/desk/account/login/", "/desk/account/password/reset/", "/desk/account/logout/"])
def test_entrance_pages__of_the_desk__open(path: str, browser: Browser) -> None:
    assert browser().get(path, follow=False).status_code in {200, 302}
