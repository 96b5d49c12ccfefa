from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from madoguchi.city.testing import a_city
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.people.actions.staff import (
    AlreadyRegistered,
    NotStaff,
    PostAlreadyHeld,
    PostEndsBeforeItBegins,
    close_staff,
    end_post,
    enrol,
    give_post,
    invite_staff,
    start_over,
)
from madoguchi.engines.people.actions.use_link import LinkSpent
from madoguchi.engines.people.actor import ANONYMOUS
from madoguchi.engines.people.models import Account, Post
from madoguchi.engines.people.queries import holders
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, a_staff_account, an_administrator, an_officer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
GOOD = "みどりの自転車は坂を登る"


def test_invite_staff__by_a_clerk__is_not_permitted() -> None:
    with pytest.raises(NotPermitted):
        invite_staff("a@example.jp", name="見本", by=an_officer(), at=NOON)


def test_invite_staff__address_of_a_resident__is_refused() -> None:
    a_resident_account("a@example.jp")
    with pytest.raises(AlreadyRegistered):
        invite_staff("A@example.jp", name="見本", by=an_administrator(), at=NOON)


def test_enrol__once__sets_the_password_and_uses_the_link_up() -> None:
    account, token = invite_staff("a@example.jp", name="見本", by=an_administrator(), at=NOON)
    assert not account.has_usable_password()
    enrol(token, GOOD, by=ANONYMOUS, at=NOON)
    account.refresh_from_db()
    assert account.check_password(GOOD)
    with pytest.raises(LinkSpent):
        enrol(token, GOOD, by=ANONYMOUS, at=NOON)


def test_enrol__weak_password__leaves_the_link_usable() -> None:
    _account, token = invite_staff("a@example.jp", name="見本", by=an_administrator(), at=NOON)
    with pytest.raises(ValidationError):
        enrol(token, "password", by=ANONYMOUS, at=NOON)
    enrol(token, GOOD, by=ANONYMOUS, at=NOON)


def test_enrol__after_three_days__is_spent() -> None:
    _account, token = invite_staff("a@example.jp", name="見本", by=an_administrator(), at=NOON)
    with pytest.raises(LinkSpent):
        enrol(token, GOOD, by=ANONYMOUS, at=NOON + timedelta(hours=72))


def test_give_post__same_again_or_to_a_resident__is_refused() -> None:
    staff, admin = a_staff_account("kodomo", "clerk"), an_administrator()
    with pytest.raises(PostAlreadyHeld):
        give_post(staff, department="kodomo", role="clerk", from_on=date(2026, 4, 1), by=admin, at=NOON)
    with pytest.raises(NotStaff):
        give_post(a_resident_account(), department="kodomo", role="clerk", from_on=date(2026, 4, 1), by=admin, at=NOON)
    with pytest.raises(PostEndsBeforeItBegins):
        give_post(
            staff,
            department="hoiku",
            role="clerk",
            from_on=date(2026, 4, 1),
            until_on=date(2026, 4, 1),
            by=admin,
            at=NOON,
        )


def test_end_post__transferred__is_no_holder_from_that_day() -> None:
    staff = a_staff_account("kodomo", "chief")
    post = Post.objects.get()
    end_post(post, until_on=date(2026, 4, 1), by=an_administrator(), at=NOON)
    assert list(holders("kodomo", "chief", date(2026, 3, 31))) == [staff]
    assert not holders("kodomo", "chief", date(2026, 4, 1))


def test_start_over__lost_telephone__takes_password_and_factor_away() -> None:
    staff = a_staff_account(password=GOOD)
    Authenticator.objects.create(user=staff, type="totp", data={"secret": "x"})
    before = staff.get_session_auth_hash()
    token = start_over(staff, by=an_administrator(), at=NOON)
    staff.refresh_from_db()
    assert not staff.has_usable_password()
    assert staff.get_session_auth_hash() != before
    assert not Authenticator.objects.exists()
    enrol(token, GOOD, by=ANONYMOUS, at=NOON)


def test_close_staff__closed__signs_in_no_more() -> None:
    staff = a_staff_account(password=GOOD)
    close_staff(staff, by=an_administrator(), at=NOON)
    staff.refresh_from_db()
    assert not staff.is_active


def test_staff_command__add_and_list__prints_a_link_and_the_post() -> None:
    a_city(kodomo="こども課")
    out = StringIO()
    with pytest.raises(CommandError, match="kodomo"):
        call_command("staff", "add", "k@example.jp", "--name", "見本", "--section", "kodom", "--role", "clerk")
    call_command("staff", "add", "k@example.jp", "--name", "見本 一郎", "--section", "kodomo", "--role", "clerk", stdout=out)
    assert "/desk/account/enrol/" in out.getvalue()
    call_command("staff", "list", stdout=out)
    assert "kodomo:clerk" in out.getvalue()
    assert Account.objects.get().kind == "staff"


def test_staff_command__nobody_of_that_address__says_so() -> None:
    with pytest.raises(CommandError, match="登録されていません"):
        call_command("staff", "reset", "nobody@example.jp")


def test_invite_staff__by_the_house__needs_no_post() -> None:
    invite_staff("b@example.jp", name="見本", by=SYSTEM, at=NOON)
