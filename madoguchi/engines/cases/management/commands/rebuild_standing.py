"""madoguchi rebuild_standing: set right every row of `Standing` that differs from what the rows say."""

from typing import Any

from django.core.management.base import BaseCommand

from madoguchi.engines.cases.standing import rebuild_standing


class Command(BaseCommand):
    help = "案件の「いまの状態」を作り直す / rebuild the state of every open case from its rows"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild_standing()} 件を直しました / set right")
