"""The counter's pages: a clerk calls, people wait, the wall shows numbers and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.booking import testing as booking
from madoguchi.engines.booking.public import counter as counters
from madoguchi.engines.people.testing import an_officer
from madoguchi.faces.portal.counter.places import kiosk_address

Desk = Callable[..., Client]
DESK = "/desk/counter/front/1/"


@pytest.fixture
def counter() -> Any:
    return booking.counter.a_counter(timezone.now())


def pressed(client: Client, what: str, seen: str = "", **more: str) -> str:
    page = client.post(DESK + "do/", {"what": what, "seen": seen, **more}, follow=True)
    assert page.status_code == 200, page.status_code
    return page.content.decode()


def test_desk__whole_way_of_a_ticket__by_buttons_alone(desk: Desk, counter: Any) -> None:
    client = desk(an_officer())
    for _n in range(2):
        assert "整理券" in client.post("/desk/counter/front/take/", {"line": "moving"}, follow=True).content.decode()
    assert "A-001" in pressed(client, "next")
    first = counters.open_call(counter, "1")
    assert pressed(client, "next").count('class="called"') == 1
    pressed(client, "again", str(first.pk))
    wall = Client().get("/counters/front/wall/").content.decode()
    assert "A-001" in wall
    assert "1、" not in wall or "A、1番の方" in wall
    pressed(client, "back", str(first.pk))
    assert "A-002" in pressed(client, "next")
    second = counters.open_call(counter, "1")
    pressed(client, "hand-over", str(second.pk), to="front/card")
    assert client.post(DESK + "do/", {"what": "finish", "seen": "nothing"}).status_code == 404
    assert "見本の窓口" in client.get("/desk/counter/front/figures/?from=2026-13-01").content.decode()
    assert client.get("/desk/counter/front/figures/").status_code == 200


def test_pages__of_others__are_not_there(desk: Desk, counter: Any) -> None:
    other = desk(an_officer("joho"))
    for address in ("/desk/counter/front/", DESK, "/desk/counter/front/figures/"):
        assert other.get(address).status_code == 404
    assert desk(an_officer()).get("/desk/counter/front/9/").status_code == 404
    assert Client().get("/counters/nothing/").status_code == 404
    assert Client().get("/tickets/nothing/").status_code == 404


def test_kiosk__in_the_hall_alone__gives_tickets_and_checks_in(counter: Any) -> None:
    client, address = Client(), kiosk_address("front")
    assert client.get("/counters/front/kiosk/guessed/").status_code == 404
    page = client.post(address, {"line": "moving", "asked": "one"}, follow=True)
    assert "あなたの前に0人" in page.content.decode()
    again = client.post(address, {"line": "moving", "asked": "one"}, follow=True)
    assert again.redirect_chain == page.redirect_chain
    assert "この窓口にはありません" in client.post(address, {"number": "2222"}, follow=True).content.decode()
    assert "予約の方だけ" in client.post(address, {"line": "card", "asked": "two"}, follow=True).content.decode()
    leave = page.redirect_chain[-1][0] + "leave/"
    assert "待つのをやめました" in client.post(leave, follow=True).content.decode()
    assert "終わっています" in client.post(leave, follow=True).content.decode()


def test_day__who_comes_who_does_not__names_are_of_the_section_alone(desk: Desk) -> None:
    now = timezone.now()
    booking.counter.a_counter(now)
    slot = next(one for one in booking.slots() if one.starts_at > now)
    booked = booking.a_reservation(slot, contact={"name": "見本 花子"}, at=now)
    address = f"/desk/counter/day/?day={slot.day}"
    client = desk(an_officer())
    assert "見本 花子" in client.get(address).content.decode()
    assert "見本 花子" not in desk(an_officer("joho")).get(address).content.decode()
    early = client.post(f"/desk/counter/day/{booked.number}/missed/", {"next": address}, follow=True).content.decode()
    assert "前に「来なかった」にはできません" in early
    type(booked).objects.filter(pk=booked.pk).update(starts_at=now - timedelta(minutes=1), ends_at=now + timedelta(hours=1))
    client.post(f"/desk/counter/day/{booked.number}/missed/")
    assert "来なかった" in client.get("/desk/counter/day/").content.decode()
    client.post(f"/desk/counter/day/{booked.number}/came/")
    booked.refresh_from_db()
    assert booked.attendance.came
    assert client.get("/desk/counter/day/?day=何日").status_code == 200
    assert client.post(f"/desk/counter/day/{booked.number}/else/").status_code == 404


def test_waiting_times__for_those_at_home__ask_the_database_little(counter: Any, django_assert_max_num_queries: Any) -> None:
    for _n in range(5):
        booking.counter.a_ticket(counter, at=timezone.now())
    with django_assert_max_num_queries(8):
        page = Client().get("/counters/front/").content.decode()
    assert "5人が待っています" in page


def test_use__of_own_things__as_page_and_file(desk: Desk) -> None:
    booking.a_bookable(timezone.now())
    client = desk(an_officer())
    page = client.get("/desk/counter/use/?bookable=sample-counter").content.decode()
    assert "見本の窓口" in page
    assert "sample-counter" in client.get("/desk/counter/use.csv").content.decode()
    assert "見本の窓口" not in desk(an_officer("joho")).get("/desk/counter/use/").content.decode()
    assert "日付" in client.get("/desk/counter/use/?from=いつか").content.decode()
