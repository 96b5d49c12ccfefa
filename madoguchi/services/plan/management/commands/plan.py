import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from madoguchi.city import public as city
from madoguchi.services.plan import sheets
from madoguchi.services.plan.beginning import CannotBegin, begin
from madoguchi.services.plan.book import Book, book_of_folder
from madoguchi.services.plan.comparing.editions import compare
from madoguchi.services.plan.comparing.writing import as_html, as_markdown
from madoguchi.services.plan.verifying.comparing import verify


class Command(BaseCommand):
    help = "計画のデータを扱う: verify 原典と照らす、diff 版の違いを出す。 The plan as data: verify it, compare editions."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        one = verbs.add_parser("verify", help="原典の文と照らす / hold the data against the source's text")
        one.add_argument("source", type=Path, help="原典の文（.txt）、またはそのあるフォルダー / the text, or its folder")
        one = verbs.add_parser("diff", help="2つの版の見え消しをつくる / tracked changes between two editions")
        one.add_argument("old", help="前の版（2022-03）/ the earlier edition")
        one.add_argument("new", help="後の版（2024-03）/ the later edition")
        one.add_argument("--format", choices=("html", "pdf", "md"), default="md", help="形式 / format")
        one.add_argument("--output", type=Path, help="書き出すファイル（なければ標準出力へ）/ file; without it standard output")
        one = verbs.add_parser("begin", help="次の版を案として始める / begin the next edition as a draft")
        one.add_argument("new", help="新しい版（2026-04）/ the new edition")
        one.add_argument("--from", dest="old", required=True, help="元の版（2024-03）/ the edition it follows")
        one.add_argument("--without", default="", help="続けない施策（3-1,…）/ measures that do not go on")
        one.add_argument("--years", type=int, default=4, help="年度の数 / fiscal years")

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

    def diff(self, old: str, new: str, output: Path | None = None, **options: Any) -> None:
        book = self.book()
        try:
            comparison = compare(book, old, new)
        except city.NotDefined as missing:
            there = "、".join(edition.code for edition in book.editions)
            raise CommandError(f"版「{missing.code}」がありません。あるもの: {there} / no edition {missing.code}.") from None
        title = book.plan.title.ja
        if options["format"] == "pdf":
            if output is None:
                raise CommandError("PDFは --output でファイルを指定してください。 A PDF needs --output FILE.")
            output.write_bytes(sheets.tracked_changes(book, comparison, at=timezone.now()))
            return
        text = {"html": as_html, "md": as_markdown}[options["format"]](comparison, title)
        if output:
            output.write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text)

    def begin(self, new: str, old: str, without: str, years: int, **_options: Any) -> None:
        left = frozenset(code.strip() for code in without.split(",") if code.strip())
        try:
            written = begin(Path(settings.MADO_CITY), self.book(), new, old, years=years, without=left)
        except CannotBegin as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(
            f"{len(written)}個のファイルに書きました。年度ごとの欄（？）を埋めてから city check をしてください。"
            f" {len(written)} files written; fill in the cells (？), then run city check."
        )
