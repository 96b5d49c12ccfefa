"""つなぐ: say what somebody comes for who booked before it was handed in."""

from django.db.models import Q

from madoguchi.engines.booking.models import Reservation

BEFORE = ":before"
"""So ends `asked` of a reservation that was there before what it is for, and does not go with it."""


def join(reservation: Reservation, asked: str) -> bool:
    """Once, until it is joined to something else; not where it was booked with a thing. Whether it is joined."""
    rows = Reservation.objects.filter(Q(asked=None) | Q(asked__endswith=BEFORE), pk=reservation.pk)
    return bool(rows.update(asked=f"{asked}{BEFORE}"))
