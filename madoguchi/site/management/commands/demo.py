import os
import subprocess
import sys
from argparse import ArgumentParser
from time import monotonic, time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from madoguchi.core.zones import Zone
from madoguchi.engines.booking.public import materialise_all
from madoguchi.site import env
from madoguchi.site.demo.cast import PASSWORD, STAFF, make_cast
from madoguchi.site.demo.day import make_day
from madoguchi.site.demo.definitions import load_definitions
from madoguchi.site.demo.draws import make_lotteries
from madoguchi.site.demo.page import second_factor_code
from madoguchi.site.demo.renewals import make_renewals
from madoguchi.site.demo.zones import SIDES, prepare_side, show
from madoguchi.site.serve import serve
from madoguchi.site.testcards.making import make_cards


class Command(BaseCommand):
    help = "デモを用意して開く。2回目は続きから。 Prepare the demo and serve it; a second run goes on where the first ended."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", type=float, default=1.0, help="案件の量の倍率 / how many cases, as a factor")
        parser.add_argument("--port", type=int, default=env.number("PORT", 8000, "port of `serve`"))
        parser.add_argument("--bind", default="127.0.0.1", help="待ち受けるアドレス / address to listen on")
        parser.add_argument("--workers", type=int, default=2, help="画面の処理数 / processes for pages")
        parser.add_argument(
            "--zones", action="store_true", help="公開側と庁内側を分けて開く / two sides: a public and an office process"
        )
        parser.add_argument(
            "--only", choices=[side.value for side in SIDES], help="--zones のうち、この側だけを開く / of --zones, this side alone"
        )
        parser.add_argument("--code", action="store_true", help="職員の確認コードを出す / print the staff's second factor")
        parser.add_argument(
            "--prepare-side", action="store_true", help="一方の側の用意だけする / prepare the side of MADOGUCHI_ZONE"
        )
        parser.add_argument("--prepare-only", action="store_true", help="用意だけする / prepare, don't serve")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MADO_DEMO:
            raise SystemExit("デモは MADOGUCHI_DEMO=1 のときだけ動きます。 Set MADOGUCHI_DEMO=1 (make demo does).")
        if options["code"]:
            self.tell(second_factor_code(time()))
            return
        if options["zones"]:
            sides = [Zone(options["only"])] if options["only"] else list(SIDES)
            show(settings.MADO_HOME, options["port"], sides, self.tell)
            return
        if options["prepare_side"]:
            prepare_side(timezone.now(), self.step)
            return
        if not options["prepare_only"]:
            here = os.environ.setdefault("MADOGUCHI_ADDRESS", f"http://localhost:{options['port']}")  # for links, whatever the port
            settings.MADO_ADDRESS = here
            self.prepare_apart(options["size"])
            self.addresses(options["port"])
            serve(bind=options["bind"], port=options["port"], workers=options["workers"], worker_threads=2)
            return
        began = monotonic()
        settings.MADO_HOME.mkdir(parents=True, exist_ok=True)
        self.step("表を用意しています Preparing the database")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.step(f"{settings.MADO_CITY.name} の定義を読んでいます Loading the city's definitions")
        load_definitions(self.tell)
        self.step("架空の住民と職員を用意しています Making the invented cast")
        make_cast(timezone.now())
        make_cards(timezone.now())
        self.bookings(options["size"])
        self.weeks(options["size"])
        self.step("今日の窓口を用意しています Making a morning at the counter")
        make_day(timezone.now())
        materialise_all(timezone.now())
        make_lotteries(timezone.now())
        make_renewals(timezone.now())
        self.stdout.write(f"用意ができました（{monotonic() - began:.0f}秒）。 Ready.")

    def prepare_apart(self, size: float) -> None:
        """In a process of its own: the typesetter's threads would not survive the forks of the page server."""
        command = [sys.executable, "-m", "madoguchi", "demo", "--prepare-only", "--size", str(size)]
        if subprocess.run(command, check=False).returncode:  # noqa: S603  our own command
            raise SystemExit("デモを用意できませんでした。上の説明を見てください。 The demo could not be prepared: see above.")

    def tell(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def step(self, sentence: str) -> None:
        self.stdout.write(f"· {sentence} …")
        self.stdout.flush()

    def weeks(self, size: float) -> None:
        """Some weeks of cases, once: a second run keeps what has been done with them."""
        from madoguchi.site.demo.weeks import make_weeks, tell_services, there_are_cases

        if not there_are_cases():
            self.step("数週間分の案件を作っています Making some weeks of cases")
            made = make_weeks(size, timezone.now())
            self.stdout.write(f"  {made} 件 cases")
        if size > 0:
            tell_services(timezone.now())

    def bookings(self, size: float) -> None:
        from madoguchi.site.demo.bookings import make_bookings, make_slots

        self.step("予約の枠を用意しています Making what can be booked")
        self.stdout.write(f"  {make_slots(timezone.now())} 枠 slots, {make_bookings(size, timezone.now())} 件 bookings")

    def addresses(self, port: int) -> None:
        base = f"http://localhost:{port}"
        self.stdout.write(
            f"\n  {base}/         ポータル（住民） portal\n"
            f"  {base}/desk/    窓口デスク（職員） desk\n"
            f"  {base}/demo/    ログインのしかた（確認コードも） how to sign in, with the second factor's code\n"
            f"  {base}/api/v1/  API\n\n"
            f"  パスワード password: {PASSWORD}\n"
            f"  住民 resident: sakura@example.jp   職員 staff: {STAFF[0].mail}, 決裁 chief: {STAFF[2].mail}\n"
            "  どの市の公式サイトでもありません。Ctrl-C で止まります。 No official site of any city. Ctrl-C stops it.\n"
        )
        self.stdout.flush()
