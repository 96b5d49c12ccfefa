"""The tests' door of limits."""

from madoguchi.core.limits.models import Taken

__all__ = ["counted"]


def counted() -> list[str]:
    """Who stands in the database, as a code."""
    return sorted(Taken.objects.values_list("who", flat=True))
