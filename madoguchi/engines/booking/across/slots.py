"""枠を渡す: the slots of one thing on a day or in a month, with what is left of them; to the office, which shows them at the
desk.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from madoguchi.core.relay.public import Crossing, Said, Taken, Writing, crosses, note_crossing, said_of, values_of
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.booking.across.versions import say_version, version_of
from madoguchi.engines.booking.models import Slot

KIND = "booking.slots"
FEW = 3
"""Days that are told one by one; of more, the months."""
OF_SLOT = (
    "id", "bookable", "track", "section", "starts_at", "ends_at", "day", "opens_at", "closes_at", "capacity", "free", "quota",
    "blocked", "closed_at", "withdrawn_at",
)  # fmt: skip


def tell_of(ids: Iterable[UUID], at: datetime) -> None:
    """These slots have changed."""
    if zone_here() is Zone.PUBLIC:
        tell_of_days(Slot.objects.filter(pk__in=set(ids)).values_list("bookable", "day").distinct(), at)


def tell_of_days(days: Iterable[tuple[str, date]], at: datetime) -> None:
    if zone_here() is not Zone.PUBLIC:
        return
    told: dict[str, set[str]] = {}
    for bookable, day in days:
        told.setdefault(bookable, set()).add(day.isoformat())
    for bookable, spans in sorted(told.items()):
        for span in sorted(spans if len(spans) <= FEW else {day[:7] for day in spans}):
            note_crossing(KIND, f"{bookable}:{span}", at=at)


def write(subject: str, item: str, writing: Writing) -> Said:
    bookable, day = subject.rsplit(":", 1)
    span = {"day": day} if len(day) > len("2026-07") else {"day__year": day[:4], "day__month": day[5:]}
    rows = list(Slot.objects.filter(bookable=bookable, **span).select_related("version").order_by("starts_at", "pk"))
    versions = {row.version_id: say_version(row.version) for row in rows}
    return {
        "versions": {str(pk): said for pk, said in versions.items()},
        "slots": [{**said_of(row, OF_SLOT), "version": str(row.version_id)} for row in rows],
    }


def take(subject: str, said: Said, taken: Taken) -> None:
    versions = {pk: version_of(one) for pk, one in said["versions"].items()}
    known = Slot.objects.in_bulk([UUID(one["id"]) for one in said["slots"]])
    new: list[Slot] = []
    for one in sorted(said["slots"], key=lambda one: one["withdrawn_at"] is None):  # a withdrawn one makes room for its successor
        values = {**values_of(Slot, {name: one[name] for name in OF_SLOT}), "version": versions[one["version"]]}
        row = known.get(values["id"])  # type: ignore[call-overload]
        if row is None:
            new.append(Slot(**values, quota_free=values["quota"]))
        else:
            follow(row, values)
    Slot.objects.bulk_create(new, batch_size=500)


def follow(row: Slot, values: dict[str, Any]) -> None:
    """All but the quota's counter is as the public side says; the quota grows or shrinks by what is not given."""
    more = values.pop("quota") - row.quota
    mine = Slot.objects.filter(pk=row.pk)
    mine.update(**values)
    if more and not mine.filter(quota_free__gte=-more).update(quota=F("quota") + more, quota_free=F("quota_free") + more):
        mine.update(quota=F("quota") - F("quota_free"), quota_free=0)


crosses(Crossing(KIND, Zone.OFFICE, write, take, whole=True))
