"""Where somebody stands in a line, and what is offered to them."""

from collections.abc import Sequence
from uuid import UUID

from madoguchi.core.refused import NotFound
from madoguchi.engines.booking.waiting.models import Offer, Waiting
from madoguchi.engines.people.public import Actor


def waiting_by_token(token: str) -> Waiting:
    """Raises NotFound."""
    found = Waiting.objects.filter(token=token).select_related("slot__version", "account", "key").first()
    if found is None:
        raise NotFound
    return found


def open_offer(waiting: Waiting) -> Offer | None:
    return Offer.objects.filter(waiting=waiting, answered_at=None).first()


def open_offers(rows: Sequence[Waiting]) -> dict[UUID, Offer]:
    """The open offers of these, by who waits: one query."""
    offers = Offer.objects.filter(waiting__in=rows, answered_at=None)
    return {offer.waiting_id: offer for offer in offers}


def last_offer(waiting: Waiting) -> Offer | None:
    return Offer.objects.filter(waiting=waiting).select_related("reservation").order_by("-offered_at").first()


def place_in_line(waiting: Waiting) -> int:
    """1 for the one who is offered next."""
    ids = list(Waiting.objects.in_line().filter(slot=waiting.slot_id).values_list("pk", flat=True))
    return ids.index(waiting.pk) + 1 if waiting.pk in ids else 0


def waiting_of(by: Actor) -> list[Waiting]:
    """One's own that still wait, by the time of their slots."""
    if by.kind != "resident":
        return []
    rows = Waiting.objects.visible_to(by).filter(ended_at=None).select_related("slot__version")
    return list(rows.order_by("slot__starts_at"))
