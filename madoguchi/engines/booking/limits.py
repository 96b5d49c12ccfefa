"""Limits: how much one person may have. Counted from the reservations themselves, under the person's lock."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from madoguchi.core.calendar.public import format_date, in_tokyo, today
from madoguchi.core.refused import Refused
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.definitions.rules import Limits
from madoguchi.engines.booking.models import Reservation
from madoguchi.engines.booking.planning import at_minute

NoShows = Callable[[str, str, datetime], list[datetime]]
NO_SHOWS: list[NoShows] = []
"""Functions (who, scope, since) → when that person did not come; the day at the counter fills it."""


class LimitReached(Refused):
    code, message = "limit-reached", _("お一人が持てる予約の数に達しています（{limit}）。")


class Paused(Refused):
    code, message = (
        "paused",
        _("無断の欠席が続いたため、{until}まではオンラインで予約できません。電話か窓口でご相談ください。"),
    )


def scope_of(bookable: Bookable) -> str:
    return bookable.limits.scope or bookable.code


def has_limits(limits: Limits) -> bool:
    return any([limits.at_a_time, limits.a_day, limits.a_week, limits.a_month, limits.no_shows])


def enforce(bookable: Bookable, who: str, starts_at: datetime, *, at: datetime, besides: UUID | None = None) -> None:
    """Raises LimitReached, Paused. `besides`: a reservation not to count, because it is the one being changed."""
    limits, scope = bookable.limits, scope_of(bookable)
    mine = Reservation.objects.in_force().filter(who=who, scope=scope)
    if besides is not None:
        mine = mine.exclude(pk=besides)
    day = in_tokyo(starts_at).date()
    monday = day - timedelta(days=day.weekday())
    month = day.replace(day=1)
    spans = (
        (limits.a_day, day, day + timedelta(days=1), _("1日に{most}件まで")),
        (limits.a_week, monday, monday + timedelta(days=7), _("1週に{most}件まで")),
        (limits.a_month, month, (month + timedelta(days=32)).replace(day=1), _("1か月に{most}件まで")),
    )
    if limits.at_a_time and mine.filter(ends_at__gt=at).count() >= limits.at_a_time:
        raise LimitReached(limit=str(_("同時に{most}件まで")).format(most=limits.at_a_time))
    for most, first, end, words in spans:
        if most and mine.filter(starts_at__gte=at_minute(first, 0), starts_at__lt=at_minute(end, 0)).count() >= most:
            raise LimitReached(limit=str(words).format(most=most))
    if until := paused_until(limits, who, scope, at=at):
        raise Paused(until=format_date(until))


def paused_until(limits: Limits, who: str, scope: str, *, at: datetime) -> date | None:
    """The last day of the pause that follows on too many absences, if one is running."""
    if not limits.no_shows:
        return None
    since = at - timedelta(days=limits.within_days + limits.pause_days)
    absent = sorted({moment for ask in NO_SHOWS for moment in ask(who, scope, since)})
    if len(absent) < limits.no_shows:
        return None
    last = absent[-1]
    recent = [moment for moment in absent if moment > last - timedelta(days=limits.within_days)]
    until = today(last) + timedelta(days=limits.pause_days)
    return until if len(recent) >= limits.no_shows and today(at) <= until else None
