"""Attacks with rights of yesterday: a post that ends with the fiscal year is over at midnight in Tokyo, in open sessions too."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.people import public as people
from madoguchi.engines.people.testing import SYSTEM, a_staff_account, signed_in
from madoguchi.faces.desk.staff.forms import year_end

TOKYO = ZoneInfo("Asia/Tokyo")
LAST = datetime(2027, 3, 31, 23, 59, 59, 999_999, TOKYO)
OVER = datetime(2027, 4, 1, tzinfo=TOKYO)
CLERK, ADMINISTRATOR = ("/desk/register/", "/desk/intake/"), ("/desk/staff/", "/desk/jobs/", "/desk/watch/")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The house's one clock, set by hand."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(LAST)
    return set_to


def held_to_the_end(role: str, *, by_mail: str = "x@desk.example.jp") -> people.Account:
    """A post as the desk's form suggests it: to the end of its year."""
    account = a_staff_account(email=by_mail, from_on=datetime(2020, 1, 1).date(), until_on=datetime(2020, 1, 2).date())
    begins = datetime(2026, 7, 1).date()
    people.give_post(account, department="kodomo", role=role, from_on=begins, until_on=year_end(begins), by=SYSTEM, at=LAST)
    return account


@pytest.mark.parametrize(
    ("role", "page"),
    [*(("clerk", one) for one in CLERK), *(("administrator", one) for one in ADMINISTRATOR)],
)
def test_post_to_the_end_of_the_year__open_session__is_over_at_midnight_in_tokyo(clock: Any, role: str, page: str) -> None:
    client = signed_in(Client(), held_to_the_end(role))
    assert client.get(page).status_code == 200
    clock(OVER)
    assert client.get(page).status_code == 403


def test_post_to_the_end_of_the_year__signing_in_again__brings_nothing_back(clock: Any) -> None:
    account = held_to_the_end("administrator")
    clock(OVER)
    assert signed_in(Client(), account).get("/desk/staff/").status_code == 403
    assert people.actor_for(account, OVER, second_factor=True).posts == frozenset()
    assert people.actor_for(account, LAST, second_factor=True).posts == {("kodomo", "administrator")}


def test_form_opened_before_midnight__sent_after__does_not_prolong_the_post(clock: Any) -> None:
    account = held_to_the_end("administrator")
    client = signed_in(Client(), account)
    assert client.get(f"/desk/staff/{account.pk}/").status_code == 200
    clock(OVER)
    form = {"department": "kodomo", "role": "administrator", "from_on": "2027-04-01", "until_on": ""}
    assert client.post(f"/desk/staff/{account.pk}/posts/new/", form).status_code == 403
    assert account.posts.count() == 2


def test_actor_kept_over_midnight__of_a_job__asks_the_rows_again(clock: Any) -> None:
    account = held_to_the_end("chief")
    assert list(people.holders("kodomo", "chief", LAST.date())) == [account]
    assert not people.holders("kodomo", "chief", OVER.date()).exists()


def test_deputy__to_the_end_of_the_year__is_over_with_it(clock: Any) -> None:
    chief, deputy = a_staff_account(role="chief"), held_to_the_end("clerk")
    people.give_post(
        deputy,
        department="kodomo",
        role="chief",
        from_on=datetime(2027, 3, 1).date(),
        until_on=year_end(datetime(2027, 3, 1).date()),
        deputy_of=chief,
        by=SYSTEM,
        at=LAST,
    )
    assert people.actor_for(deputy, LAST, second_factor=True).roles_in("kodomo") == {"clerk", "chief"}
    assert people.actor_for(deputy, OVER, second_factor=True).roles_in("kodomo") == set()
