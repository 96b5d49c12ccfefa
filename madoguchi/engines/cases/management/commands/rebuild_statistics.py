"""madoguchi rebuild_statistics: count every day anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from madoguchi.core.calendar.public import today
from madoguchi.engines.cases.statistics.counting import count_all


class Command(BaseCommand):
    help = "集計を最初の日から数え直す / count the statistics anew from the first day"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{count_all(today(timezone.now()))} 行を数えました / rows counted")
