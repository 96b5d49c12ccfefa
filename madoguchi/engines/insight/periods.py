"""Periods of a series in words: whole for sentences and tables, short for the foot of a chart."""

from datetime import date

from django.utils.translation import get_language

from madoguchi.core.calendar.public import format_fiscal_year, format_month
from madoguchi.engines.insight.definitions import Every, Indicator

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def language() -> str:
    return get_language() or "ja"


def is_japanese() -> bool:
    return language().startswith("ja")


def period_name(every: Every, at: str, lang: str = "") -> str:
    """令和4年度 · 2022年3月末 · 2026年7月; an answer of a survey as it is."""
    lang = lang or language()
    if every is Every.FISCAL_YEAR:
        return format_fiscal_year(int(at), lang)
    if every is Every.ANSWER:
        return at
    name = format_month(month_of(at), lang)
    if every is Every.MONTH:
        return name
    return f"{name}末" if lang.startswith("ja") else f"end of {name}"


def period_mark(every: Every, at: str) -> str:
    """令和4 · 22年3月 · 7月: what fits under a bar. The first month of a year carries the year."""
    if every is Every.FISCAL_YEAR:
        return format_fiscal_year(int(at), "ja").removesuffix("年度") if is_japanese() else f"FY{at}"
    if every is Every.ANSWER:
        return at
    day = month_of(at)
    if every is Every.MONTH and day.month not in (1, 4):
        return f"{day.month}月" if is_japanese() else MONTHS[day.month - 1]
    return f"{day.year % 100}年{day.month}月" if is_japanese() else f"{MONTHS[day.month - 1]} {day.year % 100}"


def month_of(at: str) -> date:
    return date(int(at[:4]), int(at[5:7]), 1)


def number(one: Indicator, value: float | None) -> str:
    """1,234 or 72.81; a dash where nothing was counted."""
    return "―" if value is None else f"{value:,.{one.decimals}f}"


def amount(one: Indicator, value: float | None) -> str:
    """1,234件; in English 1,234 cases."""
    unit = one.unit.in_(language())
    if value is None:
        return number(one, value)
    return number(one, value) + (unit if is_japanese() or unit == "%" else f" {unit}")
