"""Reading a way: from the events of one case to where its days went. A pure function of events and calendar."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import StoredEvent
from madoguchi.engines.insight.flow.days import OpenDays
from madoguchi.engines.insight.flow.process import Effect, Move, Process
from madoguchi.engines.insight.models import Trace

LONGEST = 30
"""Steps that a variant tells of; a way that is longer ends in …"""
ANSWERED, LEFT = "answered", "left"


def read(process: Process, subject_id: str, events: Iterable[StoredEvent], days: OpenDays) -> Trace | None:
    """The way (an unsaved row); None as long as no event has begun it."""
    way: Way | None = None
    for event in sorted(events, key=lambda one: (one.at, one.id)):
        move = process.move_for(event.kind, event.data)
        if move is None:
            continue
        if way is None:
            if move.effect is Effect.BEGIN:
                way = Way(process, subject_id, event, move, days)
        elif not way.trace.ended_on:
            way.take(move, event)
    return way.trace if way else None


class Way:
    """Follows the events, keeping the row."""

    def __init__(self, process: Process, subject_id: str, event: StoredEvent, move: Move, days: OpenDays) -> None:
        self.process, self.days = process, days
        on, data = today(event.at), event.data
        arrived = min(_day(data.get("received_on")) or on, on)
        self.trace = Trace(
            process=process.code,
            subject_id=subject_id,
            procedure=str(data.get("procedure") or ""),
            section=event.section,
            source=str(data.get("source") or ""),
            origin=str(data.get(process.origin) or "") if process.origin else "",
            began_on=arrived,
            step=process.first if arrived < on else move.to,
            since=arrived,
            spent={},
            path="",
        )
        self.base = ""
        self._note(self.trace.step)
        if arrived < on:
            self._go(move.to, on)

    def take(self, move: Move, event: StoredEvent) -> None:
        trace, on = self.trace, max(today(event.at), self.trace.since)
        answered = trace.answered_on is not None or trace.ending == LEFT
        if move.answered_only and not answered:
            return
        match move.effect:
            case Effect.MOVE if self.base:
                self.base = move.to
            case Effect.MOVE:
                self._go(move.to, on)
            case Effect.ASIDE:
                self.base = self.base or trace.step
                self._go(move.to, on)
            case Effect.BACK if self.base:
                back, self.base = self.base, ""
                self._go(back, on)
            case Effect.HAND_OVER:
                self._hand_over(str(event.data.get("to_section") or event.section), on)
            case Effect.ANSWER | Effect.LEAVE:
                if move.effect is Effect.LEAVE:
                    trace.ending = LEFT
                elif not answered:
                    trace.answered_on, trace.promised_on = on, _day(event.data.get("promised_on"))
                self.base = ""
                self._go(move.to, on)
            case Effect.END:
                self._close(on)
                trace.ended_on = on
                trace.ending = ANSWERED if trace.answered_on else LEFT
                trace.step = ""
        if move.counts:
            setattr(trace, move.counts, getattr(trace, move.counts) + 1)

    def _go(self, step: str, on: date) -> None:
        self._close(on)
        self.trace.step = step
        self._note(step)

    def _close(self, on: date) -> None:
        """The days since the last step began belong to it."""
        trace = self.trace
        was, opened = self.days.between(trace.since, on)
        known = trace.spent.get(trace.step, [0, 0])
        trace.spent[trace.step] = [known[0] + was, known[1] + opened]
        trace.since = on

    def _note(self, step: str) -> None:
        steps = self.trace.path.split(">") if self.trace.path else []
        if len(steps) < LONGEST:
            self.trace.path = ">".join([*steps, step])
        elif steps[-1] != "…":
            self.trace.path += ">…"

    def _hand_over(self, section: str, on: date) -> None:
        """The department that goes on with it is not charged with the days that it lay in another."""
        self._close(on)
        trace, elsewhere = self.trace, self.process.elsewhere
        mine = [code for code in trace.spent if self.process.step[code].whose == "city"]
        sums: list[Any] = [trace.spent.pop(code) for code in mine]
        trace.spent[elsewhere] = [sum(one[0] for one in sums), sum(one[1] for one in sums)]
        trace.section = section
        self._note(elsewhere)
        self._note(trace.step)


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written)) if written else None
    except ValueError:
        return None
