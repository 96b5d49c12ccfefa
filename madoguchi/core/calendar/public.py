"""The door of the calendar."""

from madoguchi.core.calendar.ages import attained_on, display_age, first_march31_after
from madoguchi.core.calendar.closed import ClosedDays
from madoguchi.core.calendar.days import TOKYO, in_tokyo, today
from madoguchi.core.calendar.eras import ERAS, Era, era_of
from madoguchi.core.calendar.fiscal import fiscal_year, fiscal_year_days, format_fiscal_year
from madoguchi.core.calendar.formats import format_date, format_instant, format_month, format_time, format_wareki
from madoguchi.core.calendar.holidays import holiday_name
from madoguchi.core.calendar.jpki import parse_jpki_birth
from madoguchi.core.calendar.parse import parse_date
from madoguchi.core.calendar.partial import DateNotCertain, PartialDate, Precision, parse_partial
from madoguchi.core.calendar.terms import add_months_minpo, days_before, last_day, months_before, renewal_opens
from madoguchi.core.calendar.wareki import BeforeEra, NoSuchDay, NotADate, from_wareki, to_wareki, wareki_year

__all__ = [
    "ERAS",
    "TOKYO",
    "BeforeEra",
    "ClosedDays",
    "DateNotCertain",
    "Era",
    "NoSuchDay",
    "NotADate",
    "PartialDate",
    "Precision",
    "add_months_minpo",
    "attained_on",
    "days_before",
    "display_age",
    "era_of",
    "first_march31_after",
    "fiscal_year",
    "fiscal_year_days",
    "format_date",
    "format_fiscal_year",
    "format_instant",
    "format_month",
    "format_time",
    "format_wareki",
    "from_wareki",
    "holiday_name",
    "in_tokyo",
    "last_day",
    "months_before",
    "parse_date",
    "parse_jpki_birth",
    "parse_partial",
    "renewal_opens",
    "to_wareki",
    "today",
    "wareki_year",
]
