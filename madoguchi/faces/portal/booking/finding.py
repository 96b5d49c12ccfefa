"""What can be booked; and of a purpose, all that would do: the nearest, the earliest, with a lift, with an interpreter."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import all_defined
from madoguchi.core.refused import NotFound
from madoguchi.engines.booking import public as booking
from madoguchi.faces.portal.booking.queue import in_turn
from madoguchi.faces.shell.guard import open_to

KINDS = {
    "counter": _("窓口"),
    "consultation": _("相談"),
    "nursery": _("一時預かり"),
    "class": _("講座"),
    "event": _("催し"),
    "sport": _("スポーツ施設"),
    "room": _("部屋"),
    "equipment": _("備品"),
}


SIDE_BY_SIDE, DAYS_SHOWN, LOOKS_AHEAD = 5, 10, timedelta(days=60)
"""Places whose days are shown beside one another, on how many days, looked for how far."""


@dataclass
class Shown:
    """A thing with the first moment at which it is free."""

    bookable: booking.Bookable
    first: datetime | None


class Several(list[Shown]):
    """Things of one purpose."""

    @property
    def first_of_all(self) -> datetime | None:
        return min((one.first for one in self if one.first), default=None)


@open_to("anyone")
@in_turn
def index(request: Any) -> HttpResponse:
    """Everything, by kind; things of one purpose under its name."""
    words = request.GET.get("q", "").strip()[:100]
    found = [one for one in booking.bookables() if not words or matches(one, words)]
    first = booking.first_of_each([one.code for one in found], at=request.received_at)
    purposes = {one.code: one for one in all_defined(booking.Purpose)}
    groups: dict[str, list[Any]] = {}
    seen: dict[str, Several] = {}
    for one in found:
        shown = Shown(one, first.get(one.code))
        several = one.purpose and sum(other.purpose == one.purpose for other in found) > 1
        if several and one.purpose in purposes:
            if one.purpose not in seen:
                seen[one.purpose] = Several()
                groups.setdefault(one.kind.value, []).append((purposes[one.purpose], seen[one.purpose]))
            seen[one.purpose].append(shown)
        else:
            groups.setdefault(one.kind.value, []).append((None, [shown]))
    sections = [(label, groups[kind]) for kind, label in KINDS.items() if kind in groups]
    return render(request, "portal/booking/index.html", {"sections": sections, "q": words})


def matches(one: booking.Bookable, words: str) -> bool:
    texts = [one.title, one.place.name, *([one.summary] if one.summary else [])]
    return any(words.casefold() in said.casefold() for text in texts for _lang, said in text.items())


@open_to("anyone")
@in_turn
def purpose(request: Any, code: str) -> HttpResponse:
    """All that would do, the earliest first."""
    purpose = next((one for one in all_defined(booking.Purpose) if one.code == code), None)
    found = [one for one in booking.bookables() if one.purpose == code]
    if purpose is None or not found:
        raise NotFound
    areas = {one.place.area.ja: one.place.area for one in found if one.place.area}
    asked = {name: request.GET.get(name, "") for name in ("area", "lift", "extra", "language")}
    extras = {need.code: need.title for one in found for need in one.needs if need.optional}
    chosen = [one for one in found if fits(one, asked)]
    first = booking.first_of_each([one.code for one in chosen], at=request.received_at)
    shown = sorted((Shown(one, first.get(one.code)) for one in chosen), key=by_first)
    best = booking.first_free([one.code for one in chosen], at=request.received_at) if chosen else None
    context = {
        "purpose": purpose,
        "shown": shown,
        "best": best,
        "best_of": next((one for one in chosen if best and one.code == best.bookable), None),
        "areas": sorted(areas.items()),
        "extras": sorted(extras.items()),
        "languages": sorted({language for one in found for language in one.languages}),
        "asked": asked,
        "some_without_lift": any(not one.place.lift for one in found),
        "places": [one.bookable for one in shown],
        "days": days_of([one.bookable for one in shown], best.day, request.received_at) if best and not asked["extra"] else [],
    }
    return render(request, "portal/booking/purpose.html", context)


def days_of(places: list[booking.Bookable], first: date, at: datetime) -> list[tuple[date, list[tuple[booking.Bookable, bool]]]]:
    """The next days on which any has something free, and which do. Of one place, of very many, or of classes apart, nothing."""
    if not 2 <= len(places) <= SIDE_BY_SIDE or any(one.tracks for one in places):
        return []
    free = booking.free_days([one.code for one in places], first, first + LOOKS_AHEAD, at=at)
    days = sorted({day for _code, day in free})[:DAYS_SHOWN]
    return [(day, [(one, (one.code, day) in free) for one in places]) for day in days]


def fits(one: booking.Bookable, asked: dict[str, str]) -> bool:
    if asked["area"] and (one.place.area is None or one.place.area.ja != asked["area"]):
        return False
    if asked["lift"] and not one.place.lift:
        return False
    if asked["language"] and asked["language"] not in one.languages:
        return False
    return not asked["extra"] or any(need.optional and need.code == asked["extra"] for need in one.needs)


def by_first(shown: Shown) -> tuple[bool, str, str]:
    return shown.first is None, shown.first.isoformat() if shown.first else "", shown.bookable.code
