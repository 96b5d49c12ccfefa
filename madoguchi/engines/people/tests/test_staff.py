from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

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
from madoguchi.engines.people.health import administrators
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


def staff_command(*arguments: str) -> str:
    out = StringIO()
    call_command("staff", *arguments, stdout=out)
    return out.getvalue()


def test_staff_command__a_post_without_dates__ends_with_the_fiscal_year_as_at_the_desk() -> None:
    a_city(kodomo="こども課", hoiku="保育課")
    who = ("k@example.jp", "--section", "kodomo", "--role", "clerk")
    said = staff_command("add", *who, "--name", "見本", "--from", "令和8年11月1日")
    assert "2026-11-01 から 2027-03-31 まで" in said
    assert "to 2027-03-31" in said
    assert [post.until_on for post in Post.objects.all()] == [date(2027, 4, 1)]
    assert "kodomo:clerk (-2027-03-31)" in staff_command("list")
    with pytest.raises(CommandError, match="すでに持っています"):
        staff_command("post", *who, "--from", "2027-03-01")

    staff_command("post", *who, "--from", "2027-04-01")
    staff_command("post", *who[:2], "hoiku", *who[3:], "--from", "2026-11-01", "--until", "2026-12-01")
    assert "期限のない役割" in staff_command("post", *who[:4], "auditor", "--from", "2026-11-01", "--no-end")
    ends = {(post.department, post.role, post.from_on.month): post.until_on for post in Post.objects.all()}
    assert ends["kodomo", "clerk", 4] == date(2028, 4, 1)
    assert ends["hoiku", "clerk", 11] == date(2026, 12, 1)
    assert ends["kodomo", "auditor", 11] is None


def test_staff_command__a_post_that_cannot_be__leaves_nobody_without_a_link() -> None:
    a_city(kodomo="こども課")
    add = ("add", "k@example.jp", "--name", "見本", "--section", "kodomo", "--role", "clerk", "--from", "2026-11-01")
    with pytest.raises(CommandError, match="離任日は、着任日より後"):
        staff_command(*add, "--until", "2026-10-01")
    with pytest.raises(CommandError, match=r"「11/31」は日付として読めません.*is no day"):
        staff_command(*add, "--until", "11/31")
    with pytest.raises(CommandError):
        staff_command(*add, "--until", "2026-12-01", "--no-end")
    assert not Account.objects.exists()


def test_staff_command__on_the_office_side__the_link_does_not_lead_to_the_portal(settings: Any) -> None:
    a_city(kodomo="こども課")
    settings.MADO_ADDRESS = "https://portal.example.jp"
    add = ("--name", "見本", "--section", "kodomo", "--role", "clerk")
    assert "https://portal.example.jp/desk/account/enrol/" in staff_command("add", "a@example.jp", *add)
    settings.MADO_ZONE = "office"
    said = staff_command("add", "b@example.jp", *add)
    assert "https://portal.example.jp" not in said
    assert "\n/desk/account/enrol/" in said


def administrators_said(day: date) -> list[tuple[str, str]]:
    at = datetime.combine(day, NOON.timetz())
    return [(finding.level, finding.sentence) for finding in administrators(at)]


def test_doctor__administrators__are_missed_before_nobody_can_extend_a_post(settings: Any) -> None:
    assert administrators_said(date(2026, 12, 1))[0][0] == "warning"
    staff = a_staff_account()
    give: dict[str, Any] = {"department": "joho", "role": "administrator", "by": SYSTEM, "at": NOON}
    give_post(staff, from_on=date(2026, 4, 1), until_on=date(2027, 4, 1), **give)
    assert administrators_said(date(2026, 12, 1)) == [("ok", "管理者 1人、2027-03-31 まで。 Administrators, until then.")]
    level, said = administrators_said(date(2027, 2, 15))[0]
    assert level == "warning"
    assert "2027-03-31 ですべて終わります" in said
    assert "管理者がいません" in administrators_said(date(2027, 4, 1))[0][1]
    give_post(a_staff_account(), from_on=date(2026, 4, 1), **give)
    assert administrators_said(date(2027, 2, 15))[0][0] == "ok"
    settings.MADO_ZONE = "public"
    assert administrators_said(date(2027, 4, 1)) == []


def test_give_post__the_same_in_another_year__is_taken_and_overlapping_not() -> None:
    staff, admin = a_staff_account(), an_administrator()
    give: dict[str, Any] = {"department": "hoiku", "role": "clerk", "by": admin, "at": NOON}
    give_post(staff, from_on=date(2026, 4, 1), until_on=date(2027, 4, 1), **give)
    give_post(staff, from_on=date(2027, 4, 1), until_on=date(2028, 4, 1), **give)
    give_post(staff, from_on=date(2026, 1, 1), until_on=date(2026, 4, 1), **give)
    for begins, ends in ((date(2027, 3, 31), None), (date(2026, 6, 1), date(2026, 7, 1)), (date(2025, 4, 1), date(2026, 1, 2))):
        with pytest.raises(PostAlreadyHeld):
            give_post(staff, from_on=begins, until_on=ends, **give)


def test_staff_command__nobody_of_that_address__says_so() -> None:
    with pytest.raises(CommandError, match="登録されていません"):
        call_command("staff", "reset", "nobody@example.jp")


def test_invite_staff__by_the_house__needs_no_post() -> None:
    invite_staff("b@example.jp", name="見本", by=SYSTEM, at=NOON)
