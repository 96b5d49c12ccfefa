"""madoguchi intake channels | sample DIR | import DIR | watch DIR."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from madoguchi.city.public import NotDefined
from madoguchi.core.files.public import ScannerAway
from madoguchi.services.intake.channels import channel_of, channels
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.models import Run
from madoguchi.services.intake.samples import broken, invented, packed
from madoguchi.services.intake.watching import SETTLED, take_folder, watch_once

EVERY = 2.0


class Command(BaseCommand):
    help = "ほかのシステムから届いた申請データ / applications that other systems took in"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("channels", help="経路の一覧 / the channels")
        sample = verbs.add_parser("sample", help="見本のパッケージを作る / write invented packages")
        sample.add_argument("--count", type=int, default=10, help="件数 / how many")
        sample.add_argument("--broken", action="store_true", help="壊れたものも作る / broken ones too")
        sample.add_argument("--seed", type=int, default=1, help="ちがう数なら、ちがう申請 / another number, other applications")
        taken = verbs.add_parser("import", help="フォルダーの中身を取り込む / take in what lies in a folder")
        watch = verbs.add_parser("watch", help="フォルダーを見張って取り込む / take in whatever is laid into a folder")
        watch.add_argument("--settled", type=float, default=SETTLED, help="変わらなくなってからの秒数 / seconds without a change")
        watch.add_argument("--once", action="store_true", help="1回だけ / once")
        for verb in (sample, taken, watch):
            verb.add_argument("folder", type=Path)
            verb.add_argument("--channel", default="pittari", help="経路のコード / code of the channel")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "channels":
            for one in channels():
                print(f"{one.code}\t{one.title}")
            return
        try:
            channel = channel_of(options["channel"])
        except NotDefined as missing:
            raise CommandError(str(missing)) from None
        getattr(self, f"do_{options['verb']}")(channel, options["folder"], options)

    def do_sample(self, channel: Channel, folder: Path, options: dict[str, Any]) -> None:
        if channel.table is not None:
            raise CommandError("見本を作れるのは、1件ずつのパッケージの経路だけです / only for channels of packages")
        folder.mkdir(parents=True, exist_ok=True)
        now = timezone.now()
        for name, sample in invented(channel, options["count"], now=now, seed=options["seed"]):
            (folder / name).write_bytes(packed(channel, sample))
        print(f"{options['count']}件 packages: {folder}")
        if options["broken"]:
            for name, content, code in broken(channel, now=now, seed=options["seed"] + 50):
                (folder / name).write_bytes(content)
                print(f"  {name}\t{code or '（受け付けられる taken in）'}")

    def do_import(self, channel: Channel, folder: Path, options: dict[str, Any]) -> None:
        began, now = time.monotonic(), timezone.now()
        run = Run.objects.create(channel=channel.code, section=channel.department, by_code="system", at=now)

        def progress(number: int, of: int) -> None:
            if number % 100 == 0 or number == of:
                print(f"  {number} / {of}　{time.monotonic() - began:.1f}秒 s", flush=True)

        try:
            take_folder(channel, folder, run, at=now, progress=progress)
        except ScannerAway as away:
            raise CommandError(str(away)) from None
        self.told(run)

    def do_watch(self, channel: Channel, folder: Path, options: dict[str, Any]) -> None:
        for _round in self.rounds(once=options["once"]):
            try:
                run = watch_once(channel, folder, at=timezone.now(), settled=options["settled"])
            except ScannerAway as away:
                print(str(away), flush=True)
                continue
            if run is not None:
                self.told(run)

    def rounds(self, *, once: bool) -> Iterator[None]:
        yield
        while not once:
            time.sleep(EVERY)
            yield

    def told(self, run: Run) -> None:
        run.refresh_from_db()
        print(
            f"取り込んだもの {run.accepted}　前に取り込んであったもの {run.known}　取り込めなかったもの {run.aside}"
            f"\ntaken in, known before, set aside",
            flush=True,
        )
