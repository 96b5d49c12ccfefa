"""iCalendar (RFC 5545): reservations and free slots for a person's own calendar. No personal data but one's own times."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from madoguchi.core.links.public import UnknownKey, address_of, link_to
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.models import Reservation, Slot

ENDS = "\r\n"
WIDTH = 75


def feed_of_reservations(rows: Iterable[Reservation], *, at: datetime, language: str = "ja") -> str:
    """Cancelled ones say so, so that a calendar that subscribes takes them out."""
    with translation.override(language):
        return calendar(line for row in rows for line in _reservation(row, at))


def feed_of_slots(bookable: Bookable, slots: Iterable[Slot], *, at: datetime, language: str = "ja") -> str:
    with translation.override(language):
        return calendar(line for slot in slots for line in _slot(bookable, slot, at))


def calendar(lines: Iterable[str]) -> str:
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Madoguchi//booking//JA", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    return ENDS.join(folded for line in [*whole, *lines, "END:VCALENDAR"] for folded in fold(line)) + ENDS


def _reservation(row: Reservation, at: datetime) -> Iterator[str]:
    bookable: Bookable = row.definition
    yield from ("BEGIN:VEVENT", f"UID:{row.id}@madoguchi", f"DTSTAMP:{stamp(at)}")
    yield from (f"DTSTART:{stamp(row.starts_at)}", f"DTEND:{stamp(row.ends_at)}")
    yield f"SUMMARY:{escape(str(bookable.title))}"
    yield f"LOCATION:{escape(place_of(bookable))}"
    bring = [f"・{text}" for text in bookable.bring]
    words = [_("予約番号 {number}").format(number=row.number), *([_("持ち物"), *bring] if bring else [])]
    yield f"DESCRIPTION:{escape(chr(10).join(words))}"
    yield f"URL:{page_of(row)}"
    yield f"STATUS:{'CANCELLED' if row.cancelled_at else 'CONFIRMED' if row.confirmed_at else 'TENTATIVE'}"
    if row.cancelled_at is None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escape(str(bookable.title))}", "TRIGGER:-PT1H", "END:VALARM")
    yield "END:VEVENT"


def _slot(bookable: Bookable, slot: Slot, at: datetime) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{slot.pk}@madoguchi", f"DTSTAMP:{stamp(at)}")
    yield from (f"DTSTART:{stamp(slot.starts_at)}", f"DTEND:{stamp(slot.ends_at)}")
    left = _("残り{free}").format(free=slot.free)
    yield f"SUMMARY:{escape(f'{bookable.title}（{left}）')}"
    yield f"LOCATION:{escape(place_of(bookable))}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def place_of(bookable: Bookable) -> str:
    parts = [str(bookable.place.name), *([str(bookable.place.address)] if bookable.place.address else [])]
    return " ".join(parts)


def page_of(row: Reservation) -> str:
    try:
        return link_to("reservation", row.number)
    except UnknownKey:
        return address_of("portal")


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escape(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\n", "\\n")


def fold(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; a letter is never cut in two."""
    out, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > WIDTH:
            yield out
            out, size = " ", 1
        out, size = out + letter, size + width
    yield out
