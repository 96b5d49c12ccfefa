"""年度: from April 1 to March 31 (地方自治法208条1項), named by the year in which it begins."""

from datetime import date

from madoguchi.core.calendar.eras import era_of
from madoguchi.core.calendar.languages import japanese, plain_japanese


def fiscal_year(day: date) -> int:
    """2026-03-31 → 2025; 2026-04-01 → 2026."""
    return day.year - (day.month < 4)


def fiscal_year_days(year: int) -> tuple[date, date]:
    return date(year, 4, 1), date(year + 1, 3, 31)


def format_fiscal_year(day: date | int, lang: str = "ja") -> str:
    """令和8年度; FY2026; in plain Japanese 2026年度（令和8年度）."""
    year = day if isinstance(day, int) else fiscal_year(day)
    if not japanese(lang):
        return f"FY{year}"
    name = _name(year)
    return f"{year}年度（{name}）" if plain_japanese(lang) and name[0] not in "12" else name


def _name(year: int) -> str:
    """By the era in which the year ends: 2019 is 令和元年度; but 1988, which ends in 平成元年, is 昭和63年度."""
    for day in reversed(fiscal_year_days(year)):
        era = era_of(day)
        if era and (count := year - era.first_day.year + 1) >= 1:
            return f"{era.name}{'元' if count == 1 else count}年度"
    return f"{year}年度"
