"""わたしのもの: reservations, waiting lists, lotteries and tickets among what a person has here."""

from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.calendar.public import format_instant
from madoguchi.core.money.public import format_yen
from madoguchi.engines.booking import public as booking
from madoguchi.engines.booking.public import counter, lottery, waiting
from madoguchi.faces.shell.things import Thing, ThingsOf, register_things

COLOURS = {
    booking.Standing.BOOKED: "good", booking.Standing.AWAITS_MAIL: "warn", booking.Standing.AWAITS_NURSERY: "go",
}  # fmt: skip


def reservations(request: Any, limit: int) -> list[Thing]:
    """Those to come, the nearest first."""
    found = []
    for row in booking.reservations_of(request.actor, at=request.received_at)[:limit]:
        state = booking.standing_of(row, request.received_at)
        note = f"{format_instant(row.starts_at, request.language.code)}　{row.definition.place.name}"
        if row.fee_yen:
            note += f"　{format_yen(row.fee_yen, request.language.code)}"
        url = reverse("portal:booking-held", args=[row.number])
        found.append(Thing(row.definition.title, url, state.words, COLOURS.get(state, ""), note))
    return found


def lines(request: Any, limit: int) -> list[Thing]:
    """Waiting lists; an offer that must be answered comes first."""
    rows = waiting.waiting_of(request.actor)[:limit]
    offers = waiting.open_offers(rows)
    found = []
    for row in sorted(rows, key=lambda one: one.pk not in offers):
        when = format_instant(row.slot.starts_at, request.language.code)
        offer = offers.get(row.pk)
        tag, colour, note = _("待っています"), "", when
        if offer:
            until = format_instant(offer.ends_at, request.language.code)
            tag, colour, note = _("空きました"), "warn", f"{when}　" + _("{until}までに返事").format(until=until)
        found.append(Thing(row.slot.version.definition.title, reverse("portal:waiting", args=[row.token]), tag, colour, note))
    return found


def lotteries(request: Any, limit: int) -> list[Thing]:
    return [
        Thing(
            entry.lottery.definition.title,
            reverse("portal:lottery-entry", args=[entry.number]),
            entry.lottery.stage(request.received_at).label,
        )
        for entry in lottery.entries_of_person(request.actor)[:limit]
    ]


def tickets(request: Any, limit: int) -> list[Thing]:
    """Numbers of today that wait or are called."""
    known = {one.code: one for one in counter.counters()}
    found = []
    for ticket in counter.tickets_of(request.actor, at=request.received_at)[:limit]:
        place = known.get(ticket.counter)
        called = ticket.waiting_since is None
        words = _("呼ばれています") if called else _("待っています")
        url = reverse("portal:ticket", args=[ticket.token])
        found.append(Thing(f"{place.title if place else ticket.counter} {ticket.shown}", url, words, "warn" if called else "go"))
    return found


register_things("tickets", ThingsOf(gettext_lazy("窓口の順番"), tickets, position=5))
register_things("waiting", ThingsOf(gettext_lazy("キャンセル待ち"), lines, position=15))
register_things("reservations", ThingsOf(gettext_lazy("予約"), reservations, 20, reverse_lazy("portal:booking-mine")))
register_things("lotteries", ThingsOf(gettext_lazy("抽選"), lotteries, 30, reverse_lazy("portal:lotteries")))
