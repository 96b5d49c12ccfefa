"""madoguchi audit: hold the chain against the anchors that were kept elsewhere; anchor what is over."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from madoguchi.core.audit.anchoring import anchor, file_of_anchors, verify_anchors
from madoguchi.core.audit.chain import Problem, verify

SHOWN = 50


class Command(BaseCommand):
    help = "監査の記録: verify 鎖を錨と照らす、anchor 錨を書く。 The audit: hold the chain against its anchors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        one = verbs.add_parser("verify", help="鎖を計算し直し、錨のファイルと照らす / recompute the chain, compare with the file")
        one.add_argument("file", nargs="?", type=Path, help="別に保管した錨のファイル / the file of anchors kept elsewhere")
        one.add_argument("--quick", action="store_true", help="錨だけを照らす / the anchors alone, without recomputing")
        verbs.add_parser("anchor", help="終わった日の錨を書く / write the anchors of the days that are over")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["verb"])(**options)

    def verify(self, *, file: Path | None, quick: bool, **_options: Any) -> None:
        problems = self.anchored(file) if file else []
        problems += [] if quick else verify()
        for problem in problems[:SHOWN]:
            self.stderr.write(problem.sentence)
        if problems:
            raise CommandError(f"{len(problems)} 件の問題があります。 / {len(problems)} problems.")
        against = "錨と合っています / it agrees with the anchors" if file else "錨とは照らしていません / not compared with anchors"
        self.stdout.write(f"書き換えはありません。{against}")

    def anchored(self, file: Path) -> list[Problem]:
        try:
            return verify_anchors(file.read_text(encoding="utf-8").splitlines())
        except (OSError, ValueError) as problem:
            raise CommandError(f"{file} を読めません（{problem}）。 {file} can't be read.") from None

    def anchor(self, **_options: Any) -> None:
        made = anchor(timezone.now())
        self.stdout.write(f"{file_of_anchors()}: {len(made)} 日 / days")
