"""madoguchi residents columns | invent FILE | check FILE | load FILE | certificates FILE."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from madoguchi.engines.people.actor import SYSTEM
from madoguchi.engines.people.extract import loading, serials
from madoguchi.engines.people.extract.columns import COLUMNS
from madoguchi.engines.people.extract.inventing import invent
from madoguchi.engines.people.extract.reading import Examined, Fault, Unreadable, examine


class Command(BaseCommand):
    help = "住民情報（宛名・世帯）を取り込む / the register of addressees from an extract"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("columns", help="列の一覧 / the columns of the file")
        made = verbs.add_parser("invent", help="架空の住民のファイルを作る / write a file of invented people")
        made.add_argument("file", type=Path)
        made.add_argument("--people", type=int, default=1000, help="人数 / how many")
        check = verbs.add_parser(
            "check", help="誤りと、いまの内容との違いを見る（書き込まない） / faults and differences; writes nothing"
        )
        check.add_argument("file", type=Path)
        load = verbs.add_parser("load", help="取り込む / take it in")
        load.add_argument("file", type=Path)
        numbers = verbs.add_parser(
            "certificates", help="電子証明書のシリアル番号の一覧を取り込む / take in the list of serial numbers of certificates"
        )
        numbers.add_argument("file", type=Path)
        numbers.add_argument("--check", action="store_true", help="書き込まずに確かめる / write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"do_{options['verb']}")(options)
        except Unreadable as wrong:
            raise CommandError(str(wrong)) from None

    def do_columns(self, options: dict[str, Any]) -> None:
        for column in COLUMNS:
            print(f"{'*' if column.needed else ' '} {column.title}\t{column.means}")

    def do_invent(self, options: dict[str, Any]) -> None:
        print(f"{options['file']}: {invent(options['file'], options['people'], on=timezone.localdate())}人 people")

    def do_check(self, options: dict[str, Any]) -> None:
        examined = self.examined(options["file"])
        found = loading.compare(options["file"], examined)
        print(f"追加 {found.added}　変更 {found.changed}　変更なし {found.same}　世帯の組み直し {found.households}")
        print("added, changed, unchanged, households to form anew")
        for name, count in found.fields.most_common():
            print(f"  {name}: {count}")
        for reason, count in found.reasons.most_common():
            print(f"  異動事由 {reason}: {count}")
        self.named("支援措置を始める protected from now on", found.protected)
        self.named("支援措置を終える（よく確かめてください） no longer protected: make sure", found.lifted)
        if found.unsaid:
            print(f"支援措置が空の行 {found.unsaid}: ありとして扱います。 Protection unsaid: taken as protected.")
        self.named(f"ファイルにない宛名 not in the file ({found.gone_count})。消しません never removed", found.gone)
        print("何も書き込んでいません。 Nothing was written.")

    def do_load(self, options: dict[str, Any]) -> None:
        began = monotonic()
        examined = self.examined(options["file"])
        print(f"読みました {examined.people}人（{monotonic() - began:.1f}秒） read")
        run = loading.load(options["file"], examined, by=SYSTEM, at=timezone.now(), progress=self.progress)
        seconds = monotonic() - began
        print(f"追加 {run.added}　変更 {run.changed}　変更なし {run.same}　世帯 {run.households}　（{seconds:.1f}秒）")

    def do_certificates(self, options: dict[str, Any]) -> None:
        listed = serials.examine(options["file"])
        self.stop_at(listed.faults, options["file"])
        found = serials.bind_all(listed, by=SYSTEM, at=timezone.now(), dry=options["check"])
        print(f"ひも付け {found.bound}　終わり {found.ended}　変更なし {found.same}")
        print("bound, ended, unchanged")
        self.named("別の宛名にひも付いている証明書（職員が照合してください） of somebody else", found.others)
        self.named("宛名にない番号 not in the register", found.unknown)
        if options["check"]:
            print("何も書き込んでいません。 Nothing was written.")

    def examined(self, path: Path) -> Examined:
        found = examine(path)
        self.stop_at(found.faults, path)
        return found

    def stop_at(self, faults: list[Fault], path: Path) -> None:
        for fault in faults:
            print(f"{path.name}:{fault.line}: {fault.sentence}" if fault.line else f"{path.name}: {fault.sentence}")
        if faults:
            print(
                "誤りを直してから、もう一度実行してください。何も書き込んでいません。 Mend the faults first; nothing was written."
            )
            sys.exit(1)

    def progress(self, done: int, of: int) -> None:
        if done // 20_000 != (done - loading.BATCH) // 20_000 or done == of:
            print(f"  {done} / {of}", flush=True)

    def named(self, title: str, numbers: list[str]) -> None:
        if numbers:
            print(f"{title}: {' '.join(numbers)}")
