"""線が切れたとき: the public side owns the places; the office gives only what was set aside for it."""

from datetime import timedelta

import pytest
from django.test import override_settings

from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.core.relay.public import QUESTIONS, RelayRefused, SaidNo, note_crossing
from madoguchi.core.relay.testing import Taken, Writing, as_carried, noted
from madoguchi.engines.booking import line
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.across import asking, closures, desk, reservations
from madoguchi.engines.booking.across import slots as across
from madoguchi.engines.booking.testing import NOON, a_bookable, a_resource, slots, somebody, untrue_counters
from madoguchi.engines.people.testing import an_officer

pytestmark = pytest.mark.django_db
DAILY = {"days": "mon-fri", "hours": "9:00-12:00", "length": 60, "capacity": 2, "quota": 1}
BY_PHONE = booking.Request(way=booking.Way.PHONE)


@pytest.fixture
def slot():
    a_bookable(openings=[DAILY])
    return next(one for one in slots() if one.starts_at > NOON + timedelta(days=1))


@pytest.fixture
def office(settings, monkeypatch):
    """An office that stands apart; the line is what the test says. One database plays both sides."""
    settings.MADO_ZONE = "office"
    state = {"up": False, "answers": True}

    def ask(name, said):
        with override_settings(MADO_ZONE="public"):
            try:
                found = as_carried(QUESTIONS.get(name)(as_carried(said), NOON))
            except Refused as refused:
                raise SaidNo(refused.code, str(refused)) from refused
        if not state["answers"]:
            booking.Reservation.objects.filter(asked="desk:lost").update(asked="unseen here")
            raise RelayRefused
        return found

    monkeypatch.setattr(line, "is_up", lambda: state["up"])
    monkeypatch.setattr(asking, "ask_public", ask)
    return state


def counters(slot):
    slot.refresh_from_db()
    return slot.free, slot.quota_free


def test_line_cut__desk_books_from_its_quota_and_no_further(slot, office):
    clerk = an_officer()
    booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    assert counters(slot) == (2, 0)
    with pytest.raises(booking.SlotFull):
        booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    with pytest.raises(booking.SlotFull):
        booking.hold([slot.pk], by=clerk, at=NOON)
    assert counters(slot) == (2, 0)
    office["up"] = True
    booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    assert counters(slot) == (1, 0)
    assert untrue_counters() == []


def test_line_up__slot_is_full_there__is_said_with_what_is_near(slot, office):
    office["up"], clerk = True, an_officer()
    for _ in range(2):
        booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    with pytest.raises(booking.SlotFull) as refused:
        booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    assert "埋まりました" in str(refused.value)
    assert counters(slot) == (0, 1)


def test_line_up__same_request_twice__is_one_reservation(slot, office):
    office["up"], clerk = True, an_officer()
    wish = booking.Request(way=booking.Way.PHONE, asked="desk:once")
    made = [booking.book([slot.pk], wish, by=clerk, at=NOON).pk for _ in range(2)]
    assert made[0] == made[1]
    assert counters(slot) == (1, 1)


def test_line_up__moved_and_called_off__by_the_public_side(slot, office):
    office["up"], clerk = True, an_officer()
    row = booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    other = next(one for one in slots() if one.starts_at > slot.starts_at)
    row = booking.change(row, [other.pk], by=clerk, at=NOON)
    assert (counters(slot), counters(other), row.starts_at) == ((2, 1), (1, 1), other.starts_at)
    assert booking.cancel(row, by=clerk, at=NOON).cancelled_at
    assert counters(other) == (2, 1)
    assert untrue_counters() == []


def test_answer_lost__what_was_done_is_called_off_by_the_ledger(slot, office):
    office["up"], office["answers"], clerk = True, False, an_officer()
    wish = booking.Request(way=booking.Way.PHONE, asked="desk:lost")
    with pytest.raises(booking.LineBroke):
        booking.book([slot.pk], wish, by=clerk, at=NOON)
    assert ("booking.call-off", "desk:lost") in noted()
    booking.Reservation.objects.update(asked="desk:lost")
    with override_settings(MADO_ZONE="public"):
        desk.take_call_off("desk:lost", {}, Taken(1, NOON))
    assert untrue_counters() == []
    assert booking.Reservation.objects.get(asked="desk:lost").cancelled_at
    booking.Reservation.objects.update(asked="unseen here")
    office["answers"] = True
    with pytest.raises(booking.LineBroke):
        booking.book([slot.pk], wish, by=clerk, at=NOON)


def test_question_arrives_after_it_was_called_off__is_not_done(slot, office):
    with override_settings(MADO_ZONE="public"):
        desk.take_call_off("desk:late", {}, Taken(1, NOON))
    office["up"] = True
    with pytest.raises(SaidNo) as refused:
        booking.book([slot.pk], booking.Request(way=booking.Way.PHONE, asked="desk:late"), by=an_officer(), at=NOON)
    assert refused.value.code == "line-broke"
    assert counters(slot) == (2, 1)


def test_both_sides_changed_it__the_public_state_stands_but_for_a_cancellation(slot, office):
    clerk = an_officer()
    row = booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    said = as_carried(reservations.write(str(row.pk), "", Writing()))
    assert said["seats"] == [{"slot_id": str(slot.pk), "places": 1, "from_quota": True}]
    booking.cancel(row, by=clerk, at=NOON)
    gone = as_carried(reservations.write(str(row.pk), "", Writing()))
    with override_settings(MADO_ZONE="public"):
        note_crossing("booking.reservation", str(row.pk), at=NOON)
        desk.take_desk(str(row.pk), {**said, "heard": 0}, Taken(1, NOON))
        assert booking.Reservation.objects.get(pk=row.pk).cancelled_at, "what the office did not know of is not undone"
        desk.take_desk(str(row.pk), {**gone, "heard": 0}, Taken(2, NOON))
    assert booking.Reservation.objects.get(pk=row.pk).cancelled_at
    assert counters(slot) == (2, 1)


def test_slots__of_a_day__are_followed_but_for_the_quotas_counter(slot, office):
    clerk = an_officer()
    booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    subject = f"{slot.bookable}:{slot.day.isoformat()}"
    said = as_carried(across.write(subject, "", Writing()))
    one = next(row for row in said["slots"] if row["id"] == str(slot.pk))
    one |= {"free": 1, "quota": 3}
    across.take(subject, said, Taken(1, NOON))
    slot.refresh_from_db()
    assert (slot.free, slot.quota, slot.quota_free) == (1, 3, 2)
    one |= {"quota": 0}
    across.take(subject, said, Taken(2, NOON))
    slot.refresh_from_db()
    assert (slot.quota, slot.quota_free) == (1, 0), "what is given stays given"


def test_places_of_the_public_side__are_not_taken_at_the_office(slot, office):
    office["up"] = True
    with pytest.raises(booking.LineCut):
        booking.hold([slot.pk], by=an_officer(), at=NOON)
    assert counters(slot) == (2, 1)


def test_closure__made_at_the_desk__closes_the_slots_there(slot, office):
    until = slot.starts_at + timedelta(hours=1)
    closure = booking.close(slot.bookable, slot.starts_at, until, reason="停電", by=an_officer(), at=NOON)
    assert noted()[-1] == ("booking.closure", str(closure.pk))
    said = as_carried(closures.write(str(closure.pk), "", Writing()))
    booking.Slot.objects.update(closed_at=None)
    with override_settings(MADO_ZONE="public"):
        closures.take(str(closure.pk), said, Taken(1, NOON))
        assert noted()[-1] == ("booking.slots", f"{slot.bookable}:{slot.day.isoformat()}")
    slot.refresh_from_db()
    assert slot.closed_at


def test_line_cut__what_is_the_public_sides_is_left_alone__the_own_goes_back(slot, office):
    clerk = an_officer()
    office["up"] = True
    public = booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    office["up"] = False
    own = booking.book([slot.pk], BY_PHONE, by=clerk, at=NOON)
    other = next(one for one in slots() if one.starts_at > slot.starts_at)
    with pytest.raises(booking.LineCut):
        booking.cancel(public, by=clerk, at=NOON)
    with pytest.raises(booking.LineCut):
        booking.change(public, [other.pk], by=clerk, at=NOON)
    booking.change(own, [other.pk], by=clerk, at=NOON)
    assert counters(other) == (2, 0)
    booking.cancel(own, by=clerk, at=NOON)
    assert (counters(slot), counters(other)) == ((1, 1), (2, 1))
    assert untrue_counters() == []


def test_line_cut__what_needs_a_room__waits_for_the_line(office):
    a_resource("room-1")
    a_bookable(openings=[DAILY], needs=[{"code": "room", "any_of": ["room-1"]}])
    with pytest.raises(booking.NotFromQuota):
        booking.book([slots()[-1].pk], BY_PHONE, by=an_officer(), at=NOON)


def test_quota__asked_for_by_others_than_the_desk__is_refused(slot):
    with pytest.raises(NotPermitted):
        booking.book([slot.pk], booking.Request(), quota=True, by=somebody(), at=NOON)
    assert counters(slot) == (2, 1)


def test_quota__one_house_with_both_sides__takes_the_common_places(slot):
    booking.book([slot.pk], BY_PHONE, by=an_officer(), at=NOON)
    assert counters(slot) == (1, 1)
