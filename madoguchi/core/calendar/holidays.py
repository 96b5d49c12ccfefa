"""国民の祝日, with 振替休日 and 国民の休日 (国民の祝日に関する法律).

The equinoxes to come are computed; each is fixed by the 暦要項 of the February before.
"""

from datetime import date
from functools import lru_cache

import jpholiday


@lru_cache(10_000)
def holiday_name(day: date) -> str:
    """元日, 振替休日 …; empty on other days."""
    return jpholiday.is_holiday_name(day) or ""
