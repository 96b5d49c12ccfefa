"""What the pages of booking share: who books here, which reservation a link opens, words about a slot."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language

from madoguchi.core.calendar.public import format_date, format_time
from madoguchi.core.refused import NotFound
from madoguchi.engines.booking import public as booking
from madoguchi.engines.people.public import Actor
from madoguchi.faces.portal.apply.who import filler, filler_to_be

REMEMBERED = "mado_reservations"
MOST_REMEMBERED = 20

__all__ = ["booker", "booker_to_be", "held_of", "remember", "span_words", "when_of"]


def booker(request: Any) -> Actor:
    """The signed-in person, or this browser."""
    return filler(request)


def booker_to_be(request: Any) -> Actor:
    return filler_to_be(request)


def remember(request: Any, made: booking.Reservation) -> None:
    """The browser that booked without an account may look at what it booked."""
    if made.account_id is None:
        known = [number for number in request.session.get(REMEMBERED, []) if number != made.number]
        request.session[REMEMBERED] = [*known, made.number][-MOST_REMEMBERED:]


def held_of(request: Any, number: str) -> tuple[booking.Reservation, str]:
    """The reservation and the token that opens it ("" for an account's own). Raises NotFound."""
    held = booking.by_number(number, by=request.actor)
    if held.account_id is not None:
        return held, ""
    given = request.POST.get("key") or request.GET.get("key") or ""
    if booking.is_link_token(held.number, given):
        return held, given
    if held.number in request.session.get(REMEMBERED, []):
        return held, booking.link_token(held.number)
    raise NotFound


def span_words(starts_at: datetime, ends_at: datetime, language: str = "") -> str:
    """2026年7月14日（火）16時30分から17時まで."""
    lang = language or get_language() or "ja"
    here, end = localtime(starts_at), localtime(ends_at)
    first = f"{format_date(here.date(), lang)} {format_time(here, lang)}"
    last = format_time(end, lang)
    if end.date() != here.date() and end - here > timedelta(hours=12):
        last = f"{format_date(end.date(), lang)} {last}"
    return f"{first}〜{last}" if lang.startswith("ja") else f"{first}–{last}"


def when_of(slots: Sequence[booking.Slot]) -> str:
    return span_words(slots[0].starts_at, slots[-1].ends_at)


def day_or(text: str, other: date) -> date:
    """A day as it stands in an address; what is none is taken for the other."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return other
