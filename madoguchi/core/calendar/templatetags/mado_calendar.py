"""Dates in templates, in the language of the page: `{{ case.accepted_at|instant }}`, `{{ case.promised_on|day }}`."""

from datetime import date, datetime

from django import template
from django.utils.translation import get_language

from madoguchi.core.calendar import days, fiscal, formats

register = template.Library()


def _lang() -> str:
    return get_language() or "ja"


def _day(value: date | datetime) -> date:
    return days.today(value) if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | None) -> str:
    return formats.format_date(_day(value), _lang()) if value else ""


@register.filter
def month(value: date | datetime | None) -> str:
    return formats.format_month(_day(value), _lang()) if value else ""


@register.filter
def instant(value: datetime | None) -> str:
    return formats.format_instant(value, _lang()) if value else ""


@register.filter
def fiscal_year(value: date | datetime | int | None) -> str:
    if not value:
        return ""
    return fiscal.format_fiscal_year(value if isinstance(value, int) else _day(value), _lang())


@register.filter
def wareki(value: date | datetime | None) -> str:
    return formats.format_wareki(_day(value), _lang()) if value else ""
