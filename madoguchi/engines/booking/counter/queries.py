"""Who waits, who is called, how long it takes: for the clerk, the wall, and those who wait elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Avg, Count, F, Max, Q

from madoguchi.core.audit.public import listed
from madoguchi.core.calendar.public import TOKYO, today
from madoguchi.engines.booking.counter.definitions import Counter, Line
from madoguchi.engines.booking.counter.models import Attendance, Call, Ticket
from madoguchi.engines.booking.models import Reservation
from madoguchi.engines.people.public import Actor

LATELY = timedelta(minutes=45)
ON_THE_WALL = 6


@dataclass(frozen=True)
class LineState:
    """`waited`: minutes that those called last had waited (None before the first call). `wait`: minutes that somebody who
    comes now has to reckon with.
    """

    line: Line
    waiting: int
    last_called: str
    waited: int | None
    wait: int


@dataclass(frozen=True)
class Place:
    """Where a ticket stands: `ahead` people before it, `wait` minutes to reckon with; `call` once it is called."""

    ticket: Ticket
    ahead: int
    wait: int
    call: Call | None


def line_states(counter: Counter, at: datetime) -> list[LineState]:
    """Each line of the counter at that moment; four queries whatever the number of lines."""
    day = today(at)
    waiting = dict(
        Ticket.objects.waiting().filter(counter=counter.code, day=day).values_list("line").annotate(n=Count("id")).order_by()
    )
    called = list(Call.objects.filter(counter=counter.code, day=day).select_related("ticket").order_by("-called_at")[:60])
    desks = desks_at_work(counter, at)
    states = []
    for line in counter.lines:
        mine = [call for call in called if call.line == line.code]
        states.append(
            LineState(
                line=line,
                waiting=waiting.get(line.code, 0),
                last_called=mine[0].ticket.shown if mine else "",
                waited=round(sum(call.waited_seconds for call in mine[:3]) / 60 / len(mine[:3])) if mine else None,
                wait=reckon(waiting.get(line.code, 0), minutes_each(line, mine), desks.get(line.code, 1)),
            )
        )
    return states


def minutes_each(line: Line, calls: Sequence[Call]) -> float:
    """The middle of the last ten services of the day once there are three; before that what the definition says."""
    ended = [(call.ended_at - call.called_at).total_seconds() / 60 for call in calls if call.ended_at and call.outcome == "served"]
    return max(0.5, median(ended[:10])) if len(ended) >= 3 else float(line.minutes)


def desks_at_work(counter: Counter, at: datetime) -> dict[str, int]:
    """Desks that called from a line within the last three quarters of an hour."""
    rows = Call.objects.filter(counter=counter.code, day=today(at), called_at__gte=at - LATELY)
    return dict(rows.values_list("line").annotate(n=Count("desk", distinct=True)).order_by())


def reckon(ahead: int, each: float, desks: int) -> int:
    """Minutes, rounded up to five: an estimate is no promise."""
    return -(-round(ahead * each / max(desks, 1)) // 5) * 5


def place_of(ticket: Ticket, counter: Counter, at: datetime) -> Place:
    """For the person who holds the ticket."""
    call = Call.objects.filter(ticket=ticket, ended_at=None).first()
    if ticket.waiting_since is None:
        return Place(ticket, 0, 0, call)
    rows = Ticket.objects.filter(counter=ticket.counter, line=ticket.line, day=ticket.day).in_turn(at)
    ids = list(rows.values_list("pk", flat=True))
    ahead = ids.index(ticket.pk) if ticket.pk in ids else 0
    line = counter.line(ticket.line)
    lately = Call.objects.filter(counter=ticket.counter, line=ticket.line, day=ticket.day).order_by("-called_at")[:20]
    each = minutes_each(line, list(lately)) if line else 10
    wait = reckon(ahead, each, desks_at_work(counter, at).get(ticket.line, 1))
    until = -(-round((ticket.due_at - at).total_seconds() / 60) // 5) * 5 if ticket.reserved else 0
    return Place(ticket, ahead, max(wait, until), None)


def tickets_of(by: Actor, at: datetime) -> list[Ticket]:
    """Those of today that stand for one's own reservations and are not over."""
    if by.kind != "resident":
        return []
    rows = Ticket.objects.filter(day=today(at), ended_at=None, reservation__in=Reservation.objects.visible_to(by))
    return list(rows.order_by("due_at")[:20])


def queue_of(counter: Counter, lines: Sequence[str], at: datetime) -> list[Ticket]:
    """Who waits in those lines, in the order in which they are called."""
    rows = Ticket.objects.filter(counter=counter.code, line__in=lines, day=today(at))
    return list(rows.in_turn(at).select_related("reservation")[:100])


def open_call(counter: Counter, desk: str) -> Call | None:
    return Call.objects.filter(counter=counter.code, desk=desk, ended_at=None).select_related("ticket").first()


def on_the_wall(counter: Counter, at: datetime) -> list[Call]:
    """The calls that are shown, the newest first. Numbers and desks only."""
    rows = Call.objects.filter(counter=counter.code, day=today(at)).filter(
        Q(ended_at=None) | Q(ended_at__gte=at - timedelta(minutes=2))
    )
    return list(rows.select_related("ticket").order_by("-shown_at", "-id")[:ON_THE_WALL])


def last_change(counter: Counter, at: datetime) -> str:
    """Changes whenever the wall has something new to show or to say."""
    found = Call.objects.filter(counter=counter.code, day=today(at)).aggregate(
        n=Count("id"), last=Max("shown_at"), times=Max("times")
    )
    return f"{found['n']}-{found['last'].timestamp() if found['last'] else 0:.0f}"


def day_list(*, by: Actor, at: datetime, day: date, bookables: Sequence[str] = ()) -> list[Reservation]:
    """The reservations of a day that the actor may see, by time; a list of people is written down as looked at."""
    begin = datetime(day.year, day.month, day.day, tzinfo=TOKYO)
    rows = Reservation.objects.visible_to(by).in_force().filter(starts_at__gte=begin, starts_at__lt=begin + timedelta(days=1))
    if bookables:
        rows = rows.filter(bookable__in=bookables)
    found = list(rows.select_related("attendance", "ticket", "key", "version").order_by("starts_at", "number")[:500])
    if by.kind == "staff":
        listed(by, at, "reservation", {"day": day.isoformat()}, [one.pk for one in found], "counter")
    return found


@dataclass(frozen=True)
class DayFigures:
    """Of a counter, line and day: how many, how long they waited, how long it took (minutes)."""

    line: str
    tickets: int
    served: int
    no_shows: int
    left: int
    waited: float | None
    took: float | None


def figures(counter: Counter, first: date, last: date) -> list[DayFigures]:
    """The counter's work between two days, a line each."""
    rows = Ticket.objects.filter(counter=counter.code, day__gte=first, day__lte=last)
    counted = rows.values("line").annotate(
        tickets=Count("id"),
        served=Count("id", filter=Q(ended_how="served")),
        no_shows=Count("id", filter=Q(ended_how="no-show")),
        left=Count("id", filter=Q(ended_how="left")),
    )
    tickets = {row["line"]: row for row in counted.order_by()}
    calls = Call.objects.filter(counter=counter.code, day__gte=first, day__lte=last)
    measured = calls.values("line").annotate(
        waited=Avg("waited_seconds"), took=Avg(F("ended_at") - F("called_at"), filter=Q(outcome="served"))
    )
    times = {row["line"]: row for row in measured.order_by()}
    found = []
    for line in counter.lines:
        row, time = tickets.get(line.code), times.get(line.code)
        if row:
            waited = time["waited"] / 60 if time and time["waited"] is not None else None
            took = time["took"].total_seconds() / 60 if time and time["took"] is not None else None
            found.append(DayFigures(line.code, row["tickets"], row["served"], row["no_shows"], row["left"], waited, took))
    return found


def no_shows(who: str, scope: str, since: datetime) -> list[datetime]:
    """When somebody had booked within a scope and did not come, since then; `who` as reservations keep it."""
    rows = Attendance.objects.filter(came=False, reservation__who=who, reservation__scope=scope)
    return list(rows.filter(reservation__starts_at__gte=since).values_list("reservation__starts_at", flat=True))
