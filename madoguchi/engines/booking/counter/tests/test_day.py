"""The day at the counter: tickets, check-in, calls, what comes of them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from madoguchi.core.refused import NotPermitted
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.counter import queries
from madoguchi.engines.booking.counter.actions.attend import attend, check_in, miss
from madoguchi.engines.booking.counter.actions.call_next import call_next, call_this
from madoguchi.engines.booking.counter.actions.end_call import (
    call_again,
    finish,
    give_up,
    hand_over,
    not_there,
    put_back,
)
from madoguchi.engines.booking.counter.actions.issue_ticket import take_ticket
from madoguchi.engines.booking.counter.definitions import Counter
from madoguchi.engines.booking.counter.finding import counter_of
from madoguchi.engines.booking.counter.jobs import close_counters
from madoguchi.engines.booking.counter.models import Call, Ending, Ticket
from madoguchi.engines.booking.counter.refusals import (
    AlreadyCame,
    DeskTaken,
    NoSuchCounter,
    NoSuchDesk,
    NoSuchLine,
    NoSuchReservation,
    NotCalled,
    NotToday,
    NotWaiting,
    NotWithoutReservation,
    ReservationOver,
    TicketOver,
    TooEarlyToMiss,
)
from madoguchi.engines.booking.counter.testing import COUNTER, a_counter, a_ticket
from madoguchi.engines.booking.limits import paused_until
from madoguchi.engines.booking.testing import NOON, a_reservation, slots
from madoguchi.engines.people.testing import ANONYMOUS, a_resident_account, actor_of, an_officer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_take_ticket__each__has_the_next_number_of_its_line() -> None:
    counter, clerk = a_counter(), an_officer()
    shown = [a_ticket(counter).shown, a_ticket(counter).shown, take_ticket(counter, "card", by=clerk, at=NOON).shown]
    assert shown == ["A-001", "A-002", "B-001"]
    tomorrow = NOON + timedelta(days=1)
    assert a_ticket(counter, at=tomorrow).shown == "A-001"
    first = take_ticket(counter, "moving", by=ANONYMOUS, at=NOON, asked="one press")
    assert take_ticket(counter, "moving", by=ANONYMOUS, at=NOON, asked="one press") == first
    with pytest.raises(NotWithoutReservation):
        take_ticket(counter, "card", by=ANONYMOUS, at=NOON)
    with pytest.raises(NoSuchLine):
        take_ticket(counter, "nothing", by=ANONYMOUS, at=NOON)
    with pytest.raises(NoSuchCounter):
        counter_of("nothing")


def test_check_in__by_number_or_address__waits_from_the_time_booked() -> None:
    counter = a_counter()
    slot = slots(on=(NOON + timedelta(days=1)).date())[0]
    booked = a_reservation(slot)
    early = slot.starts_at - 10 * MINUTE
    ticket = check_in(counter, f"https://city.example/reservations/{booked.number.lower()}/?x=1", by=ANONYMOUS, at=early)
    assert (ticket.due_at, ticket.reserved, ticket.shown) == (slot.starts_at, True, "A-001")
    assert check_in(counter, booked.number, by=ANONYMOUS, at=early) == ticket
    assert booked.attendance.came


def test_check_in__what_cannot_be__says_why() -> None:
    counter, clerk = a_counter(), an_officer()
    slot = slots(on=(NOON + timedelta(days=1)).date())[0]
    booked, cancelled = a_reservation(slot), a_reservation(slot)
    booking.cancel(cancelled, by=clerk, at=NOON)
    for scanned, at, refusal in (
        ("not a number", slot.starts_at, NoSuchReservation),
        ("2222-2222-A", slot.starts_at, NoSuchReservation),
        (booked.number, NOON, NotToday),
        (cancelled.number, slot.starts_at, ReservationOver),
    ):
        with pytest.raises(refusal):
            check_in(counter, scanned, by=ANONYMOUS, at=at)
    other = a_counter(lines=[{**COUNTER["lines"][0], "bookables": []}], desks=[{"code": "1"}])
    with pytest.raises(NoSuchReservation):
        check_in(other, booked.number, by=ANONYMOUS, at=slot.starts_at)


def test_call_next__reservations_at_their_time__then_others_as_they_came() -> None:
    counter, clerk = a_counter(), an_officer()
    day = (NOON + timedelta(days=1)).date()
    slot = slots(on=day)[1]
    walked_in = a_ticket(counter, at=slot.starts_at - 30 * MINUTE)
    reserved = check_in(counter, a_reservation(slot).number, by=ANONYMOUS, at=slot.starts_at - 20 * MINUTE)
    late = a_ticket(counter, at=slot.starts_at - 15 * MINUTE)

    first = call_next(counter, "1", seen=None, by=clerk, at=slot.starts_at - 10 * MINUTE)
    assert first.ticket == walked_in
    assert first.waited_seconds == 20 * 60
    second = call_next(counter, "1", seen=first.pk, by=clerk, at=slot.starts_at)
    assert second.ticket == reserved
    walked_in.refresh_from_db()
    assert walked_in.ended_how == Ending.SERVED
    third = call_next(counter, "2", seen=None, by=clerk, at=slot.starts_at)
    assert third.ticket == late
    assert call_next(counter, "1", seen=second.pk, by=clerk, at=slot.starts_at) is None
    assert queries.open_call(counter, "1") is None


def test_call_next__pressed_twice_or_by_two__calls_one_person() -> None:
    counter, clerk, other = a_counter(), an_officer(), an_officer()
    a_ticket(counter), a_ticket(counter)
    first = call_next(counter, "1", seen=None, by=clerk, at=NOON)
    assert call_next(counter, "1", seen=None, by=clerk, at=NOON) == first
    with pytest.raises(DeskTaken):
        call_next(counter, "1", seen=None, by=other, at=NOON)
    assert Ticket.objects.waiting().count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.create(
            ticket=first.ticket, counter="front", line="moving", desk="2", section="kodomo", day=first.day,
            called_at=NOON, shown_at=NOON, by_code="x", waited_seconds=0,
        )  # fmt: skip


def test_call_next__who_may_not__is_refused() -> None:
    counter = a_counter()
    for who in (ANONYMOUS, an_officer(section="zaisei")):
        with pytest.raises(NotPermitted):
            call_next(counter, "1", seen=None, by=who, at=NOON)
    with pytest.raises(NoSuchDesk):
        call_next(counter, "9", seen=None, by=an_officer(), at=NOON)
    with pytest.raises(NoSuchLine):
        call_next(counter, "1", seen=None, by=an_officer(), at=NOON, lines=["nothing"])


def test_after_the_call__later_again_elsewhere_gone__each_has_its_end() -> None:
    counter, clerk = a_counter(), an_officer()
    first, second = a_ticket(counter), a_ticket(counter)
    call = call_again(call_next(counter, "1", seen=None, by=clerk, at=NOON), by=clerk, at=NOON + MINUTE)
    assert (call.times, call.shown_at) == (2, NOON + MINUTE)
    put_back(call, by=clerk, at=NOON + 2 * MINUTE)
    for again in (finish, not_there, put_back):
        with pytest.raises(NotCalled):
            again(call, by=clerk, at=NOON + 2 * MINUTE)
    now = call_next(counter, "1", seen=None, by=clerk, at=NOON + 2 * MINUTE)
    assert now.ticket == second
    moved = hand_over(now, counter, "card", by=clerk, at=NOON + 3 * MINUTE)
    assert (moved.line, moved.shown, moved.waiting_since) == ("card", "A-002", NOON + 3 * MINUTE)
    at_three = call_next(counter, "3", seen=None, by=clerk, at=NOON + 4 * MINUTE)
    assert at_three.ticket == second
    assert not_there(at_three, by=clerk, at=NOON + 5 * MINUTE).ended_how == Ending.NO_SHOW
    with pytest.raises(NotWaiting):
        call_this(counter, "1", second, seen=None, by=clerk, at=NOON + 6 * MINUTE)
    first.refresh_from_db()
    assert call_this(counter, "1", first, seen=None, by=clerk, at=NOON + 6 * MINUTE).ticket == first
    with pytest.raises(TicketOver):
        give_up(first, by=ANONYMOUS, at=NOON + 6 * MINUTE)
    third = a_ticket(counter)
    assert give_up(third, by=ANONYMOUS, at=NOON + 7 * MINUTE).ended_how == Ending.LEFT


def test_waiting_time__measured__is_what_those_at_home_read() -> None:
    counter, clerk = a_counter(), an_officer()
    tickets = [a_ticket(counter, at=NOON) for _n in range(6)]
    assert queries.place_of(tickets[5], counter, NOON).wait == 75
    seen = None
    for n in range(4):
        call = call_next(counter, "1", seen=seen, by=clerk, at=NOON + n * 5 * MINUTE)
        seen = call.pk
    place = queries.place_of(tickets[5], counter, NOON + 16 * MINUTE)
    assert (place.ahead, place.wait) == (1, 5)
    state = queries.line_states(counter, NOON + 16 * MINUTE)[0]
    assert (state.waiting, state.last_called, state.waited, state.wait) == (2, "A-004", 10, 10)
    assert [call.ticket.shown for call in queries.on_the_wall(counter, NOON + 16 * MINUTE)] == ["A-004", "A-003"]
    figure = queries.figures(counter, NOON.date(), NOON.date())[0]
    assert (figure.tickets, figure.served, figure.waited, figure.took) == (6, 3, 7.5, 5.0)


def test_miss__after_the_time__counts_against_who_booked_until_they_come() -> None:
    a_counter()
    clerk, person = an_officer(), actor_of(a_resident_account())
    slot = slots(on=(NOON + timedelta(days=1)).date())[0]
    booked = a_reservation(slot, by=person)
    with pytest.raises(TooEarlyToMiss):
        miss(booked, by=clerk, at=slot.starts_at - MINUTE)
    miss(booked, by=clerk, at=slot.starts_at + MINUTE)
    assert queries.no_shows(booked.who, booked.scope, NOON) == [slot.starts_at]
    limits = booked.definition.limits.model_copy(update={"no_shows": 1})
    assert paused_until(limits, booked.who, booked.scope, at=slot.starts_at + MINUTE)
    assert attend(booked, by=clerk, at=slot.starts_at + 5 * MINUTE).came
    assert queries.no_shows(booked.who, booked.scope, NOON) == []
    for again in (attend, miss):
        with pytest.raises(AlreadyCame):
            again(booked, by=clerk, at=slot.starts_at + 6 * MINUTE)
    with pytest.raises(NotPermitted):
        attend(booked, by=an_officer(section="zaisei"), at=slot.starts_at)


def test_close_counters__at_night__ends_what_was_left_open() -> None:
    counter, clerk = a_counter(), an_officer()
    a_ticket(counter), a_ticket(counter)
    call_next(counter, "1", seen=None, by=clerk, at=NOON)
    tonight = NOON + timedelta(hours=13)
    assert close_counters(tonight) == 2
    assert sorted(Ticket.objects.values_list("ended_how", flat=True)) == ["left", "served"]
    assert call_next(counter, "1", seen=None, by=clerk, at=tonight) is None


def test_counter__badly_written__is_told_where() -> None:
    for wrong in ({"desks": [{"code": "1"}, {"code": "1"}]}, {"desks": [{"code": "1", "lines": ["nothing"]}]}):
        with pytest.raises(ValueError, match=r"twice|not among"):
            Counter.model_validate({**COUNTER, **wrong})


def test_tickets_of__ones_own_reservation__while_it_waits_and_no_others() -> None:
    counter, me = a_counter(), actor_of(a_resident_account(), NOON)
    slot = slots(on=(NOON + timedelta(days=1)).date())[0]
    made = a_reservation(slot, by=me)
    early = slot.starts_at - 10 * MINUTE
    ticket = check_in(counter, made.number, by=ANONYMOUS, at=early)
    assert queries.tickets_of(me, early) == [ticket]
    assert queries.tickets_of(actor_of(a_resident_account(), NOON), early) == []
    give_up(ticket, by=me, at=early)
    assert queries.tickets_of(me, early) == []
