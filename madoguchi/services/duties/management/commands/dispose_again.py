"""madoguchi dispose_again LEDGER.csv: erase anew what an older backup has brought back."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from madoguchi.engines.cases import public as cases
from madoguchi.engines.people.public import SYSTEM
from madoguchi.services.duties.keeping.carry_out import reason_to_keep


class Command(BaseCommand):
    help = "古いバックアップから戻した後、廃棄簿（CSV）にある案件をもう一度消去する / erase anew what a restore brought back"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ledger", type=Path)

    def handle(self, *args: Any, ledger: Path, **options: Any) -> None:
        done = 0
        for number in numbers_in(ledger):
            case = cases.Case.objects.select_related("key").filter(number=number).first()
            if case is None or cases.is_erased(case):
                continue
            if why := reason_to_keep(case):
                self.stderr.write(f"{number}: {why.label}")
                continue
            try:
                done += cases.erase(case, by=SYSTEM, at=timezone.now())
            except cases.NotToBeErased as refusal:
                self.stderr.write(f"{number}: {refusal}")
        self.stdout.write(f"{done} 件を消去しました / erased anew")


def numbers_in(ledger: Path) -> Iterator[str]:
    """The first column, below the heading."""
    try:
        with ledger.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            next(rows, None)
            yield from (row[0] for row in rows if row)
    except (OSError, UnicodeDecodeError, csv.Error) as wrong:
        raise CommandError(f"{ledger}: {wrong}") from None
