"""Some weeks of plausible cases, made by the real actions with the moments at which they would have happened."""

from datetime import datetime

from madoguchi.engines.cases.public import Case


def there_are_cases() -> bool:
    return Case.objects.exists()


def make_weeks(size: float, at: datetime) -> int:
    """About forty cases for size 1, in every state; how many were made."""
    from madoguchi.site.demo.story import tell

    return tell(round(40 * size), at) if size > 0 else 0
