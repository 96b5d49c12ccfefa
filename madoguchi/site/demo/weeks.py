"""Some weeks of plausible cases, made by the real actions with the moments at which they would have happened."""

from datetime import datetime
from importlib import import_module
from pathlib import Path

from django.apps import apps

from madoguchi.engines.cases.public import Case

CLAIMS, OTHERS = 30, 60
LARGE = 0.5
"""From this size on there are also months before the weeks: figures over months want many cases, and those take seconds."""


def there_are_cases() -> bool:
    return Case.objects.exists()


def make_weeks(size: float, at: datetime) -> int:
    """For size 1 some thirty claims of child allowance and sixty cases of everything else, in every state;
    how many were made."""
    from madoguchi.site.demo.months import make_months
    from madoguchi.site.demo.story import tell
    from madoguchi.site.demo.tales import tell_tales
    from madoguchi.site.demo.volume import work_at_volume

    if size <= 0:
        return 0
    made = make_months(size, at) if size >= LARGE else 0
    made += tell(round(CLAIMS * size), at) + tell_tales(round(OTHERS * size), at)
    work_at_volume(at)
    return made


def tell_services(at: datetime) -> int:
    """What the services that are switched on show of their work: each tells its story (`demo.py`) once; how many did."""
    told = 0
    for config in apps.get_app_configs():
        if config.name.startswith("madoguchi.services.") and Path(config.path, "demo.py").is_file():
            story = import_module(f"{config.name}.demo")
            if not story.there_is_a_story():
                story.tell(at)
                told += 1
    return told
