"""Locks: taken in one order everywhere (the person, the hold, units by code, slots by id), and never waited for long."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import OperationalError, connection, transaction

from madoguchi.engines.booking.models import Holder, Slot, Unit
from madoguchi.engines.booking.refusals import Busy

PATIENCE = "2500ms"
GAVE_UP = {"55P03", "40P01"}  # lock_not_available, deadlock_detected


@contextmanager
def short_locks() -> Iterator[None]:
    """A transaction that gives up after some seconds of waiting. Raises Busy: nothing has happened then."""
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            yield
    except OperationalError as error:
        if not is_impatience(error):
            raise
        raise Busy from error


def is_impatience(error: OperationalError) -> bool:
    state = getattr(error.__cause__, "sqlstate", "") or ""
    return state in GAVE_UP or "database is locked" in str(error)


def lock_holder(scope: str, who: str) -> None:
    """One person's bookings in a scope go one after the other."""
    Holder.objects.get_or_create(scope=scope, who=who)
    Holder.objects.select_for_update().get(scope=scope, who=who)


def lock_desk(counter: str, desk: str) -> None:
    """The calls of one desk go one after the other, also while it has none to lock."""
    lock_holder("desk", f"{counter}/{desk}")


def lock_units(codes: Iterable[str]) -> None:
    list(Unit.objects.select_for_update().filter(code__in=set(codes)).order_by("code").values_list("code"))


def lock_slots(ids: Iterable[UUID]) -> None:
    list(Slot.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk").values_list("pk"))
