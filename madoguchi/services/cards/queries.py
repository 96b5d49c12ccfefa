"""Who has to come, who has, how far the months are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from madoguchi.core.calendar.public import today
from madoguchi.engines.booking import public as booking
from madoguchi.engines.people.public import Actor, Channel, Contact
from madoguchi.services.cards.models import FollowUp, Invitation, IssueFigure, Renewal, Told, What
from madoguchi.services.cards.rules import rules


def places_of(what: str) -> list[booking.Bookable]:
    """The bookables where it can be renewed, those in force."""
    codes = rules().card_at if what == What.CARD else rules().certificate_at
    known = {one.code: one for one in booking.bookables()}
    return [known[code] for code in codes if code in known]


def free_times(
    what: str, opens_on: date, until: date, at: datetime, most: int = 4
) -> list[tuple[booking.Bookable, list[booking.Slot]]]:
    """Each place with its first free times, those places first that have the earliest."""
    found = []
    for place in places_of(what):
        rows = booking.Slot.objects.free().filter(
            bookable=place.code, opens_at__lte=at, closes_at__gt=at, day__gte=opens_on, day__lte=until
        )
        found.append((place, list(rows.order_by("starts_at")[:most])))
    return sorted(found, key=lambda one: one[1][0].starts_at.timestamp() if one[1] else float("inf"))


@dataclass(frozen=True)
class MonthState:
    """Of those whose card or certificate ends in a month."""

    month: date
    total: int
    told: int
    reserved: int
    renewed: int

    @property
    def left(self) -> int:
        return self.total - self.renewed

    @property
    def rate(self) -> int:
        return round(100 * self.renewed / self.total) if self.total else 0


def months(by: Actor, what: str = "") -> list[MonthState]:
    """Progress by the month of ending: one query."""
    rows = Renewal.objects.visible_to(by)
    if what:
        rows = rows.filter(what=what)
    counted = (
        rows.annotate(month=TruncMonth("expires_on"))
        .values("month")
        .annotate(
            total=Count("id", distinct=True),
            were_told=Count("id", filter=Q(told__isnull=False), distinct=True),
            reserved=Count("id", filter=~Q(reserved=""), distinct=True),
            renewed=Count("id", filter=Q(renewed_on__isnull=False) | Q(came_on__isnull=False), distinct=True),
        )
    )
    return [
        MonthState(row["month"], row["total"], row["were_told"], row["reserved"], row["renewed"])
        for row in counted.order_by("month")
    ]


def to_follow_up(by: Actor, at: datetime, *, what: str = "", within: int = 60) -> QuerySet[Renewal]:
    """Told, not booked, not come, ending within so many days or already past: the nearest end first."""
    rows = Renewal.objects.visible_to(by).outstanding().filter(came_on=None, reserved="", told__isnull=False)
    rows = rows.filter(expires_on__lte=today(at) + timedelta(days=within))
    if what:
        rows = rows.filter(what=what)
    return rows.exclude(follow_ups__way=FollowUp.Way.NO_WISH).distinct().select_related("key")


@dataclass(frozen=True)
class Chased:
    """Somebody who has not come: what was said and done, the telephone number they gave, the link of their notice."""

    renewal: Renewal
    person: dict[str, Any]
    told: Told | None
    notes: list[FollowUp]
    phone: str
    token: str


def with_what_was_done(rows: Sequence[Renewal]) -> list[Chased]:
    """Four queries, whatever the number of rows."""
    ids = [row.pk for row in rows]
    told = {one.renewal_id: one for one in Told.objects.filter(renewal__in=ids).order_by("stage")}
    notes: dict[UUID, list[FollowUp]] = {}
    for note in FollowUp.objects.filter(renewal__in=ids).order_by("-at"):
        notes.setdefault(note.renewal_id, []).append(note)
    tokens = dict(Invitation.objects.filter(renewal__in=ids).values_list("renewal", "token"))
    accounts = [row.account_id for row in rows if row.account_id]
    phones = dict(Contact.objects.filter(account__in=accounts, channel=Channel.TELEPHONE).values_list("account_id", "value"))

    def phone_of(row: Renewal) -> str:
        return phones.get(row.account_id, "") if row.account_id else ""

    return [
        Chased(
            row,
            row.person,
            told.get(row.pk),
            notes.get(row.pk, [])[:3],
            phone_of(row),
            tokens.get(row.pk, ""),
        )
        for row in rows
    ]


def figures() -> Sequence[IssueFigure]:
    """By month, the newest first."""
    return list(IssueFigure.objects.order_by("-month")[:60])


def own_renewals(by: Actor, at: datetime) -> list[tuple[Renewal, str]]:
    """One's own that are told, with the token of the page on which to book; the nearest end first."""
    if by.kind != "resident":
        return []
    rows = Renewal.objects.visible_to(by).outstanding().filter(came_on=None, expires_on__gte=today(at), told__isnull=False)
    found = list(rows.distinct().order_by("expires_on")[:10])
    tokens = dict(Invitation.objects.filter(renewal__in=[row.pk for row in found]).values_list("renewal", "token"))
    return [(row, tokens[row.pk]) for row in found if row.pk in tokens]
