"""お知らせする: remind those whose time comes near, each lead once."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef

from madoguchi.city.public import without_text
from madoguchi.engines.booking.mails import tell_person
from madoguchi.engines.booking.models import Reminded, Reservation
from madoguchi.engines.booking.queries import bookables

LATEST = timedelta(hours=3)
"""A worker that stood still catches up on what fell due within this time; older reminders would only confuse."""
AT_ONCE = 500


def remind_due(at: datetime) -> int:
    """How many were told. A reservation made after its lead has passed is not reminded of at once."""
    leads: dict[int, list[str]] = {}
    for one in bookables():
        for minutes in one.remind:
            leads.setdefault(minutes, []).append(one.code)
    return sum(_remind(minutes, codes, at) for minutes, codes in sorted(leads.items()))


def _remind(minutes: int, codes: list[str], at: datetime) -> int:
    until = at + timedelta(minutes=minutes)
    rows = Reservation.objects.in_force().filter(
        bookable__in=codes, confirmed_at__isnull=False, starts_at__gt=max(until - LATEST, at), starts_at__lte=until
    )
    lead = timedelta(minutes=minutes)
    done = Reminded.objects.filter(minutes=minutes, reservation=OuterRef("pk"), starts_at=OuterRef("starts_at"))
    rows = rows.filter(~Exists(done), made_at__lte=F("starts_at") - lead).select_related("account", "key").order_by("starts_at")
    return sum(_one(row, minutes, at) for row in rows.defer(*without_text())[:AT_ONCE])


def _one(row: Reservation, minutes: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            Reminded.objects.create(reservation=row, minutes=minutes, starts_at=row.starts_at, at=at)
            key = f"booking:remind:{row.id}:{minutes}:{row.starts_at:%Y%m%d%H%M}"
            return tell_person(row, "booking-reminder", key=key, at=at)
    except IntegrityError:
        return False  # another worker was quicker
