"""madoguchi lottery verify RECORD [RECEIPT …] · lottery audit ID FILE · lottery verifier FILE."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from madoguchi.core.refused import NotFound
from madoguchi.engines.booking.lottery import queries, verify_lottery


class Command(BaseCommand):
    help = "抽選の記録を検証する / check the record of a lottery"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify", help="公開の記録を検証する（控えがあれば控えも） / check a public record, and receipts")
        verify.add_argument("files", nargs="+", metavar="FILE", help="記録のJSON、控えのJSON / record.json receipt.json …")
        audit = verbs.add_parser("audit", help="監査のため、すべての控えを書き出す / write every receipt, for the auditor")
        audit.add_argument("lottery", help="抽選のID / id of the lottery")
        audit.add_argument("file", type=Path)
        alone = verbs.add_parser("verifier", help="検証プログラムだけを書き出す / write the stand-alone verifier")
        alone.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        match options["verb"]:
            case "verify":
                if status := verify_lottery.main(options["files"]):
                    sys.exit(status)
            case "audit":
                try:
                    found = queries.lottery_of(options["lottery"])
                except (NotFound, ValidationError):
                    raise CommandError(f"そのIDの抽選はありません / no lottery {options['lottery']}") from None
                options["file"].write_text(json.dumps(queries.whole_record(found), ensure_ascii=False), encoding="utf-8")
                options["file"].chmod(0o600)
                print(f"{options['file']}: 希望が読めます。監査の後に消してください。 / Wishes can be read; delete it afterwards.")
            case "verifier":
                options["file"].write_bytes(Path(verify_lottery.__file__).read_bytes())
