"""What the pages of booking share: who books here, which reservation a link opens, words about a slot."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language

from madoguchi.core.calendar.public import format_date, format_time
from madoguchi.core.refused import NotFound, SignInFirst
from madoguchi.engines.booking import public as booking
from madoguchi.engines.people.public import Actor
from madoguchi.faces.portal.apply.who import browser, filler, filler_to_be

__all__ = ["booker", "booker_to_be", "held_of", "key_given", "leave_no_trace", "span_words", "when_of"]


def booker(request: Any) -> Actor:
    """The signed-in person, or this browser."""
    return filler(request)


def booker_to_be(request: Any) -> Actor:
    return filler_to_be(request)


def leave_no_trace(request: Any) -> None:
    """A browser that came for the first time and got nothing is not remembered: in a rush that would be thousands of sessions."""
    if request.session.session_key is None:
        request.session.clear()


def held_of(request: Any, number: str) -> tuple[booking.Reservation, str]:
    """The reservation and the token that opens it ("" for an account's own). What was booked without an account opens in the
    browser that booked it. Raises NotFound, SignInFirst for the mail of an account that is opened signed out.
    """
    try:
        held = booking.by_number(number, by=request.actor)
    except booking.OfAnAccount:
        if booking.is_link_token(number, key_given(request)):
            raise SignInFirst from None
        raise
    if held.account_id is not None:
        return held, ""
    given = key_given(request)
    if booking.is_link_token(held.number, given):
        return held, given
    ours = browser(request)
    if ours is not None and held.made_by == ours.code:
        return held, booking.link_token(held.number)
    raise NotFound


def key_given(request: Any) -> str:
    """What a link in a mail carries."""
    return str(request.POST.get("key") or request.GET.get("key") or "")


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
