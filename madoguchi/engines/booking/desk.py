"""What the desk asks: free times for a caller, a reservation by number, telephone or name, which belong together."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from madoguchi.city.public import without_text
from madoguchi.core.audit.public import listed
from madoguchi.core.identifiers.public import BadNumber, check_receipt_number
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import fold, parse_phone
from madoguchi.engines.booking.contact import mark
from madoguchi.engines.booking.models import Child, Reservation, SeriesMember, Slot
from madoguchi.engines.booking.models.reservation import ReservationQuerySet
from madoguchi.engines.people.public import Actor

MOST, READ = 50, 400
AHEAD, BEHIND = timedelta(days=60), timedelta(days=7)


def slots_for_desk(code: str, first: date, last: date, *, track: str = "", at: datetime) -> QuerySet[Slot]:
    """Offered slots that are not over, whether or not they can be booked on line yet."""
    rows = Slot.objects.offered().filter(bookable=code, day__gte=first, day__lte=last, ends_at__gt=at, track=track)
    return rows.order_by("starts_at")


def find_reservations(typed: str, *, by: Actor, at: datetime) -> list[Reservation]:
    """By booking number, by telephone (a mark is compared), or by the beginning of a name or its reading among those of
    the weeks around. Only in the actor's sections; what is found is written down.
    """
    rows = Reservation.objects.visible_to(by).select_related("version", "key").defer(*without_text())
    found: list[Reservation] = []
    if typed:
        found = _by_number(rows, typed) or _by_phone(rows, typed) or _by_name(rows, typed, at)
        note_listed(found, by=by, at=at)
    return found


def _by_number(rows: ReservationQuerySet, typed: str) -> list[Reservation]:
    try:
        return list(rows.filter(number=check_receipt_number(typed)))
    except BadNumber:
        return []


def _by_phone(rows: ReservationQuerySet, typed: str) -> list[Reservation]:
    try:
        return list(rows.filter(phone_mark=mark("phone", parse_phone(typed))).order_by("-starts_at")[:MOST])
    except Refused:
        return []


def _by_name(rows: ReservationQuerySet, typed: str, at: datetime) -> list[Reservation]:
    """Names are sealed: those of the weeks around are opened and compared."""
    wanted = fold(typed)
    near = rows.in_force().filter(starts_at__gt=at - BEHIND, starts_at__lt=at + AHEAD).order_by("starts_at")[:READ]
    found = []
    for row in near:
        contact = row.contact
        names = (str(contact.get(name, "")) for name in ("name", "kana", "group", "proxy_for"))
        if wanted and any(fold(name).startswith(wanted) for name in names if name):
            found.append(row)
    return found[:MOST]


def note_listed(rows: Iterable[Reservation], *, by: Actor, at: datetime) -> None:
    """That these names were on a page is written down."""
    shown = [row.pk for row in rows]
    if by.kind == "staff" and shown:
        listed(by, at, "reservation", {}, shown, "counter")


def note_children(children: Iterable[Child], *, by: Actor, at: datetime) -> None:
    """That what is registered about these children was on a page is written down."""
    shown = [child.pk for child in children]
    if by.kind == "staff" and shown:
        listed(by, at, "child", {}, sorted(shown, key=str), "counter")


def is_in_series(row: Reservation) -> bool:
    return SeriesMember.objects.filter(reservation=row).exists()


def new_request_key() -> str:
    """For a form: sent twice, it books once."""
    return secrets.token_urlsafe(12)
