"""What other systems may be told of reservations by webhooks: that there was one, and nothing of a protected person's."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.booking.models import Reservation
from madoguchi.engines.people.public import protected_accounts
from madoguchi.engines.webhooks.public import KINDS, SUBJECTS, Subject, nothing_told

LABELS = {
    "booking.reserved": _("予約が入った"),
    "booking.confirmed": _("予約が確かめられた"),
    "booking.changed": _("予約が変わった"),
    "booking.cancelled": _("予約が取り消された"),
    "counter.came": _("予約した人が来た"),
}


def register() -> None:
    for kind, label in LABELS.items():
        KINDS.register(kind, label)
    SUBJECTS.register("reservation", Subject(_protected, nothing_told))


def _protected(ids: Collection[str]) -> set[str]:
    """`ids` are keys or numbers, as the events of a reservation carry them."""
    mine = Reservation.objects.filter(account__in=protected_accounts().values("account"))
    return {one for pk, number in mine.values_list("pk", "number") for one in (str(pk), number) if one in ids}
