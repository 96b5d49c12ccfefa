"""休止を渡す: the desk takes slots off offer, or lifts that again; the public side does it to its slots."""

from typing import Any

from madoguchi.core.events.public import StoredEvent, adopt, envelope_of
from madoguchi.core.relay.public import Crossing, Said, Taken, Writing, crosses, said_of, values_of
from madoguchi.core.zones import Zone
from madoguchi.engines.booking.actions.close import close_slots, open_slots
from madoguchi.engines.booking.events import SlotsClosed, SlotsReopened
from madoguchi.engines.booking.models import Closure

OF_CLOSURE = ("id", "bookable", "section", "from_at", "until_at", "reason", "at", "lifted_at")


def write(subject: str, item: str, writing: Writing) -> Said:
    rows = StoredEvent.objects.filter(subject_kind="closure", subject_id=subject).order_by("id")
    events = [{**envelope_of(one), "by": "staff"} for one in rows]
    return {"closure": said_of(Closure.objects.get(pk=subject), OF_CLOSURE), "events": events}


def take(subject: str, said: Said, taken: Taken) -> None:
    values: dict[str, Any] = values_of(Closure, said["closure"])
    closure, _made = Closure.objects.update_or_create(id=values.pop("id"), defaults={**values, "by_code": "staff"})
    if closure.lifted_at is None:
        close_slots(closure, at=taken.at)
    else:
        open_slots(closure, at=taken.at)
    for one in said["events"]:
        adopt(values_of(StoredEvent, one))


crosses(
    Crossing(
        "booking.closure",
        Zone.PUBLIC,
        write,
        take,
        on=(SlotsClosed, SlotsReopened),
        about=lambda event, stored: (str(event.subject), ""),
        whole=True,
    )
)
