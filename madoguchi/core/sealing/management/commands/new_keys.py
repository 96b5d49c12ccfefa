"""madoguchi new_keys: print fresh secrets, in the form in which the settings take them. Nothing is stored."""

import base64
import secrets
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from madoguchi.core.sealing import office


class Command(BaseCommand):
    help = "新しい秘密の鍵を作って表示する（どこにも保存しない）。 / Print fresh secrets; nothing is stored."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        private, public = office.fresh_pair()
        ring = base64.b64encode(secrets.token_bytes(32)).decode()
        self.stdout.write(f"MADOGUCHI_SECRET_KEY={secrets.token_urlsafe(48)}")
        self.stdout.write(f"MADOGUCHI_KEYS={timezone.now():%Y%m}:{ring}")
        self.stdout.write(f"# 庁内側だけに置く / office side only\nMADOGUCHI_OFFICE_KEY={private}")
        self.stdout.write(f"# 公開側に置く / public side\nMADOGUCHI_OFFICE_PUBLIC_KEY={public}")
