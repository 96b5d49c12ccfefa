"""The door of the day at the counter; others reach it as `booking.counter`."""

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
from madoguchi.engines.booking.counter.definitions import Counter, Desk, Line
from madoguchi.engines.booking.counter.events import ReservationCame, ReservationMissed
from madoguchi.engines.booking.counter.finding import counter_of, counters, lines_of
from madoguchi.engines.booking.counter.models import Attendance, Call, Ending, Outcome, Ticket
from madoguchi.engines.booking.counter.queries import (
    DayFigures,
    LineState,
    Place,
    day_list,
    figures,
    last_change,
    line_states,
    on_the_wall,
    open_call,
    place_of,
    queue_of,
    tickets_of,
)

__all__ = [
    "Attendance", "Call", "Counter", "DayFigures", "Desk", "Ending", "Line", "LineState", "Outcome", "Place",
    "ReservationCame", "ReservationMissed", "Ticket", "attend", "call_again", "call_next", "call_this", "check_in",
    "counter_of", "counters", "day_list", "figures", "finish", "give_up", "hand_over", "last_change", "line_states",
    "lines_of", "miss", "not_there", "on_the_wall", "open_call", "place_of", "put_back", "queue_of", "take_ticket", "tickets_of",
]  # fmt: skip
