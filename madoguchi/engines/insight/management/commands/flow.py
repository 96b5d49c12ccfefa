"""madoguchi flow: where the days went — rebuild the facts, compare them with the events, export the log."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from madoguchi.engines.insight.flow.log.forms import FORMS, export_log
from madoguchi.engines.insight.flow.log.walking import LogAsked
from madoguchi.engines.insight.flow.process import PROCESSES
from madoguchi.engines.insight.flow.rebuilding import differing, rebuild
from madoguchi.engines.people.public import SYSTEM

SHOWN = 20


class Command(BaseCommand):
    help = "かかった日数の事実: rebuild 作り直す、compare 照らす、export 記録を書き出す。 Where the days went."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("rebuild", help="出来事から作り直す / read every way anew and sum the facts")
        verbs.add_parser("compare", help="出来事と照らす。違いがあれば失敗 / compare with the events; fails where they differ")
        one = verbs.add_parser("export", help="流れの記録を書き出す（個人の情報なし）/ the log for process mining, without persons")
        one.add_argument("--format", dest="form", choices=sorted(FORMS), default="xes", help="形式 / format")
        one.add_argument(
            "--from", dest="first", type=date.fromisoformat, default=date(2000, 1, 1), help="終わった日（から）/ ended from"
        )
        one.add_argument("--until", dest="last", type=date.fromisoformat, default=date(9999, 12, 31), help="（まで）/ until")
        one.add_argument("--section", default="", help="所属 / department")
        one.add_argument("--procedure", default="", help="手続 / procedure")
        one.add_argument("--open", dest="still_open", action="store_true", help="終わっていない案件も / open cases too")
        one.add_argument("--output", type=Path, help="書き出すファイル（なければ標準出力へ）/ file; without it standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["verb"])(**options)

    def rebuild(self, **_options: Any) -> None:
        for code, process in PROCESSES.items():
            ways, facts = rebuild(process)
            self.stdout.write(f"{code}: 道のり {ways} 件、事実 {facts} 行を直しました / {ways} ways and {facts} facts set right")

    def compare(self, **_options: Any) -> None:
        wrong = 0
        for code, process in PROCESSES.items():
            for kind, is_, should in differing(process):
                wrong += 1
                if wrong <= SHOWN:
                    self.stdout.write(f"{code}: {kind} {is_}" + (f" → {should}" if should is not None else ""))
        if wrong:
            raise CommandError(
                f"{wrong} 件が違います。madoguchi flow rebuild で直せます。 / {wrong} differ; flow rebuild sets them right."
            )
        self.stdout.write("出来事のとおりです / as the events say")

    def export(self, *, form: str, output: Path | None, **options: Any) -> None:
        asked = LogAsked(**{name: options[name] for name in ("first", "last", "section", "procedure", "still_open")})
        parts = export_log(asked, form, by=SYSTEM, at=timezone.now())
        if output is None:
            for part in parts:
                sys.stdout.buffer.write(part)
            return
        try:
            with output.open("wb") as file:
                file.writelines(parts)
        except OSError as problem:
            raise CommandError(f"{output} に書けません（{problem}）。 {output} can't be written.") from None
        self.stdout.write(f"{output} に書きました / written")
