"""順番待ち by the API: the queue of the pages, so that no door leads past it; what was handed out keeps the place."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.booking.public import rush
from madoguchi.engines.booking.testing import a_bookable, pass_by_at_the_gate, slots, within_one_moment

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 50, "closed_days": "ignore"}
BASE = "/api/v1/bookables/sample-counter"


@pytest.fixture
def crowd(settings, monkeypatch):
    """Two people a second are let in. So many come on the pages, and as many machines after them, each for the same slot."""
    settings.MADO_RUSH = 2
    monkeypatch.setattr(rush.LOAD, "share", lambda: None)
    rush.forget()
    a_bookable(timezone.now(), openings=[DAILY])
    with within_one_moment():
        yield lambda people, machines: (look(people), [reserve() for _n in range(machines)])[1]
    rush.forget()


def look(people):
    return [Client().get("/booking/sample-counter/") for _n in range(people)]


def reserve(**headers):
    slot = next(one for one in slots() if one.starts_at > timezone.now() + timedelta(days=1))
    said = json.dumps({"slot": str(slot.pk)})
    return Client().post(f"{BASE}/reservations", said, content_type="application/json", headers=headers)


def test_people_wait__who_books_by_the_api_stands_behind_them__and_is_told_how_long(crowd):
    answers = crowd(14, 4)  # four without a number, two let in, eight wait
    assert [answer.status_code for answer in answers] == [429] * 4
    last, said = answers[-1], answers[-1].json()
    assert last["Content-Type"] == "application/problem+json"
    assert (said["code"], said["status"], said["number"], said["ahead"], said["seconds"]) == ("in-a-queue", 429, 14, 12, 6)
    assert last["Retry-After"] == "6"
    assert last["Queue-Turn"] == said["turn"]
    assert "順番にご案内します" in said["title"]
    english = reserve(**{"Accept-Language": "en"}).json()["title"]
    assert english.isascii()


def test_nobody_waits__machines_alone_begin_no_queue(crowd):
    assert {answer.status_code for answer in crowd(0, 30)} == {201}
    assert {answer.status_code for answer in crowd(3, 30)} <= {201, 409}


def test_place__is_kept_by_what_was_handed_out__and_comes(crowd):
    mine = crowd(14, 1)[0]["Queue-Turn"]
    crowd(5, 0)
    again = reserve(**{"Queue-Turn": mine})
    assert (again.status_code, again.json()["number"]) == (429, 11), "a further try is no further number"
    pass_by_at_the_gate(5)
    rush.forget()  # a second later each process looks again
    assert reserve().status_code == 429
    let_in = reserve(**{"Queue-Turn": mine})
    assert let_in.status_code == 201
    assert reserve(**{"Queue-Turn": let_in["Queue-Turn"]}).status_code == 201, "who is in stays in"


@pytest.mark.parametrize("said", ["nonsense", "WzEsdHJ1ZV0:1abc:forged", ""])
def test_place__made_up__is_a_new_number_behind_all_others(crowd, said):
    last = crowd(14, 1)[0].json()["number"]
    answer = reserve(**{"Queue-Turn": said})
    assert (answer.status_code, answer.json()["number"]) == (429, last + 1)


def test_number__of_the_pages__counts_here(crowd):
    crowd(14, 0)
    page = Client()
    assert "順番にご案内します" in page.get("/booking/sample-counter/").content.decode()
    assert reserve(**{"Queue-Turn": page.cookies["mado_turn"].value}).json()["number"] == 11


def test_request__that_was_answered_before__is_not_kept_waiting(crowd):
    key = {"Idempotency-Key": "once"}
    first = reserve(**key)
    assert first.status_code == 201
    crowd(14, 0)
    again = reserve(**key)
    assert (again.status_code, again.json()["number"]) == (201, first.json()["number"])


def test_looking__needs_no_number(crowd):
    crowd(14, 0)
    assert Client().get(f"{BASE}/slots").status_code == 200


def test_switched_off__nobody_waits(crowd, settings):
    settings.MADO_RUSH = 0
    assert {answer.status_code for answer in crowd(14, 4)} == {201}
