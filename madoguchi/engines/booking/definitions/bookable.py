"""予約できるもの: one file of booking/."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from madoguchi.city.public import Code, Definition, Mistake, Part, Text
from madoguchi.engines.booking.definitions.opening import Exceptional, Lead, Opening, Track
from madoguchi.engines.booking.definitions.resource import Need
from madoguchi.engines.booking.definitions.rules import Asking, Fee, Limits, Nursery, Who
from madoguchi.engines.forms.public import FormSpec, Page


class Kind(StrEnum):
    """種類: by which people look for it."""

    CONSULTATION = "consultation"
    COUNTER = "counter"
    NURSERY = "nursery"
    CLASS = "class"
    EVENT = "event"
    SPORT = "sport"
    ROOM = "room"
    EQUIPMENT = "equipment"


class Place(Part):
    """Where it is."""

    name: Text
    """Building, floor, room."""
    address: Text | None = None
    """Address."""
    lift: bool = False
    """Whether it can be reached without stairs."""
    area: Text | None = None
    """The quarter or station it is near, by which people choose the nearest."""
    phone: str | None = None
    """Telephone on the day, if otherwise than the department's."""


class Purpose(Definition):
    """用件: what people come for. Bookables of one purpose would do equally well."""

    summary: Text | None = None
    """One sentence."""
    procedure: Code | None = None
    """The procedure that such a visit begins, where there is one."""
    answers: dict[str, str | int | bool] = {}
    """What such a visit answers in that procedure already; its time is put in by itself."""


REMIND = {"d": 24 * 60, "h": 60, "m": 1}


def _before(value: Any) -> Any:
    if isinstance(value, str) and len(value) > 1 and value[:-1].isdecimal() and value[-1] in REMIND:
        return int(value[:-1]) * REMIND[value[-1]]
    return value


Before = Annotated[int, BeforeValidator(_before), Field(ge=10, le=60 * 24 * 30)]


class Bookable(FormSpec, Definition):
    """予約できるもの: a counter, a room, a class, an event, a consultation, an equipment."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measures: list[str] = []
    """Measures of the plan that it belongs to."""
    kind: Kind
    """By which people look for it."""
    purpose: Code | None = None
    """What people come for (booking-purposes/)."""
    department: Code
    """The department in charge; its staff see the reservations."""
    place: Place
    """Where it is."""
    summary: Text | None = None
    """One sentence that says what it is."""
    about: Text | None = None
    """More, as paragraphs."""
    bring: list[Text] = []
    """What to bring."""
    takes_minutes: int | None = Field(None, ge=1, le=60 * 24)
    """How long it takes, where that is not the length of the slot."""
    languages: list[str] = []
    """Languages in which it can be had besides Japanese."""
    pages: list[Page] = Field(default=[], max_length=5)
    """Questions, on one page of the booking; contact is asked anyway."""
    ask: Asking = Asking()
    """What is asked to reach the person."""
    who: Who = Who()
    """Who may book."""
    limits: Limits = Limits()
    """How much one may have."""
    lead: Lead = Lead()
    """From when until when a slot can be booked."""
    hold_minutes: int = Field(10, ge=2, le=60)
    """How long a slot is kept while the person fills in."""
    calendar: Code = "city"
    """Calendar whose closed days have no slots."""
    tracks: list[Track] = Field(default=[], max_length=20)
    """Kinds of places with capacities of their own."""
    openings: list[Opening] = Field(min_length=1, max_length=60)
    """Rules by which slots come to be."""
    exceptions: list[Exceptional] = Field(default=[], max_length=200)
    """Days that are otherwise."""
    needs: list[Need] = Field(default=[], max_length=10)
    """Resources that a reservation takes."""
    fee: Fee | None = None
    """What it costs."""
    cancel_until: int = Field(0, ge=0, le=60 * 24 * 30)
    """Minutes before the beginning until which a person can cancel or change on line."""
    remind: list[Before] = Field(default=[24 * 60], max_length=4)
    """How long before the person is reminded: 1d, 2h, 30m."""
    waiting_hours: int = Field(24, ge=0, le=24 * 14)
    """Hours that somebody on the waiting list has to answer an offer; 0 where there is no waiting list."""
    nursery: Nursery | None = None
    """What temporary care of children asks besides."""

    @model_validator(mode="after")
    def _tracks_fit(self) -> Self:
        known = {track.code for track in self.tracks}
        for opening in self.openings:
            if (opening.track or "") not in (known or {""}):
                raise Mistake(
                    f"openings の track「{opening.track or ''}」は tracks にありません。",
                    f'an opening names the track "{opening.track or ""}", which is not among tracks.',
                )
        return self

    @property
    def hold_lasts(self) -> timedelta:
        return timedelta(minutes=self.hold_minutes)

    def track(self, code: str) -> Track | None:
        return next((track for track in self.tracks if track.code == code), None)

    def need(self, code: str) -> Need | None:
        return next((need for need in self.needs if need.code == code), None)

    def needed(self, extras: tuple[str, ...] = ()) -> list[Need]:
        """What a reservation takes that has chosen these extras."""
        return [need for need in self.needs if not need.optional or need.code in extras]
