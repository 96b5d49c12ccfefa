"""期間: 民法138–143条, as they also govern filings to the city where no other law says otherwise.

140条 the first day is not counted (unless the term begins at midnight, or a law counts it, as 戸籍法43条 does);
143条 months and years follow the calendar and end on the day before the day that answers to their first, or on the last
of the month if that has none; 142条 a last day that is closed gives way to the next open one (`ClosedDays.last_day`).
"""

from datetime import date, timedelta

from madoguchi.core.calendar.days import ONE_DAY, last_of_month, shift_months


def last_day(event: date, *, days: int = 0, months: int = 0, years: int = 0, first_day_counts: bool = False) -> date:
    """The nominal last day of a term that an event sets going. Just one of days, months, years; rolls over nothing."""
    if [bool(days), bool(months), bool(years)].count(True) != 1 or days + months + years < 0:
        raise ValueError("a term has one length: days, months or years, at least 1")
    first = event if first_day_counts else event + ONE_DAY
    if days:
        return first + timedelta(days=days - 1)
    answering = shift_months(first, months + 12 * years)
    return answering - ONE_DAY if answering.day == first.day else last_of_month(answering.year, answering.month)


def add_months_minpo(event: date, months: int) -> date:
    """The nominal last day of a term of months, its first day not counted: 2026-11-30 and 3 give 2027-02-28."""
    return last_day(event, months=months)


def days_before(day: date, days: int) -> date:
    """「60日前」: counted backwards like forwards, the day itself not counted. 60 days before 2025-05-31 is 2025-04-01.

    142条 has no say here: nobody's time grows shorter because a day long before is a holiday.
    """
    return day - timedelta(days=days)


def months_before(day: date, months: int) -> date:
    """「3月前の日」: the same day of an earlier month, or the last day of that month."""
    return shift_months(day, -months)


def renewal_opens(expires: date) -> date:
    """From when a certificate of the 個人番号カード may be renewed: the day after 「満了日の3月前の日」.

    2023-07-07 → 2023-04-08; 2023-05-28 → 2023-03-01. Where that day does not exist, the first of the next month.
    """
    return months_before(expires, 3) + ONE_DAY
