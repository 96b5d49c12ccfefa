"""キャンセル待ち on the portal: who could not take a place is told before waiting; what else is asked comes with the offer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import waiting as line
from madoguchi.engines.booking.testing import a_bookable, a_hold, slots, somebody
from madoguchi.engines.people.testing import a_resident_account, signed_in

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "closed_days": "ignore"}
TOPIC = {"id": "topic", "type": "choice", "label": "分野", "options": {"land": "土地", "debt": "借金"}}


def a_full_slot(**changes):
    """Held by somebody: the hold, and the address where one joins the line."""
    now = timezone.now()
    a_bookable(now, openings=[DAILY], **changes)
    slot = next(slot for slot in slots() if slot.starts_at > now + timedelta(days=3))
    return a_hold(slot, by=somebody(1), at=now), f"/waiting/join/?slot={slot.pk}"


def test_join__only_with_an_account__leads_to_sign_in_first(client):
    _held, join = a_full_slot(who={"proof": "account"})
    assert client.get(join)["Location"].startswith("/account/login/")
    person = signed_in(Client(), a_resident_account())
    assert person.post(join, {"party": "1"}).status_code == 302
    assert line.Waiting.objects.count() == 1


def test_join__only_for_residents__asks_whether_one_lives_in_the_city(client):
    _held, join = a_full_slot(who={"residents_only": True})
    typed = {"party": "1", "mail": "hito@example.jp"}
    assert "市内に住んでいます" in client.post(join, typed).content.decode()
    assert not line.Waiting.objects.exists()
    client.post(join, {**typed, "resident": "on"})
    assert line.Waiting.objects.get().contact["resident"] is True


def test_offer__asks_what_the_reservation_asks__and_is_firm_when_answered(client):
    held, join = a_full_slot(pages=[{"title": "内容", "ask": [TOPIC]}], who={"proof": "mail"})
    address = client.post(join, {"party": "1", "mail": "hito@example.jp"})["Location"]
    assert 'name="topic"' not in client.get(address).content.decode()
    booking.leave(held, by=somebody(1), at=timezone.now())
    assert 'name="topic"' in client.get(address).content.decode()
    missing = client.post(f"{address}answer/", {"what": "accept"})
    assert missing.status_code == 422
    assert "誤りがあります" in missing.content.decode()
    assert not booking.Reservation.objects.exists()
    done = client.post(f"{address}answer/", {"what": "accept", "topic": "land"}, follow=True)
    assert "予約になりました" in done.content.decode()
    made = booking.Reservation.objects.get()
    assert (made.answers, made.is_firm) == ({"topic": "land"}, True)


def test_offer__declined__asks_nothing(client):
    held, join = a_full_slot(pages=[{"title": "内容", "ask": [TOPIC]}])
    address = client.post(join, {"party": "1", "mail": "hito@example.jp"})["Location"]
    booking.leave(held, by=somebody(1), at=timezone.now())
    assert "見送りました" in client.post(f"{address}answer/", {"what": "decline"}, follow=True).content.decode()
