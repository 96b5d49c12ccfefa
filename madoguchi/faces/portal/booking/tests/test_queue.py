"""順番待ち: a rush on booking is let in one after the other; without a rush nobody notices."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.engines.booking.public import rush
from madoguchi.engines.booking.testing import a_bookable, pass_by_at_the_gate, slots, within_one_moment

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "closed_days": "ignore"}
PAGE = "/booking/sample-counter/"


@pytest.fixture
def crowd(settings):
    """Two people a second are let in; the gate lies in the past or ahead, as the test says."""
    settings.MADO_RUSH = 2
    rush.forget()
    a_bookable(timezone.now(), openings=[DAILY])
    with within_one_moment():
        yield lambda count: [Client().get(PAGE) for _n in range(count)]
    rush.forget()


def waits(answer) -> bool:
    return "順番にご案内します" in answer.content.decode()


def test_crowd__who_came_first_is_in__the_others_are_told_how_long(crowd):
    answers = crowd(14)
    assert [waits(answer) for answer in answers] == [False] * 8 + [True] * 6  # four without, four with a number
    last = answers[-1]
    assert "前に待っている人" in last.content.decode()
    assert last.headers["Refresh"] == "10"
    assert "no-store" in last.headers["Cache-Control"]


def test_page__says_each_person_their_own(crowd):
    texts = [answer.content.decode() for answer in crowd(14)[8:]]
    assert [re.search(r"<dd>(\d+)</dd>", text)[1] for text in texts] == ["5", "6", "7", "8", "9", "10"]
    assert [re.search(r'data-ahead="(\d+)" data-seconds="(\d+)"', text)[2] for text in texts] == ["1", "1", "2", "2", "3", "3"]
    assert not any("[[" in text for text in texts)
    english = Client().get("/en" + PAGE).content.decode()
    assert "Your number" in english


def test_waiting__place_is_kept_and_comes(crowd):
    crowd(12)
    me = Client()
    assert waits(me.get(PAGE))
    crowd(5)
    pass_by_at_the_gate(4)
    assert waits(Client().get(PAGE))
    assert not waits(me.get(PAGE))
    assert not waits(me.get(PAGE + "?view=list")), "who is in stays in"


def test_form__sent_by_who_waits__leads_to_the_queue_and_takes_nothing(crowd):
    crowd(14)
    late = Client()
    answer = late.post(PAGE + "hold/", {"slot": slots()[-1].pk})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert waits(late.get(PAGE))


@pytest.mark.parametrize("said", ["nonsense", "WzEsdHJ1ZV0:1abc:forged", ""])
def test_cookie__made_up__is_no_number(crowd, said):
    crowd(14)
    clever = Client()
    clever.cookies["mado_turn"] = said
    assert waits(clever.get(PAGE))


def test_switched_off__nobody_waits(crowd, settings):
    settings.MADO_RUSH = 0
    assert not any(waits(answer) for answer in crowd(14))


def test_reservation__already_held__is_never_kept_waiting(crowd):
    me = Client()
    soon = next(one for one in slots() if one.starts_at > timezone.now() + timedelta(days=1))
    filling = me.post(PAGE + "hold/", {"slot": soon.pk})["Location"]
    crowd(14)
    me.cookies.pop("mado_turn", None)
    assert "この日時で予約する" in me.get(filling).content.decode()
