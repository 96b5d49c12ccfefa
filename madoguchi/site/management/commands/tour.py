import time
from argparse import ArgumentParser
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.core.management.base import BaseCommand

from madoguchi.site.demo.cast import PASSWORD, STAFF
from madoguchi.site.demo.page import second_factor_code
from madoguchi.site.tour.browsing import Lost
from madoguchi.site.tour.errands import walk
from madoguchi.site.tour.steps import Tour

ROLES = ("resident", "clerk", "chief", "care-clerk", "care-chief")
CARE_CLERK, CARE_CHIEF = (
    next(one.mail for one in STAFF if (one.section, one.role) == ("kaigo", role)) for role in ("clerk", "chief")
)


class Command(BaseCommand):
    help = (
        "動いている窓口を、住民と職員になって一回りする。各段と見えたものを書き、途中で止まれば終了コード1。 "
        "Run five errands over HTTP as a resident and as staff, a correction and a refusal among them; prints each step and what "
        "was seen; exit status 1 when lost."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="窓口のアドレス、例 http://localhost:8000 / address of a running Madoguchi")
        parser.add_argument("--resident", default="sakura@example.jp", help="住民のメールアドレス / resident")
        parser.add_argument("--clerk", default=STAFF[0].mail, help="担当者 / clerk")
        parser.add_argument("--chief", default=STAFF[2].mail, help="決裁者 / chief")
        parser.add_argument("--care-clerk", default=CARE_CLERK, help="介護保険課の担当者 / clerk of long-term care")
        parser.add_argument("--care-chief", default=CARE_CHIEF, help="介護保険課の決裁者 / chief of long-term care")
        parser.add_argument("--password", default=PASSWORD, help="全員のパスワード（デモ） / password of all of them (the demo's)")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        password = options["password"]
        tour = Tour(
            options["url"],
            self.say,
            people={who: (options[who.replace("-", "_")], password) for who in ROLES},
            code=lambda: second_factor_code(time.time()),
            city=settings.MADO_CITY,
        )
        try:
            walk(tour)
        except Lost as lost:
            self.stdout.write(f"✗ {lost}")
            raise SystemExit(1) from None
        except (URLError, OSError) as error:
            self.stdout.write(f"✗ {options['url']} につながりません。 Cannot reach it: {error}")
            raise SystemExit(1) from None
        self.stdout.write(f"一回りしました（{time.monotonic() - began:.1f}秒）。 The tour is complete.")

    def say(self, step: str, seen: str) -> None:
        self.stdout.write(f"✓ {step} — {seen}")
        self.stdout.flush()
