import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from madoguchi.core.audit.public import Entry
from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import (
    a_resident_account,
    a_staff_account,
    account_of,
    an_administrator,
    an_officer,
    signed_in,
)
from madoguchi.faces.desk.staff.forms import PostForm, year_end

Desk = Callable[..., Client]
MARCH = date(2027, 3, 10)


def test_staff__list__shows_names_and_posts_of_those_with_an_account(desk: Desk) -> None:
    account = a_staff_account("kodomo", "chief")
    page = desk(an_administrator()).get("/desk/staff/").content.decode()
    assert account.email in page
    assert re.search(r"こども課\s*決裁者", page)


def test_staff__filtered__by_beginning_department_and_state(desk: Desk) -> None:
    one, other = a_staff_account(name="見本 一郎"), a_staff_account("kansa", "auditor", name="例示 二郎")
    closed = a_staff_account(name="架空 三郎", is_active=False)
    client = desk(an_administrator())

    def shown(query: str) -> set[Any]:
        return {row.pk for row in client.get(f"/desk/staff/{query}").context["page"].rows}

    assert shown("?q=例示") == {other.pk}
    assert shown(f"?q={one.email.upper()}") == {one.pk}
    assert shown("?department=kansa") == {other.pk}
    assert shown("?closed=1") == {closed.pk}


def test_staff__more_of_them__does_not_change_number_of_queries(desk: Desk, django_assert_max_num_queries: Any) -> None:
    for n in range(55):
        a_staff_account(name=f"見本 職員{n % 5}")
    client = desk(an_administrator())
    with django_assert_max_num_queries(16):
        first = client.get("/desk/staff/")
    second = client.get("/desk/staff/" + first.context["page"].following)
    shown = [row.pk for page in (first, second) for row in page.context["page"].rows]
    assert len(shown) == len(set(shown)) == 56


def test_invite__new_member__link_is_shown_once_and_kept_nowhere(desk: Desk) -> None:
    client = desk(an_administrator())
    answer = client.post("/desk/staff/invite/", {"name": "見本 太郎", "email": "Mihon@example.jp"})
    link = re.search(r"/desk/account/enrol/([^/]+)/", answer.content.decode())
    assert link
    account = people.Account.objects.get(email="mihon@example.jp")
    assert account.kind == people.Kind.STAFF
    assert people.open_link(link[1], people.LinkPurpose.ENROL, at=account.created_at)
    assert link[1] not in client.get(f"/desk/staff/{account.pk}/").content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_invite__known_address__is_a_sentence_on_the_form(desk: Desk) -> None:
    resident = a_resident_account()
    answer = desk(an_administrator()).post("/desk/staff/invite/", {"name": "見本 太郎", "email": resident.email})
    assert answer.status_code == 422
    assert "すでに登録されています" in answer.content.decode()


def test_invite__signed_in_long_ago__is_asked_to_confirm_first() -> None:
    client = signed_in(Client(), an_administrator())
    answer = client.post("/desk/staff/invite/", {"name": "見本 太郎", "email": "mihon@example.jp"})
    assert answer.status_code in {302, 403}
    assert not people.Account.objects.filter(email="mihon@example.jp").exists()


def test_give_post__days_as_people_write_them__is_held(desk: Desk) -> None:
    account = a_staff_account()
    answer = desk(an_administrator()).post(
        f"/desk/staff/{account.pk}/posts/new/",
        {"department": "joho", "role": "chief", "from_on": "令和8年4月1日", "until_on": "２０２７／４／１"},
    )
    assert answer["Location"] == f"/desk/staff/{account.pk}/"
    post = account.posts.get(department="joho")
    assert (post.role, post.from_on, post.until_on) == ("chief", date(2026, 4, 1), date(2027, 4, 1))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"until_on": "2026-03-31"}, "離任日は、着任日より後の日にしてください。"),
        ({"department": "kodomo", "role": "clerk"}, "同じ所属と役割を、すでに持っています。"),
        ({"from_on": "あした"}, "あした"),
        ({"department": "nowhere"}, "nowhere"),
    ],
)
def test_give_post__not_possible__says_why(desk: Desk, changes: dict[str, str], said: str) -> None:
    account = a_staff_account()
    form = {"department": "joho", "role": "chief", "from_on": "2026-04-01", **changes}
    answer = desk(an_administrator()).post(f"/desk/staff/{account.pk}/posts/new/", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert account.posts.count() == 1


@pytest.mark.parametrize(("on", "end"), [("2026-07-01", 2027), ("2027-03-31", 2027), ("2027-04-01", 2028), ("2027-12-31", 2028)])
def test_year_end__of_a_day__is_the_first_of_the_next_april(on: str, end: int) -> None:
    assert year_end(date.fromisoformat(on)) == date(end, 4, 1)


@pytest.mark.parametrize(("begins", "ends"), [("2027-03-20", 2027), ("2027-04-01", 2028), ("2028-04-01", 2029)])
def test_post__end_left_as_suggested_in_march__is_that_of_the_year_in_which_it_begins(begins: str, ends: int) -> None:
    form = PostForm({"department": "joho", "role": "clerk", "from_on": begins, "until_on": "2027-04-01"}, on=MARCH)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["until_on"] == date(ends, 4, 1)


def test_post__end_of_ones_own_before_the_beginning__is_still_wrong(desk: Desk) -> None:
    form = PostForm({"department": "joho", "role": "clerk", "from_on": "2027-04-01", "until_on": "2027-03-31"}, on=MARCH)
    assert form.is_valid()
    assert form.cleaned_data["until_on"] == date(2027, 3, 31)


def test_renewal__of_a_year__goes_on_for_those_chosen_and_once(desk: Desk) -> None:
    ends = year_end(localdate())
    stays, goes, leaves = (a_staff_account("kodomo", until_on=ends, name=name) for name in ("残る 人", "去る 人", "退く 人"))
    endless = a_staff_account("joho", name="期限 なし")
    people.Account.objects.filter(pk=leaves.pk).update(leaves_on=localdate())
    client = desk(an_administrator())
    page = client.get("/desk/staff/renewal/").content.decode()
    assert "残る 人" in page
    assert "去る 人" in page
    assert "退く 人" not in page
    assert "期限 なし" not in page
    chosen = {"post": [stays.posts.get().pk, leaves.posts.get().pk, endless.posts.get().pk, "x", "9" * 30]}
    said = client.post("/desk/staff/renewal/", chosen, follow=True).content.decode()
    assert "1件を、次の年度の終わりまで延ばしました。" in said
    assert [one.posts.get().until_on for one in (stays, goes, leaves, endless)] == [year_end(ends), ends, ends, None]
    assert "延ばすものを選んでください。" in client.post("/desk/staff/renewal/", chosen, follow=True).content.decode()
    assert Entry.objects.filter(action="people.post-renewed").count() == 1


def test_list__near_the_end_of_the_year__says_what_ends_with_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    a_staff_account("kodomo", until_on=year_end(localdate()))
    client = desk(an_administrator())
    for near, said in ((timedelta(days=366), True), (timedelta(0), False)):
        monkeypatch.setattr("madoguchi.faces.desk.staff.views.NEAR", near)
        assert ("に終わる所属と役割が1件あります。" in client.get("/desk/staff/").content.decode()) is said


def test_renewal__clerk__may_not(desk: Desk) -> None:
    assert desk(an_officer()).get("/desk/staff/renewal/").status_code == 403


def test_end_post__day_given__ends_it(desk: Desk) -> None:
    account = a_staff_account()
    post = account.posts.get()
    desk(an_administrator()).post(f"/desk/staff/{account.pk}/posts/{post.pk}/end/", {"until_on": "2026-04-01"})
    post.refresh_from_db()
    assert post.until_on == date(2026, 4, 1)


def test_end_post__of_somebody_else__is_not_found(desk: Desk) -> None:
    account, other = a_staff_account(), a_staff_account()
    address = f"/desk/staff/{account.pk}/posts/{other.posts.get().pk}/end/"
    assert desk(an_administrator()).get(address).status_code == 404


def test_start_over__confirmed__gives_a_new_link_and_takes_the_password(desk: Desk) -> None:
    account = a_staff_account(password="mihon-no-aikotoba")
    client = desk(an_administrator())
    assert "使えなくなり" in client.get(f"/desk/staff/{account.pk}/start-over/").content.decode()
    assert "/desk/account/enrol/" in client.post(f"/desk/staff/{account.pk}/start-over/").content.decode()
    account.refresh_from_db()
    assert not account.has_usable_password()


def test_close__confirmed__closes(desk: Desk) -> None:
    account = a_staff_account()
    desk(an_administrator()).post(f"/desk/staff/{account.pk}/close/")
    account.refresh_from_db()
    assert not account.is_active


def test_close__own_account__is_left_open(desk: Desk) -> None:
    administrator = an_administrator()
    client = desk(administrator)
    assert "自分のアカウントは閉じられません" in client.post(f"/desk/staff/{administrator.account_id}/close/").content.decode()
    assert account_of(administrator).is_active


def test_staff__resident_or_clerk__is_neither_shown_nor_let_in(desk: Desk) -> None:
    resident = a_resident_account()
    assert desk(an_administrator()).get(f"/desk/staff/{resident.pk}/").status_code == 404
    clerk = desk(an_officer())
    for address in ("", "invite/", f"{resident.pk}/", f"{resident.pk}/close/"):
        assert clerk.get(f"/desk/staff/{address}").status_code == 403
