from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from madoguchi.site.backup import back_up


class Command(BaseCommand):
    help = "動かしたままバックアップを取る（鍵は含まない）。 Back up while the house works; the keys are not inside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", nargs="?", type=Path, help="書き出す .tar / file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        target = options["target"] or settings.MADO_HOME / "backups" / f"madoguchi-{timezone.localtime(now):%Y%m%d-%H%M%S}.tar"
        back_up(target, at=now)
        self.stdout.write(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")
        self.stdout.write(
            "鍵（MADOGUCHI_KEYS など）は別に保管してください。 Keep the keys elsewhere: without them nothing can be read."
        )
