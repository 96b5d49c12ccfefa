"""madoguchi rewrap_keys: after a new key was put first, wrap all data keys by it, so that the old one can go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from madoguchi.core.sealing.keys import rewrap_all


class Command(BaseCommand):
    help = "データ鍵を、鍵束の先頭の鍵で包み直す。 / Wrap all data keys by the first key of the ring."
    requires_system_checks = ["secrets"]

    def handle(self, *args: Any, **options: Any) -> None:
        done, failed = rewrap_all()
        self.stdout.write(f"包み直した鍵 {done} 個")
        if failed:
            raise CommandError(f"{failed} 個の鍵はここでは開けず、元のままです。古い鍵はまだ外さないでください。")
