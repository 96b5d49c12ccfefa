"""`{{ charge.amount|yen }}`: 1,234円, in the language of the page."""

from django import template
from django.utils.translation import get_language

from madoguchi.core.money.yen import format_yen

register = template.Library()


@register.filter
def yen(amount: int | None) -> str:
    return "" if amount is None else format_yen(amount, get_language() or "ja")
