"""予約のページ: three pages from what is free to the number; changed and cancelled in two taps."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import Hold, Reservation
from madoguchi.engines.booking.testing import a_bookable, nothing_left_to_write, slots, untrue_counters
from madoguchi.engines.messages.public import OutboxMail
from madoguchi.engines.people.testing import a_resident_account, signed_in

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "closed_days": "ignore"}
QUESTION = {"title": "相談", "ask": [{"id": "topic", "type": "text", "label": "相談したいこと"}]}


@pytest.fixture
def free():
    now = timezone.now()
    a_bookable(now, openings=[DAILY], pages=[QUESTION], limits={"party": 1, "in_a_row": 2})
    return [slot for slot in slots() if slot.starts_at > now + timedelta(days=1)]


def held_by(client, slot, **more):
    return client.post("/booking/sample-counter/hold/", {"slot": slot.pk, **more})


def test_three_pages__without_an_account__give_a_number(client, free):
    page = client.get(f"/booking/sample-counter/?day={free[0].day}")
    assert str(free[0].pk).encode() in page.content
    filling = held_by(client, free[0])["Location"]
    wrong = client.post(filling, {})
    assert wrong.status_code == 422
    assert "「相談したいこと」を入力してください。" in wrong.content.decode()
    done = client.post(filling, {"topic": "窓口のこと", "contact.name": "見本　太郎", "contact.mail": "taro@example.jp"})
    made = Reservation.objects.get()
    assert done["Location"] == f"/booking/r/{made.number}/"
    assert made.number in client.get(done["Location"]).content.decode()
    assert made.answers == {"topic": "窓口のこと"}
    run_all_ready(timezone.now())
    assert OutboxMail.objects.count() + len(mail.outbox) == 1
    client.cookies.clear()
    assert client.get(done["Location"]).status_code == 404
    by_link = f"{done['Location']}?key={booking.link_token(made.number)}"
    assert client.get(by_link).status_code == 200


@pytest.mark.parametrize("view", ["week", "month", "list"])
def test_calendar__each_shape__says_what_is_free_in_words(client, free, view):
    text = client.get(f"/booking/sample-counter/?view={view}&day={free[0].day}").content.decode()
    assert "空き" in text
    assert re.search(r"いちばん早いのは", text)
    assert client.get(f"/booking/sample-counter/?view={view}&day=nonsense&party=-4&track=x").status_code == 200


def test_booked__without_an_account__opens_in_that_browser_alone(client, free):
    filling = held_by(client, free[0])["Location"]
    made = client.post(filling, {"contact.name": "見本", "topic": "見本"})["Location"]
    assert client.get(made).status_code == 200
    stranger = Client()
    assert stranger.get(made).status_code == 404
    held_by(stranger, free[1])  # known as another browser
    assert stranger.get(made).status_code == 404


def test_slot__taken_meanwhile__shows_what_is_near(client, free):
    booking.book([free[0].pk], booking.Request(answers={"topic": "x"}), by=booking_system(), at=timezone.now())
    answer = held_by(client, free[0])
    assert answer.status_code == 409
    assert str(free[1].pk).encode() in answer.content
    assert held_by(client, free[1], party="-1", count="99").status_code == 302


def test_hold__left__is_free_again_and_anothers_is_not_there(client, free):
    filling = held_by(client, free[0])["Location"]
    other = client.__class__()
    assert other.get(filling)["Location"] == "/booking/"
    assert client.post(f"{filling}leave/").status_code == 302
    assert Hold.objects.get().ended_at
    assert untrue_counters() == []


def test_account__sees_changes_and_cancels_its_own(client, free):
    mine = signed_in(client, a_resident_account())
    mine.post(held_by(mine, free[0])["Location"], {"topic": "x"})
    made = Reservation.objects.get()
    assert made.number in mine.get("/booking/mine/").content.decode()
    page = mine.get(f"/booking/r/{made.number}/change/?day={free[0].day}").content.decode()
    assert "いまの予約" in page
    mine.post(f"/booking/r/{made.number}/move/", {"slot": free[1].pk})
    made.refresh_from_db()
    assert made.starts_at == free[1].starts_at
    other = signed_in(client.__class__(), a_resident_account())
    assert other.post(f"/booking/r/{made.number}/cancel/").status_code == 404
    mine.post(f"/booking/r/{made.number}/cancel/")
    made.refresh_from_db()
    assert made.cancelled_at
    feed = re.search(r"/booking/feed/[0-9a-f]+\.ics", mine.get("/booking/mine/").content.decode())[0]
    assert b"STATUS:CANCELLED" in client.__class__().get(feed).content
    assert client.__class__().get(feed.replace("feed/", "feed/0")).status_code == 404


def test_mail_proof__unopened_link__gives_the_slot_back(client):
    now = timezone.now()
    a_bookable(now, openings=[DAILY], who={"proof": "mail"})
    slot = next(one for one in slots() if one.starts_at > now + timedelta(days=1))
    filling = held_by(client, slot)["Location"]
    assert client.post(filling, {}).status_code == 422
    client.post(filling, {"contact.mail": "hanako@example.jp"})
    made = Reservation.objects.get()
    assert not made.is_firm
    booking.expire_due(now + timedelta(minutes=59))
    made.refresh_from_db()
    assert made.is_in_force
    link = f"/booking/r/{made.number}/confirm/?key={booking.link_token(made.number)}"
    assert client.get(link).status_code == 200
    client.post(link)
    booking.expire_due(now + timedelta(minutes=90))
    made.refresh_from_db()
    assert made.is_firm
    second = next(one for one in slots() if one.free and one.starts_at > slot.starts_at)
    client.post(held_by(client, second)["Location"], {"contact.mail": "hanako@example.jp"})
    booking.expire_due(now + timedelta(minutes=90))
    assert Reservation.objects.filter(cancelled_at__isnull=False).count() == 1
    assert untrue_counters() == []


def test_account_proof__anonymous__is_asked_to_sign_in(client):
    a_bookable(timezone.now(), openings=[DAILY], who={"proof": "account"})
    answer = held_by(client, slots()[-1])
    assert answer["Location"].startswith("/account/login/")
    assert Hold.objects.count() == 0


def test_embedded__stands_on_the_named_sites_alone(client, free, settings):
    settings.MADO_EMBED = []
    assert "frame-ancestors 'none'" in client.get("/booking/sample-counter/embed/")["Content-Security-Policy"]
    settings.MADO_EMBED = ["https://www.city.example.jp"]
    answer = client.get("/booking/sample-counter/embed/")
    assert "frame-ancestors https://www.city.example.jp" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer


def test_embedded__in_the_colour_of_the_other_site__keeps_it_on_the_next_days(client, free):
    page = client.get("/booking/sample-counter/embed/?accent=0a6b3b").content.decode()
    assert "/embed/0a6b3b.css" in page
    later = re.search(r'href="(\?[^"]*day=[^"]*)"', page)[1].replace("&amp;", "&")
    assert "accent=0a6b3b" in later
    assert "/embed/red" not in client.get("/booking/sample-counter/embed/?accent=red;}").content.decode()


def test_lists__ask_few_questions(client, free, django_assert_max_num_queries):
    for number in range(4):
        a_bookable(timezone.now(), code=f"other-{number}", openings=[DAILY], purpose=None)
    nothing_left_to_write()
    with django_assert_max_num_queries(6):
        client.get("/booking/")
    with django_assert_max_num_queries(8):
        client.get("/booking/sample-counter/")


def booking_system():
    from madoguchi.engines.people.testing import SYSTEM

    return SYSTEM
