from datetime import UTC, date, datetime, timedelta

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.people import public as people
from madoguchi.engines.people.actions.moving_staff import OPEN_WORK, close_who_left, open_work
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, a_staff_account, an_administrator, an_officer

NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
TODAY = date(2026, 7, 15)
pytestmark = pytest.mark.django_db


def roles(account: people.Account, on: date) -> set[tuple[str, str]]:
    return set(people.Post.objects.in_force(on).filter(account=account).values_list("department", "role"))


def test_transfer__on_a_day__old_posts_end_the_day_before_and_the_new_begins() -> None:
    account = a_staff_account("kodomo", "clerk")
    on = TODAY + timedelta(days=17)
    people.transfer(account, department="kaigo", role="chief", on=on, by=an_administrator(), at=NOON)
    assert roles(account, on - timedelta(days=1)) == {("kodomo", "clerk")}
    assert roles(account, on) == {("kaigo", "chief")}
    with pytest.raises(NotPermitted):
        people.transfer(account, department="kaigo", role="chief", on=on, by=an_officer(), at=NOON)


def test_leave__last_day_over__has_no_post_and_is_closed_once() -> None:
    account = a_staff_account("kodomo", "clerk")
    last = TODAY + timedelta(days=3)
    people.leave_on(account, last, by=an_administrator(), at=NOON)
    assert roles(account, last)
    assert not roles(account, last + timedelta(days=1))
    assert close_who_left(last, by=SYSTEM, at=NOON) == 0
    assert close_who_left(last + timedelta(days=1), by=SYSTEM, at=NOON) == 1
    assert close_who_left(last + timedelta(days=2), by=SYSTEM, at=NOON) == 0
    assert not people.Account.objects.get(pk=account.pk).is_active


def test_leave__yesterday_or_a_resident__is_refused() -> None:
    with pytest.raises(people.LeavesTooEarly):
        people.leave_on(a_staff_account(), TODAY - timedelta(days=1), by=an_administrator(), at=NOON)
    with pytest.raises(people.NotStaff):
        people.leave_on(a_resident_account(), TODAY, by=an_administrator(), at=NOON)


def test_hand_over__what_rooms_register__goes_to_the_other() -> None:
    one, two = a_staff_account(), a_staff_account()
    pile = {one.pk: 3, two.pk: 0}

    def take(giver: people.Account, taker: people.Account, **_: object) -> int:
        pile[taker.pk] += pile[giver.pk]
        pile[giver.pk] = 0
        return pile[taker.pk]

    open_work("tests.pile", "山", lambda account: pile[account.pk], take)
    try:
        assert ("tests.pile", 3) in [(work.code, count) for work, count in people.in_the_name_of(one)]
        for wrong in (one, a_resident_account(), a_staff_account(is_active=False)):
            with pytest.raises(people.NobodyToTakeOver):
                people.hand_over(one, wrong, by=an_administrator(), at=NOON)
        assert people.hand_over(one, two, by=an_administrator(), at=NOON) == 3
        assert pile == {one.pk: 0, two.pk: 3}
    finally:
        OPEN_WORK._items.pop("tests.pile")
