"""The waiting list: in order, each for a while, never beyond capacity."""

from datetime import timedelta
from typing import Any

import pytest

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.actions.leave import expire_due
from madoguchi.engines.booking.public import waiting as line
from madoguchi.engines.booking.refusals import BadParty, NoSuchSlot
from madoguchi.engines.booking.testing import NOON, a_bookable, a_hold, a_reservation, a_resource, slots, somebody, untrue_counters
from madoguchi.engines.booking.waiting.jobs import work_the_line
from madoguchi.engines.booking.waiting.models import Ended, Offer, Waiting
from madoguchi.engines.booking.waiting.refusals import (
    CannotCall,
    CannotReach,
    NoOffer,
    OfferAccepted,
    OfferDeclined,
    OfferLapsed,
    WaitingClosed,
    WaitingOver,
)
from madoguchi.engines.messages.public import Message
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident_account, actor_of, an_officer

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ONE_PLACE = [{"days": "mon-fri", "hours": "9:00-12:00", "length": 60, "capacity": 1}]


def full(**changes: Any) -> tuple[Any, list[Any]]:
    """A slot of two places, both taken, far enough away for offers to last a day."""
    a_bookable(**changes)
    slot = slots(on=(NOON + timedelta(days=6)).date())[0]
    return slot, [a_reservation(slot, by=somebody(n)) for n in (1, 2)]


def a_person() -> Any:
    return actor_of(a_resident_account())


def waits(slot: Any, by: Any = None, at: Any = NOON, **more: Any) -> Waiting:
    return line.join(slot.pk, contact={"name": "見本 花子"}, by=by or a_person(), at=at, **more)


def test_cancel__place__is_kept_for_the_first_in_line_at_once() -> None:
    slot, (first, _second) = full()
    one, two = waits(slot), waits(slot, at=NOON + HOUR)
    assert [line.place_in_line(each) for each in (one, two)] == [1, 2]
    booking.cancel(first, by=an_officer(), at=NOON + 2 * HOUR)
    slot.refresh_from_db()
    assert slot.free == 0
    offer = line.open_offer(one)
    assert offer.ends_at == NOON + 26 * HOUR
    assert line.open_offer(two) is None
    assert Message.objects.filter(template="waiting-offer").count() == 1
    assert work_the_line(NOON + 3 * HOUR) == 0
    with pytest.raises(booking.NotFree):
        a_reservation(slot, by=somebody(9), at=NOON + 3 * HOUR)
    assert untrue_counters() == []


def test_accept__kept_place__is_a_reservation_and_again_the_same() -> None:
    slot, (first, _second) = full()
    who = a_person()
    waiting = waits(slot, who)
    with pytest.raises(NoOffer):
        line.accept(waiting, by=who, at=NOON)
    booking.cancel(first, by=an_officer(), at=NOON)
    with pytest.raises(NotPermitted):
        line.accept(waiting, token=waiting.token, by=somebody(3), at=NOON)
    made = line.accept(waiting, by=who, at=NOON + HOUR)
    assert (made.way, made.account_id, made.contact["name"]) == ("offer", who.account_id, "見本 花子")
    assert line.accept(waiting, by=who, at=NOON + 48 * HOUR) == made
    with pytest.raises(OfferAccepted):
        line.decline(waiting, by=who, at=NOON + HOUR)
    with pytest.raises(WaitingOver):
        line.leave(waiting, by=who, at=NOON + HOUR)
    waiting.refresh_from_db()
    assert waiting.ended_how == Ended.RESERVED
    assert untrue_counters() == []


def test_decline_or_lapse__place__goes_on_and_old_answers_are_told() -> None:
    slot, (first, _second) = full()
    people = [a_person() for _n in range(3)]
    one, two, three = (waits(slot, who) for who in people)
    booking.cancel(first, by=an_officer(), at=NOON)
    line.decline(one, by=people[0], at=NOON + HOUR)
    for answer in (line.accept, line.decline):
        with pytest.raises(OfferDeclined):
            answer(one, by=people[0], at=NOON + HOUR)
    assert line.open_offer(two)
    late = NOON + 26 * HOUR
    with pytest.raises(OfferLapsed):
        line.accept(two, by=people[1], at=late)
    assert work_the_line(late) == 1
    assert work_the_line(late) == 0
    two.refresh_from_db()
    assert two.ended_how == Ended.LAPSED
    assert line.open_offer(three)
    assert untrue_counters() == []


def test_lapse__hold_swept_first__the_place_still_goes_on() -> None:
    """The sweep of holds may come before the sweep of offers."""
    slot, (first, _second) = full()
    one, two = waits(slot), waits(slot)
    booking.cancel(first, by=an_officer(), at=NOON)
    late = NOON + 25 * HOUR
    assert expire_due(late) == 1
    work_the_line(late)
    one.refresh_from_db()
    assert one.ended_how == Ended.LAPSED
    assert line.open_offer(two)
    assert untrue_counters() == []


def test_join__what_cannot_be__says_why() -> None:
    slot, _booked = full()
    free = slots(on=(NOON + timedelta(days=6)).date())[1]
    who = a_person()
    for call, refusal in (
        (lambda: waits(free, who), line.StillFree),
        (lambda: waits(slot, who, party=0), BadParty),
        (lambda: waits(slot, who, party=-1), BadParty),
        (lambda: waits(slot, somebody(5)), CannotReach),
        (lambda: waits(slot, who, at=slot.starts_at + HOUR), WaitingClosed),
        (lambda: line.join("nothing", contact={}, by=who, at=NOON), NoSuchSlot),
    ):
        with pytest.raises(refusal):
            call()
    waits(slot, who)
    with pytest.raises(line.AlreadyWaiting):
        waits(slot, who)
    a_bookable(code="no-list", waiting_hours=0)
    with pytest.raises(line.NoWaitingList):
        waits(slots("no-list")[0], who)


def test_leave__by_link__without_an_account() -> None:
    slot, (first, _second) = full()
    waiting = line.join(slot.pk, contact={"mail": "hito@example.jp"}, by=somebody(5), at=NOON)
    booking.cancel(first, by=an_officer(), at=NOON)
    with pytest.raises(NotPermitted):
        line.leave(waiting, token="guessed", by=somebody(6), at=NOON)
    assert line.leave(waiting, token=waiting.token, by=somebody(6), at=NOON).ended_how == Ended.LEFT
    slot.refresh_from_db()
    assert slot.free == 1
    again = line.join(slot.pk, contact={"mail": "hito@example.jp"}, by=somebody(5), at=NOON) if slot.free == 0 else None
    assert again is None
    assert untrue_counters() == []


def test_accept__by_link__without_an_account() -> None:
    slot, (first, _second) = full()
    waiting = line.join(slot.pk, contact={"mail": "hito@example.jp"}, by=somebody(5), at=NOON)
    booking.cancel(first, by=an_officer(), at=NOON)
    made = line.accept(waiting, token=waiting.token, by=somebody(7), at=NOON + HOUR)
    assert made.contact["mail"] == "hito@example.jp"


def test_hand_out__who_needs_more_than_is_there__is_passed_over_until_it_is() -> None:
    slot, (first, second) = full(limits={"party": 2})
    big, small = waits(slot, party=2), waits(slot)
    booking.cancel(first, by=an_officer(), at=NOON)
    assert line.open_offer(big) is None
    assert line.open_offer(small)
    booking.cancel(second, by=an_officer(), at=NOON)
    line.leave(small, by=small.actor(NOON), at=NOON)
    assert line.open_offer(big)
    assert untrue_counters() == []


def test_hand_out__with_rooms__by_the_job() -> None:
    a_resource("room-a"), a_resource("room-b")
    slot, (first, _second) = full(needs=[{"code": "room", "title": "部屋", "any_of": ["room-a", "room-b"]}])
    waiting = waits(slot)
    booking.cancel(first, by=an_officer(), at=NOON)
    assert work_the_line(NOON) == 1
    assert line.open_offer(waiting)
    assert untrue_counters() == []


def test_past__slot__ends_the_waiting() -> None:
    slot, _booked = full()
    waiting = waits(slot)
    work_the_line(slot.closes_at)
    waiting.refresh_from_db()
    assert waiting.ended_how == Ended.PAST
    assert not Offer.objects.exists()


def test_hold_left__by_somebody_browsing__is_offered_too() -> None:
    a_bookable(openings=[{"days": "mon-fri", "hours": "9:00-12:00", "length": 60, "capacity": 1}])
    slot = slots(on=(NOON + timedelta(days=6)).date())[0]
    held = a_hold(slot, by=somebody(1))
    waiting = waits(slot)
    booking.leave(held, by=somebody(1), at=NOON)
    assert line.open_offer(waiting)


def test_join__by_the_desk__reached_by_telephone_and_told_by_nobody() -> None:
    slot, (first, _second) = full()
    clerk = an_officer()
    with pytest.raises(CannotCall):
        line.join(slot.pk, contact={"name": "見本"}, by=clerk, at=NOON)
    with pytest.raises(NotPermitted):
        line.join(slot.pk, contact={"phone": "047-000-0000"}, by=an_officer("kaigo"), at=NOON)
    waiting = line.join(slot.pk, contact={"phone": "047-000-0000"}, by=clerk, at=NOON)
    with pytest.raises(line.AlreadyWaiting):
        line.join(slot.pk, contact={"phone": "０４７０００００００"}, by=an_officer(), at=NOON)
    assert waiting.is_called
    booking.cancel(first, by=clerk, at=NOON)
    assert line.open_offer(waiting)
    assert not Message.objects.filter(template="waiting-offer").exists()
    assert line.accept(waiting, by=clerk, at=NOON + HOUR).way == "phone"
    assert untrue_counters() == []


def test_answer__by_staff_of_another_section__is_not_permitted() -> None:
    slot, (first, _second) = full()
    waiting = waits(slot)
    booking.cancel(first, by=an_officer(), at=NOON)
    for act in (line.accept, line.decline, line.leave):
        with pytest.raises(NotPermitted):
            act(waiting, by=an_officer("kaigo"), at=NOON)
    assert line.open_offer(waiting)


def test_join__who_could_not_take_the_place__is_told_before_waiting() -> None:
    a_bookable(code="with-account", who={"proof": "account"}, openings=ONE_PLACE)
    a_bookable(code="residents", who={"residents_only": True}, openings=ONE_PLACE)
    for code, refusal in (("with-account", booking.SignInNeeded), ("residents", booking.OnlyResidents)):
        place = slots(code)[0]
        taker = a_person() if code == "with-account" else somebody(1)
        a_hold(place, by=taker)
        with pytest.raises(refusal):
            line.join(place.pk, contact={"mail": "hito@example.jp"}, by=somebody(2), at=NOON)
    assert line.join(slots("residents")[0].pk, contact={"mail": "hito@example.jp", "resident": True}, by=somebody(2), at=NOON)


def test_join__free_but_not_open_yet__is_no_way_round_the_opening() -> None:
    a_bookable(lead={"days": 3})
    later = slots()[-1]
    assert later.opens_at > NOON
    with pytest.raises(booking.SlotNotOpenYet):
        waits(later)
    with pytest.raises(line.StillFree):
        line.join(later.pk, contact={"phone": "047-000-0000"}, by=an_officer(), at=NOON)


def test_accept__what_the_reservation_asks__is_answered_with_the_offer_and_firm_at_once() -> None:
    topic = {"id": "topic", "type": "choice", "label": "分野", "options": {"land": "土地", "debt": "借金"}}
    a_bookable(pages=[{"title": "内容", "ask": [topic]}], who={"proof": "mail"}, openings=ONE_PLACE)
    slot = slots(on=(NOON + timedelta(days=6)).date())[0]
    held = a_hold(slot, by=somebody(1))
    waiting = line.join(slot.pk, contact={"mail": "hito@example.jp"}, by=somebody(5), at=NOON)
    booking.leave(held, by=somebody(1), at=NOON)
    with pytest.raises(booking.NotAcceptable):
        line.accept(waiting, token=waiting.token, by=somebody(7), at=NOON)
    made = line.accept(waiting, answers={"topic": "land"}, token=waiting.token, by=somebody(7), at=NOON)
    assert (made.answers, made.is_firm) == ({"topic": "land"}, True), "the link of a mail has been opened already"


def test_place__lottery_turns_before_later_comers__and_none_when_it_is_over() -> None:
    slot, _booked = full()
    last, first, second = waits(slot), waits(slot, at=NOON + HOUR), waits(slot, at=NOON + HOUR)
    Waiting.objects.filter(pk=first.pk).update(turn=1)
    Waiting.objects.filter(pk=second.pk).update(turn=2)
    assert line.places_in_line([last, first, second]) == {first.pk: 1, second.pk: 2, last.pk: 3}
    line.leave(first, by=SYSTEM, at=NOON + HOUR)
    assert line.places_in_line([last, first, second]) == {second.pk: 1, last.pk: 2}
    assert line.place_in_line(first) == 0
