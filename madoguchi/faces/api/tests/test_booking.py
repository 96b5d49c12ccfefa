"""予約のAPI: what is free, one winner, the same answer twice, what is near for the others."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from madoguchi.engines.booking.testing import a_bookable, slots, untrue_counters
from madoguchi.engines.people.testing import a_resident_account, signed_in
from madoguchi.faces.api import booking as api

pytestmark = pytest.mark.django_db
BASE = "/api/v1/bookables/sample-counter"


def post(client, path, body=None, **headers):
    return client.post(path, json.dumps(body or {}), content_type="application/json", headers=headers)


@pytest.fixture
def free():
    now = timezone.now()
    a_bookable(now, openings=[{"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "closed_days": "ignore"}])
    return [slot for slot in slots() if slot.starts_at > now + timedelta(days=1)]


def test_slots__of_some_days__say_what_is_left(client, free):
    first = free[0].day
    found = client.get(f"{BASE}/slots", {"from": first.isoformat(), "to": first.isoformat()}).json()["items"]
    mine = next(one for one in found if one["id"] == str(free[0].pk))
    assert (mine["capacity"], mine["remaining"], mine["state"]) == (1, 1, "free")
    assert mine["starts_at"].endswith("+09:00")
    for bad in ({"from": "2026-02-30"}, {"from": "2026-07-02", "to": "2026-07-01"}, {"from": "2026-01-01", "to": "2027-01-01"}):
        answer = client.get(f"{BASE}/slots", bad)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-span")
    assert client.get("/api/v1/bookables/nothing/slots").status_code == 404
    assert "sample-counter" in [one["code"] for one in client.get("/api/v1/bookables").json()["items"]]


def test_reserve__twice_with_a_key_then_cancelled(client, free):
    body = {"slot": str(free[0].pk)}
    first = post(client, f"{BASE}/reservations", body, idempotency_key="abc")
    again = post(client, f"{BASE}/reservations", body, idempotency_key="abc")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["number"] == again.json()["number"]
    other = post(client, f"{BASE}/reservations", body)
    assert other.status_code == 409
    assert other.json()["alternatives"][0]["id"] != body["slot"]
    number = first.json()["number"]
    assert client.get(f"/api/v1/reservations/{number}/calendar.ics").content.startswith(b"BEGIN:VCALENDAR")
    assert post(client, f"/api/v1/reservations/{number}/cancel").json()["state"] == "cancelled"
    assert post(client, f"/api/v1/reservations/{number}/cancel").status_code == 409
    assert post(client, f"{BASE}/reservations", body).status_code == 201
    assert untrue_counters() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"slot": "x"}, 422),
        ({"slot": "00000000-0000-0000-0000-000000000000"}, 422),
        ({"party": 0}, 422),
        ({"party": -3}, 422),
        ({"party": "many"}, 422),
        ({"contact": {"mail": "no mail"}}, 422),
    ],
)
def test_reserve__bad_input__is_said(client, free, body, status):
    wish = {"slot": str(free[0].pk), **body} if body else {}
    answer = post(client, f"{BASE}/reservations", wish)
    assert (answer.status_code, bool(answer.json()["code"])) == (status, True)
    assert answer["Content-Type"].startswith("application/problem+json")


def test_cancel__of_an_account__by_another__is_not_found(client, free):
    mine = signed_in(client, a_resident_account())
    number = post(mine, f"{BASE}/reservations", {"slot": str(free[0].pk)}).json()["number"]
    assert [one["number"] for one in mine.get("/api/v1/reservations").json()["items"]] == [number]
    mine.cookies.clear()
    assert post(mine, f"/api/v1/reservations/{number}/cancel").status_code == 404
    assert mine.get("/api/v1/reservations").status_code == 401


def test_slots__while_many_ask__may_be_a_second_old__and_the_database_decides(client, free, monkeypatch):
    monkeypatch.setattr(api.LISTED, "lasts", 60)
    api.LISTED.forget()
    many = [client.get(f"{BASE}/slots?free=true").json()["items"] for _n in range(3)]
    assert str(free[0].pk) in [one["id"] for one in many[-1]]
    assert post(client, f"{BASE}/reservations", {"slot": str(free[0].pk)}).status_code == 201
    assert str(free[0].pk) not in [one["id"] for one in client.get(f"{BASE}/slots?free=true").json()["items"]]
    monkeypatch.setattr(api.ASKERS, "joined", lambda: True)
    client.get(f"{BASE}/slots?free=true")
    assert post(client, f"{BASE}/reservations", {"slot": str(free[1].pk)}).status_code == 201
    assert str(free[1].pk) in [one["id"] for one in client.get(f"{BASE}/slots?free=true").json()["items"]]
    assert post(client, f"{BASE}/reservations", {"slot": str(free[1].pk)}).status_code == 409
