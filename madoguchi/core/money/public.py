"""The door of money."""

from madoguchi.core.money.parse import AmountTooLarge, NotAnAmount, parse_yen
from madoguchi.core.money.yen import Yen, format_yen, yen

__all__ = ["AmountTooLarge", "NotAnAmount", "Yen", "format_yen", "parse_yen", "yen"]
