"""予約への無理な依頼: each gets a status, a code and a sentence, takes nothing, and breaks nothing."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.testing import a_bookable, slots, somebody, untrue_counters

pytestmark = pytest.mark.django_db
BASE = "/api/v1/bookables/sample-counter"
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "closed_days": "ignore"}


@pytest.fixture(scope="module")
def free(for_the_module):
    """Slots of a thing that asks for nothing that must be said, and of another thing."""
    now = timezone.now()
    ask = dict.fromkeys(("name", "kana", "mail", "phone"), "optional")
    a_bookable(now, openings=[DAILY], limits={"party": 2, "in_a_row": 2}, ask=ask)
    a_bookable(now, code="other-thing", openings=[DAILY])
    return [slot for slot in slots() if slot.starts_at > now + timedelta(days=1)]


def reserve(client, body, **headers):
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(f"{BASE}/reservations", text, content_type="application/json", headers=headers)


def took_nothing() -> bool:
    return not booking.Reservation.objects.exists() and not booking.Hold.objects.in_force().exists() and untrue_counters() == []


@pytest.mark.parametrize(
    "more",
    [
        {"party": -1}, {"party": 0}, {"party": 3}, {"party": 1.5}, {"party": True}, {"party": 10**30}, {"party": None},
        {"slot": 7}, {"slot": ["x"]}, {"slot": "' OR 1=1 --"}, {"slots": ["x"] * 40}, {"slots": {}},
        {"contact": "taro"}, {"contact": {"name": ["x"]}}, {"contact": {"mail": "a" * 400 + "@example.jp"}},
        {"contact": {"phone": "電話なし"}}, {"contact": {"kana": "漢字"}}, {"contact": {"name": "\u0000"}},
        {"answers": []}, {"answers": "x"}, {"answers": {"unasked": 1}}, {"extras": ["helicopter"]}, {"extras": ["x"] * 99},
    ],
    ids=lambda more: next(iter(more.items()))[0] + "-" + str(next(iter(more.values())))[:12],
)  # fmt: skip
def test_reserve__what_no_form_sends__is_turned_back_with_a_sentence(client, free, more):
    answer = reserve(client, {"slot": str(free[0].pk), **more})
    assert answer.status_code in {400, 422}, answer.content
    said = answer.json()
    assert said["code"]
    assert said["title"]
    assert took_nothing()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"slot"', "\ufeff{}", '{"slot": 1e999}'])
def test_reserve__no_json_or_another_shape__is_said(client, free, text):
    answer = reserve(client, text)
    assert answer.status_code in {400, 422}, answer.content
    assert answer.json()["code"]
    assert took_nothing()


def test_reserve__a_slot_of_the_past__is_said_with_what_is_near(client, free):
    past = free[0]
    booking.Slot.objects.filter(pk=past.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    answer = reserve(client, {"slot": str(past.pk)})
    assert (answer.status_code, answer.json()["code"]) == (409, "slot-past")
    assert answer.json()["alternatives"]
    assert took_nothing()


def test_reserve__a_slot_of_another_thing__is_not_there(client, free):
    other = next(one for one in slots("other-thing") if one.free)
    answer = reserve(client, {"slot": str(other.pk)})
    assert (answer.status_code, answer.json()["code"]) == (422, "no-such-slot")
    assert took_nothing()


def test_reserve__slots_with_a_gap_or_twice__are_turned_back(client, free):
    gap = reserve(client, {"slots": [str(free[0].pk), str(free[2].pk)]})
    assert (gap.status_code, gap.json()["code"]) == (422, "bad-selection")
    twice = reserve(client, {"slots": [str(free[0].pk), str(free[0].pk)]})
    assert twice.status_code == 422
    assert took_nothing()


def test_reserve__a_replayed_key_with_another_wish__is_told_apart(client, free):
    first = reserve(client, {"slot": str(free[0].pk)}, idempotency_key="k")
    again = reserve(client, {"slot": str(free[0].pk)}, idempotency_key="k")
    other = reserve(client, {"slot": str(free[1].pk)}, idempotency_key="k")
    assert first.json()["number"] == again.json()["number"]
    assert (other.status_code, other.json()["code"]) in {(409, "idempotency-key-reused"), (422, "idempotency-key-reused")}
    assert booking.Reservation.objects.count() == 1


@pytest.mark.parametrize("number", ["X", "0000-0000", "%00", "あ", "A" * 400])
def test_cancel__a_number_that_is_none__is_not_found(client, free, number):
    assert client.post(f"/api/v1/reservations/{number}/cancel", "{}", content_type="application/json").status_code == 404


def test_page__another_persons_hold__is_gone_for_everybody_else(client, free):
    held = booking.hold([free[0].pk], by=somebody(), at=timezone.now())
    for answer in (client.get(f"/booking/hold/{held.pk}/"), client.post(f"/booking/hold/{held.pk}/leave/")):
        assert (answer.status_code, answer["Location"]) == (302, "/booking/")
    held.refresh_from_db()
    assert held.ended_at is None


def test_page__countdown__is_counted_from_the_servers_clock(client, free):
    filling = client.post("/booking/sample-counter/hold/", {"slot": free[0].pk})["Location"]
    page = client.get(filling).content.decode()
    left = int(page.split('data-countdown="')[1].split('"')[0])
    assert 590 < left <= 600, "seconds, whatever the clock of the device says"


def test_reserve__more_than_one_where_people_come_alone__is_said_so(client, free):
    a_bookable(timezone.now(), code="alone", openings=[DAILY], limits={"party": 1}, ask=dict.fromkeys(("name", "mail"), "optional"))
    slot = next(one for one in slots("alone") if one.starts_at > timezone.now() + timedelta(days=1))
    body = json.dumps({"slot": str(slot.pk), "party": 2})
    answer = client.post("/api/v1/bookables/alone/reservations", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"], answer.json()["title"]) == (
        422, "bad-party", "お一人ずつの予約です。人数は1にしてください。"
    )  # fmt: skip
