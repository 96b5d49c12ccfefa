"""Some weeks of plausible cases, made by the real actions with the moments at which they would have happened."""

from datetime import datetime

from madoguchi.engines.cases.public import Case

CLAIMS, OTHERS = 30, 60


def there_are_cases() -> bool:
    return Case.objects.exists()


def make_weeks(size: float, at: datetime) -> int:
    """For size 1 some thirty claims of child allowance and sixty cases of everything else, in every state; how many were made."""
    from madoguchi.site.demo.story import tell
    from madoguchi.site.demo.tales import tell_tales

    return tell(round(CLAIMS * size), at) + tell_tales(round(OTHERS * size), at) if size > 0 else 0
