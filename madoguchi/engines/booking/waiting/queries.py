"""Where somebody stands in a line, and what is offered to them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from madoguchi.city.public import without_text
from madoguchi.core.audit.public import listed
from madoguchi.core.refused import NotFound
from madoguchi.engines.booking.models import Slot
from madoguchi.engines.booking.waiting.models import Offer, Waiting, WaitingQuerySet
from madoguchi.engines.people.public import (
    Actor,
    Owned,
    UnderProtection,
    is_protected,
    look,
    persons_of_accounts,
    protected_accounts,
)

OF_SLOT = without_text("slot__version")


def waiting_by_token(token: str) -> Waiting:
    """Raises NotFound."""
    found = Waiting.objects.filter(token=token).select_related("slot__version", "account", "key").first()
    if found is None:
        raise NotFound
    return found


def look_waiting(pk: UUID, *, by: Actor, at: datetime, purpose: str = "") -> Waiting:
    """One who waits, or NotFound; a look of staff is written down. Raises UnderProtection before a protected person's opens, until
    staff were warned.
    """
    rows = Waiting.objects.select_related("slot__version", "account", "key").defer(*OF_SLOT)
    found = look(rows, by=by, at=at, purpose=purpose, pk=pk)
    if by.kind == "staff" and f"waiting:{found.pk}" not in by.warned and is_protected(found.account_id):
        raise UnderProtection(number=str(found.pk), kind="waiting", page="desk:booking-waiting-one")
    return found


def line_of(slot: Slot, *, by: Actor) -> WaitingQuerySet:
    """Those who wait for a slot, in their order, as far as the actor may see them."""
    return of_list(Waiting.objects.visible_to(by).in_line().filter(slot=slot))


def all_waiting(*, by: Actor) -> WaitingQuerySet:
    """All who wait, as they came, as far as the actor may see them."""
    return of_list(Waiting.objects.visible_to(by).filter(ended_at=None).order_by("joined_at", "id"))


def of_list(rows: WaitingQuerySet) -> WaitingQuerySet:
    return rows.select_related("slot__version", "key").defer(*OF_SLOT)


def note_waiting(rows: Iterable[Waiting], *, by: Actor, at: datetime) -> None:
    """That these names were on a page is written down."""
    shown = [row.pk for row in rows]
    if by.kind == "staff" and shown:
        listed(by, at, "waiting", {}, shown, "counter")


def protected_among(rows: Sequence[Waiting]) -> set[UUID]:
    """Those of persons under protection, whom a list does not name: one query."""
    accounts = {row.account_id for row in rows if row.account_id}
    known = set(protected_accounts().filter(account__in=accounts).values_list("account", flat=True)) if accounts else set()
    return {row.pk for row in rows if row.account_id in known}


def open_offer(waiting: Waiting) -> Offer | None:
    return Offer.objects.filter(waiting=waiting, answered_at=None).first()


def open_offers(rows: Sequence[Waiting]) -> dict[UUID, Offer]:
    """The open offers of these, by who waits: one query."""
    offers = Offer.objects.filter(waiting__in=[row.pk for row in rows], answered_at=None)
    return {offer.waiting_id: offer for offer in offers}


def offered(*, by: Actor) -> Any:
    """Open offers with who waits, as far as the actor may see them."""
    rows = Offer.objects.filter(answered_at=None, waiting__in=Waiting.objects.visible_to(by).filter(ended_at=None))
    return rows.select_related("waiting__slot__version", "waiting__key").defer(*without_text("waiting__slot__version"))


def last_offer(waiting: Waiting) -> Offer | None:
    return Offer.objects.filter(waiting=waiting).select_related("reservation").order_by("-offered_at").first()


def place_in_line(waiting: Waiting) -> int:
    """1 for the one who is offered next; 0 for who waits no more."""
    return places_in_line([waiting]).get(waiting.pk, 0)


def places_in_line(rows: Sequence[Waiting]) -> dict[UUID, int]:
    """Of those of these who still wait, the place in the line of their slot: one query, which counts those before each."""
    same = {"turn": OuterRef("turn")}
    before = Waiting.objects.filter(slot=OuterRef("slot"), ended_at=None).filter(
        Q(turn__lt=OuterRef("turn"))
        | Q(**same, joined_at__lt=OuterRef("joined_at"))
        | Q(**same, joined_at=OuterRef("joined_at"), pk__lt=OuterRef("pk"))
    )
    counted = before.order_by().values("slot").annotate(n=Count("pk")).values("n")
    waiting = Waiting.objects.filter(pk__in=[row.pk for row in rows], ended_at=None)
    return {pk: ahead + 1 for pk, ahead in waiting.annotate(ahead=Coalesce(Subquery(counted), 0)).values_list("pk", "ahead")}


def numbers_waiting(slots: Iterable[Slot]) -> dict[UUID, int]:
    """How many wait for each of these slots for which anybody does: one query."""
    rows = Waiting.objects.filter(slot__in=[slot.pk for slot in slots], ended_at=None)
    return dict(rows.values_list("slot").annotate(n=Count("pk")).order_by())


def waiting_of(by: Actor) -> list[Waiting]:
    """One's own that still wait, by the time of their slots."""
    if by.kind != "resident":
        return []
    rows = Waiting.objects.visible_to(by).filter(ended_at=None).select_related("slot__version")
    return list(rows.order_by("slot__starts_at"))


def persons_waiting(ids: list[str]) -> dict[str, set[UUID]]:
    """Who these are, as far as the office has bound the accounts."""
    rows = Waiting.objects.filter(pk__in=ids, account__isnull=False).values_list("pk", "account")
    return persons_of_accounts({str(pk): account for pk, account in rows})


def own_waiting(account_id: Any, most: int = 500) -> dict[str, Owned]:
    """For `register_owned`: an account's own, the latest, each called by when it was begun. One query."""
    rows = Waiting.objects.filter(account=account_id).order_by("-joined_at").values_list("pk", "slot__bookable")
    return {str(pk): Owned("", bookable) for pk, bookable in rows[:most]}


def owners_waiting(ids: list[str]) -> set[UUID]:
    return set(Waiting.objects.filter(pk__in=ids, account__isnull=False).values_list("account", flat=True))
