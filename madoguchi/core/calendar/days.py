"""Plain arithmetic of days and months, and the day on which a moment falls in Japan."""

import calendar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
ONE_DAY = timedelta(days=1)


def in_tokyo(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment must know its time zone")
    return at.astimezone(TOKYO)


def today(at: datetime) -> date:
    """The day of a moment, in Asia/Tokyo."""
    return in_tokyo(at).date()


def last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def shift_months(day: date, months: int) -> date:
    """The same day of another month, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = last_of_month(year, month + 1)
    return last.replace(day=min(day.day, last.day))
