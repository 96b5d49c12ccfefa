from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from madoguchi.site.backup import restore


class Command(BaseCommand):
    help = "空の機械にバックアップを戻し、照合する。 Restore a backup onto an empty machine and prove it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="バックアップの .tar / the backup")

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = restore(options["source"])
        self.stdout.write(
            f"{manifest['made_at']} の状態に戻しました。{len(manifest['tables'])} 表を照合、一致。 Restored; every table matches."
        )
