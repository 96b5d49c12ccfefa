"""順番待ち: a rush on booking is let in one after the other; without a rush nobody notices."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from madoguchi.engines.booking.public import rush
from madoguchi.engines.booking.testing import a_bookable, pass_by_at_the_gate, slots, within_one_moment
from madoguchi.engines.people.testing import a_resident_account
from madoguchi.faces.portal.booking import drawn

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-sun", "hours": "9:00-12:00", "length": 60, "capacity": 1, "closed_days": "ignore"}
PAGE = "/booking/sample-counter/"


@pytest.fixture
def crowd(settings, monkeypatch):
    """Two people a second are let in; the gate lies in the past or ahead, as the test says."""
    settings.MADO_RUSH = 2
    monkeypatch.setattr(drawn.KEPT, "lasts", 60)
    monkeypatch.setattr(rush.LOAD, "share", lambda: None)
    forget()
    a_bookable(timezone.now(), openings=[DAILY])
    with within_one_moment():
        yield lambda count: [Client().get(PAGE) for _n in range(count)]
    forget()


def forget() -> None:
    rush.forget()
    drawn.KEPT.forget()


def waits(answer) -> bool:
    return "順番にご案内します" in answer.content.decode()


def test_crowd__who_came_first_is_in__the_others_are_told_how_long(crowd):
    answers = crowd(14)
    assert [waits(answer) for answer in answers] == [False] * 6 + [True] * 8  # four without, two with a number
    last = answers[-1]
    assert "前に待っている人" in last.content.decode()
    assert 'role="status"' in last.content.decode()
    assert re.search(r"<title>\s*あと", last.content.decode())  # a reader of screens hears it first, at each renewal
    assert 'href=""' in last.content.decode()  # and whoever's browser does not renew has a plain link
    assert last.headers["Refresh"] == "4"
    assert "no-store" in last.headers["Cache-Control"]


def test_page__says_each_person_their_own(crowd):
    texts = [answer.content.decode() for answer in crowd(12)[6:]]
    assert [re.search(r"<dd>(\d+)</dd>", text)[1] for text in texts] == ["3", "4", "5", "6", "7", "8"]
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


def test_waiting__signed_in_or_not__the_page_is_everybodys_and_names_nobody(crowd, django_assert_num_queries):
    crowd(14)
    me = Client()
    me.force_login(a_resident_account(name="見本 花子"))
    assert waits(me.get(PAGE))
    with django_assert_num_queries(0):
        text = me.get(PAGE).content.decode()
    assert "見本 花子" not in text
    assert "サインイン" not in text


def let_in(page: str = PAGE) -> tuple[Client, str]:
    """Somebody whose turn it is, and what they are shown."""
    me = Client(enforce_csrf_checks=True)
    me.get(PAGE)
    pass_by_at_the_gate(60)
    rush.forget()
    return me, me.get(page).content.decode()


def test_let_in__others_are_shown_other_slots_first(crowd):
    a_bookable(timezone.now(), openings=[{**DAILY, "hours": "8:00-20:00", "length": 20}])
    crowd(14)
    seen = [offered(let_in()[1]) for _n in range(3)]
    assert all(len(one) == 20 for one in seen)
    assert not set(seen[0]) & set(seen[1])
    assert not set(seen[1]) & set(seen[2])
    times = {str(slot.pk): slot.starts_at.time() for slot in slots()}
    assert len({times[one] for one in seen[0]}) > 10, "at every time of the day"


def test_let_in__page_of_another_moment_ago__holds_a_slot_for_this_person(crowd, django_assert_num_queries):
    crowd(14)
    let_in()
    other, _text = let_in()
    with django_assert_num_queries(0):
        text = other.get(PAGE).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[1]
    said = {"slot": offered(text)[0], "csrfmiddlewaretoken": token}
    assert "/booking/hold/" in other.post(PAGE + "hold/", said)["Location"]
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies["mado_turn"] = other.cookies["mado_turn"].value
    assert stranger.post(PAGE + "hold/", said).status_code == 403


def test_let_in__a_certain_day__is_the_calendar_as_ever(crowd):
    crowd(14)
    _me, text = let_in(PAGE + "?view=week&day=" + slots()[-1].day.isoformat())
    assert "空き状況（週）" in text


def test_lost__a_browser_that_came_for_this_alone__is_not_remembered(crowd):
    taken = slots()[-1]
    Client().post(PAGE + "hold/", {"slot": taken.pk})
    before = Session.objects.count()
    assert Client().post(PAGE + "hold/", {"slot": taken.pk}).status_code == 409
    assert Session.objects.count() == before


def offered(text: str) -> list[str]:
    return re.findall(r'name="slot" value="([0-9a-f-]{36})"', text)
