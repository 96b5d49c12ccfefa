import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from madoguchi.city import public as city
from madoguchi.services.plan.book import Book, book_of_folder
from madoguchi.services.plan.verifying.comparing import verify


class Command(BaseCommand):
    help = "計画のデータを扱う: verify 原典と照らす。 The plan as data: verify holds it against the printed text."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        one = verbs.add_parser("verify", help="原典の文と照らす / hold the data against the source's text")
        one.add_argument("source", type=Path, help="原典の文（.txt）、またはそのあるフォルダー / the text, or its folder")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["verb"])(**options)

    def book(self) -> Book:
        """From the folder: these verbs need no database."""
        try:
            return book_of_folder(Path(settings.MADO_CITY))
        except city.Found as found:
            raise CommandError("\n".join(map(str, found.findings))) from None
        except city.NotDefined as missing:
            raise CommandError(str(missing)) from None

    def verify(self, source: Path, **_options: Any) -> None:
        book = self.book()
        if source.is_dir() and book.source:
            source = source / book.source.file
        try:
            text = source.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{source} を読めません（{problem}）。 {source} can't be read.") from None
        try:
            found = verify(book, text)
        except LookupError as missing:
            raise CommandError(f"{source} は計画の文ではないようです（{missing} がない）。 It is not the plan's text.") from None
        for difference in found.differences:
            self.stdout.write(str(difference))
        for name, count in found.counts.items():
            self.stdout.write(f"{name}: {count:,}")
        total = sum(found.counts.values())
        self.stdout.write(
            f"{total:,}か所を照らし、違いは{len(found.differences)}。 {total:,} compared, {len(found.differences)} differ."
        )
        if found.differences:
            sys.exit(1)
