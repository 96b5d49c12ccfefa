from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from madoguchi.engines.people.actor import ANONYMOUS, SYSTEM, Actor, actor_for
from madoguchi.engines.people.models import Post
from madoguchi.engines.people.permissions import PERMISSIONS, permission
from madoguchi.engines.people.testing import (
    a_resident,
    a_resident_account,
    a_staff_account,
    an_administrator,
    an_officer,
)

TOKYO = ZoneInfo("Asia/Tokyo")
if "tests.decide" not in PERMISSIONS:
    permission("tests.decide", "決める", roles={"chief"})
    permission("tests.read", "読む", roles={"clerk", "chief"})
    permission("tests.send", "送る", roles={"resident"})


def at(day: str, hour: int = 12) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=TOKYO)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "held"),
    [
        (at("2026-03-31", 23), False),
        (at("2026-04-01", 0), True),
        (at("2027-03-31", 23), True),
        (at("2027-04-01", 0), False),
    ],
)
def test_actor_for__post_with_first_and_last_day__holds_by_tokyo_days(moment: datetime, held: bool) -> None:
    account = a_staff_account("kodomo", from_on=date(2026, 4, 1), until_on=date(2027, 4, 1))
    actor = actor_for(account, moment, second_factor=True)
    assert actor.may("tests.read", "kodomo") is held
    assert actor.section == ("kodomo" if held else "")


@pytest.mark.django_db
def test_actor_for__two_posts__acts_for_the_chosen_section_and_keeps_rights_apart() -> None:
    account = a_staff_account("kodomo", "clerk", from_on=date(2024, 4, 1))
    Post.objects.create(
        account=account,
        department="hoiku",
        role="chief",
        from_on=date(2025, 4, 1),
        given_by="system",
        given_at=at("2025-04-01"),
    )
    actor = actor_for(account, at("2026-07-01"), section="hoiku", second_factor=True)
    assert actor.section == "hoiku"
    assert actor.roles == {"chief"}
    assert actor.may("tests.decide", "hoiku")
    assert not actor.may("tests.decide", "kodomo")
    assert actor.sections_with("tests.read") == {"hoiku", "kodomo"}
    assert actor_for(account, at("2026-07-01"), section="zaisei").section == "kodomo"


@pytest.mark.django_db
def test_post__ends_before_it_begins__is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_staff_account(from_on=date(2026, 4, 1), until_on=date(2026, 4, 1))


@pytest.mark.django_db
def test_actor_for__resident__has_no_posts_and_costs_no_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    account = a_resident_account()
    with django_assert_num_queries(0):
        actor = actor_for(account, at("2026-07-01"))
    assert actor.code == f"resident:{account.pk}"
    assert actor.may("tests.send")
    assert not actor.may("tests.read")


def test_may__staff_without_second_factor__may_nothing() -> None:
    officer = an_officer()
    half = Actor(kind="staff", account_id=officer.account_id, section="kodomo", posts=officer.posts)
    assert officer.may("tests.read")
    assert not half.may("tests.read")


def test_may__nobody_signed_in__may_nothing_and_the_house_everything() -> None:
    assert not ANONYMOUS.may("tests.send")
    assert not ANONYMOUS.may("tests.read")
    assert SYSTEM.may("tests.decide", "anywhere")
    assert SYSTEM.code == "system"


def test_may__administrator__sees_no_cases() -> None:
    assert not an_administrator().may("tests.read")
    assert an_administrator().may("people.manage-staff")
    assert not a_resident().may("people.manage-staff")
