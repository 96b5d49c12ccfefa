"""Booking for machines: what can be booked, what is free, book, cancel; feeds for calendars."""

import hashlib
import json
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema
from pydantic import StrictInt, field_validator

from madoguchi.core.calendar.public import TOKYO, today
from madoguchi.core.refused import Refused
from madoguchi.engines.booking import public as booking
from madoguchi.engines.forms import public as forms
from madoguchi.faces.api import queue, schemas
from madoguchi.faces.api.paging import add_link, cut, page_of, read, read_row
from madoguchi.faces.shell.guard import open_to, problem
from madoguchi.faces.shell.limits import caller_of

router = Router(tags=["booking"])
LONGEST = timedelta(days=92)
USUAL = timedelta(days=31)
ASKERS, LISTED = booking.rush.Crowd(20), booking.rush.Momentary[tuple[str, str | None]]()
"""When many ask at once, the list of slots may be a second old; whether one is free is decided when it is booked."""
JSON = "application/json; charset=utf-8"
FOLLOWS = {
    "links": {
        name: {"operationId": name, "parameters": {"number": "$response.body#/number"}}
        for name in ("reservation", "cancel", "reservation_feed")
    }
}
"""Where the number that is answered leads, for tools that walk along."""
CALENDAR = {"responses": {200: {"description": "iCalendar", "content": {"text/calendar": {"schema": {"type": "string"}}}}}}


class BadSpan(Refused):
    code, message = "bad-span", _("from と to は YYYY-MM-DD で、to は from 以後、92日以内にしてください。")


class BookableBrief(Schema):
    code: str
    title: dict[str, str]
    kind: str
    purpose: str | None
    department: str
    place: dict[str, str]
    lift: bool
    languages: list[str]
    proof: str
    party: int


class BookableWhole(BookableBrief):
    summary: dict[str, str] | None
    bring: list[dict[str, str]]
    contact: dict[str, str]
    tracks: list[dict[str, Any]]
    extras: list[dict[str, Any]]
    cancel_until_minutes: int
    hold_minutes: int
    version: str


class SlotOut(Schema):
    """`remaining` is 0 where nothing can be booked now; `state` says why."""

    id: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    remaining: int
    state: str
    track: str
    bookable: str
    opens_at: datetime
    closes_at: datetime


class Contact(Schema):
    name: str | None = None
    kana: str | None = None
    mail: str | None = None
    phone: str | None = None
    group: str | None = None
    proxy_for: str | None = None
    resident: bool | None = None


class ReservationIn(Schema):
    slot: str | None = None
    slots: list[str] = Field(default=[], max_length=31)
    party: StrictInt = 1
    contact: Contact = Field(default_factory=Contact)
    answers: dict[str, Any] = {}
    extras: list[str] = Field(default=[], max_length=10)

    @field_validator("contact", mode="before")
    @classmethod
    def _an_object(cls, value: Any) -> Any:
        """A word would be looked at for attributes, and found to have none: an empty contact."""
        if not isinstance(value, dict | Contact):
            raise ValueError("contact must be an object")
        return value


class ReservationOut(Schema):
    number: str
    bookable: str
    starts_at: datetime
    ends_at: datetime
    party: int
    state: str
    fee_yen: int
    made_at: datetime


class NotThis(schemas.Problem):
    """409: what to take instead, where a slot was not free."""

    alternatives: list[SlotOut] | None = None


class PlaceWrong(Schema):
    path: str
    code: str
    sentence: str


class Wrong(schemas.Problem):
    """422: with what was answered, each problem at its place."""

    problems: list[PlaceWrong] | None = None


class Waits(schemas.Problem):
    """429 in a rush: `number` of the caller, `ahead` how many are before it, `seconds` until its turn as far as is known now.
    `turn` keeps the place; it comes back as the header `Queue-Turn`. Without these: too many requests.
    """

    number: int | None = None
    ahead: int | None = None
    seconds: int | None = None
    turn: str | None = None


def brief(one: booking.Bookable) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": dict(one.title.items()),
        "kind": one.kind.value,
        "purpose": one.purpose,
        "department": one.department,
        "place": dict(one.place.name.items()),
        "lift": one.place.lift,
        "languages": one.languages,
        "proof": one.who.proof,
        "party": one.limits.party,
    }


def slot_out(slot: booking.Slot, at: datetime) -> dict[str, Any]:
    state = booking.state_of(slot, at)
    return {
        "id": str(slot.pk),
        "starts_at": instant(slot.starts_at),
        "ends_at": instant(slot.ends_at),
        "capacity": slot.capacity,
        "remaining": slot.free if state.can_be_booked else 0,
        "state": state.value,
        "track": slot.track,
        "bookable": slot.bookable,
        "opens_at": instant(slot.opens_at),
        "closes_at": instant(slot.closes_at),
    }


def key_of(slot: booking.Slot) -> tuple[datetime, str]:
    return slot.starts_at, slot.track


def instant(moment: datetime) -> str:
    return moment.astimezone(TOKYO).isoformat(timespec="seconds")


def reservation_out(made: booking.Reservation) -> dict[str, Any]:
    state = "cancelled" if made.cancelled_at else "booked" if made.confirmed_at else "awaiting-confirmation"
    return {
        "number": made.number,
        "bookable": made.bookable,
        "starts_at": localtime(made.starts_at),
        "ends_at": localtime(made.ends_at),
        "party": made.party,
        "state": state,
        "fee_yen": made.fee_yen,
        "made_at": localtime(made.made_at),
    }


@router.get("/bookables", response={200: schemas.Listing[BookableBrief]}, summary="予約できるものの一覧")
@open_to("anyone")
def bookables(request: Any, kind: str = "", purpose: str = "", cursor: str = "", limit: int = schemas.Limit(200)) -> Any:
    found = [one for one in booking.bookables() if (not kind or one.kind == kind) and (not purpose or one.purpose == purpose)]
    shown, following = page_of(found, lambda one: one.code, cursor, limit)
    return {"items": [brief(one) for one in shown], "next": following}


@router.get("/bookables/{code}", response={200: BookableWhole, **schemas.Errors}, summary="予約できるもの")
@open_to("anyone")
def bookable(request: Any, code: str) -> Any:
    version, one = booking.version_of(code)
    return {
        **brief(one),
        "summary": dict(one.summary.items()) if one.summary else None,
        "bring": [dict(text.items()) for text in one.bring],
        "contact": dict(one.ask),
        "tracks": [{"code": t.code, "title": dict(t.title.items())} for t in one.tracks],
        "extras": [{"code": n.code, "title": dict(n.title.items()) if n.title else {}} for n in one.needs if n.optional],
        "cancel_until_minutes": one.cancel_until,
        "hold_minutes": one.hold_minutes,
        "version": version.sha256,
    }


@router.get("/bookables/{code}/slots", response={200: schemas.Listing[SlotOut], **schemas.Errors}, summary="空き状況")
@open_to("anyone")
def slots(
    request: Any,
    code: str,
    since: str = Query("", alias="from"),
    to: str = "",
    free: bool = False,
    cursor: str = "",
    limit: int = schemas.Limit(1000, 3000),
) -> Any:
    """`from`, `to`: days in Tokyo, both included; from today for 31 days without. `free`: only what can be booked now."""
    first, last = _span(since, to, today(request.received_at))
    many, key = ASKERS.joined(), (code, first, last, free, cursor, limit)
    text, following = (LISTED.get(key) if many else None) or LISTED.put(key, _listed(*key, request.received_at))
    if following:
        add_link(request, following)
    return HttpResponse(text, content_type=JSON)


def _listed(code: str, first: date, last: date, free: bool, cursor: str, limit: int, at: datetime) -> tuple[str, str | None]:
    """Written straight, without a second look at what we made ourselves; and where it goes on."""
    booking.bookable(code)
    after = read(cursor)
    rows = booking.free_slots_of(code, first, last, at=at) if free else booking.slots_of(code, first, last)
    shown, following = cut([slot for slot in rows if after is None or key_of(slot) > after][: limit + 1], limit, key_of)
    return json.dumps({"items": [slot_out(slot, at) for slot in shown], "next": following}), following


@router.get("/bookables/{code}/slots.ics", summary="空きのカレンダー（iCalendar）", openapi_extra=CALENDAR)
@open_to("anyone")
def slots_feed(request: Any, code: str) -> Any:
    """What is free, for a calendar that subscribes to it."""
    one = booking.bookable(code)
    first = today(request.received_at)
    rows = [s for s in booking.slots_of(code, first, first + USUAL) if booking.state_of(s, request.received_at).can_be_booked]
    return calendar(booking.feed_of_slots(one, rows, at=request.received_at, language=request.language.code), f"{code}.ics")


@router.post(
    "/bookables/{code}/reservations",
    response={201: ReservationOut, 409: NotThis, 422: Wrong, 429: Waits, **schemas.Errors},
    summary="予約する",
    openapi_extra={"responses": {201: FOLLOWS}},
)
@open_to("booking.reserve")
def reserve(request: Any, code: str, wish: ReservationIn, key: str = schemas.Key(""), turn: str = queue.Turn()) -> Any:
    """One slot, or several on end. With `Idempotency-Key` a request that comes twice books once. In a rush the answer may be 429
    with a place in the queue: come back after `Retry-After` with `Queue-Turn`.
    """
    wanted = wish.slots or ([wish.slot] if wish.slot else [])
    asked = hashlib.sha256(f"{caller_of(request)}\n{key}".encode()).hexdigest() if key else ""
    contact = {name: value for name, value in wish.contact.dict().items() if value is not None}
    try:
        queue.admit(request, turn, is_done=lambda: booking.is_known(asked))
        made = booking.book(
            wanted,
            booking.Request(
                contact=contact,
                answers=_answers(code, wish),
                way=booking.Way.API,
                language=request.language.code,
                asked=asked,
            ),
            party=wish.party,
            extras=wish.extras,
            of=code,
            by=request.actor,
            at=request.received_at,
        )
    except queue.InAQueue as waits:
        answer = _problem(429, waits, **asdict(waits.turn), turn=request.api_headers[queue.TURN])
        answer._has_been_logged = True  # type: ignore[attr-defined]  # thousands a minute, each as it should be
        return answer
    except booking.NotFree as refusal:
        return _problem(409, refusal, alternatives=[slot_out(slot, request.received_at) for slot in refusal.alternatives])
    except booking.NotAcceptable as refusal:
        places = [{"path": p.path, "code": p.code, "sentence": p.sentence} for p in refusal.problems]
        return _problem(422, refusal, problems=places)
    except booking.SignInNeeded as refusal:
        return problem(401, refusal.code, str(refusal))
    except booking.NoSuchSlot:
        booking.bookable(code)  # 404 where there is no such thing at all
        raise
    return 201, reservation_out(made)


def _answers(code: str, wish: ReservationIn) -> dict[str, Any]:
    """Read as a machine's answers to a procedure are. Raises NotAcceptable, also for what is not asked at all."""
    if not wish.answers:
        return {}
    answers, wrong = forms.taken(booking.bookable(code), wish.answers)
    if wrong:
        raise booking.NotAcceptable([one.at(one.path or "answers") for one in wrong])
    return answers


@router.get("/reservations", response={200: schemas.Listing[ReservationOut], **schemas.Errors}, summary="自分の予約")
@open_to("booking.see-own")
def reservations(request: Any, cursor: str = "", limit: int = schemas.Limit(50)) -> Any:
    """To come, the earliest first."""
    rows = booking.reservations_of(request.actor, at=request.received_at, after=read_row(cursor))[: limit + 1]
    shown, following = cut(list(rows), limit, lambda row: (row.starts_at, row.pk))
    return {"items": [reservation_out(row) for row in shown], "next": following}


@router.get("/reservations/{number}", response={200: ReservationOut, **schemas.Errors}, summary="予約の状態")
@open_to("anyone")
def reservation(request: Any, number: str) -> Any:
    return reservation_out(booking.by_number(number, by=request.actor))


@router.post(
    "/reservations/{number}/cancel", response={200: ReservationOut, 409: schemas.Problem, **schemas.Errors}, summary="取り消す"
)
@open_to("anyone")
def cancel(request: Any, number: str) -> Any:
    """What an account booked only by that account; what nobody signed in for, by whoever knows its number."""
    held = booking.by_number(number, by=request.actor)
    token = "" if held.account_id else booking.link_token(held.number)
    try:
        booking.cancel(held, token=token, by=request.actor, at=request.received_at)
    except (booking.AlreadyCancelled, booking.TooLate) as refusal:
        return problem(409, refusal.code, str(refusal))
    return reservation_out(held)


@router.get("/reservations/{number}/calendar.ics", summary="予約（iCalendar）", openapi_extra=CALENDAR)
@open_to("anyone")
def reservation_feed(request: Any, number: str) -> Any:
    held = booking.by_number(number, by=request.actor)
    text = booking.feed_of_reservations([held], at=request.received_at, language=request.language.code)
    return calendar(text, f"{held.number}.ics")


def calendar(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _problem(status: int, refusal: Refused, **more: Any) -> HttpResponse:
    body = {"type": "about:blank", "title": str(refusal), "status": status, "code": refusal.code, **more}
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type="application/problem+json")


def _span(first: str, last: str, now: date) -> tuple[date, date]:
    try:
        begin = date.fromisoformat(first) if first else now
        end = date.fromisoformat(last) if last else begin + USUAL
    except (ValueError, OverflowError):
        raise BadSpan from None
    if end < begin or end - begin > LONGEST:
        raise BadSpan
    return begin, end
