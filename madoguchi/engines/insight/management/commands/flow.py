"""madoguchi flow: where the days went — rebuild the facts, compare them with the events."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from madoguchi.engines.insight.flow.process import PROCESSES
from madoguchi.engines.insight.flow.rebuilding import differing, rebuild

SHOWN = 20


class Command(BaseCommand):
    help = "かかった日数の事実: rebuild 作り直す、compare 出来事と照らす。 Where the days went: rebuild or compare the facts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("rebuild", help="出来事から作り直す / read every way anew and sum the facts")
        verbs.add_parser("compare", help="出来事と照らす。違いがあれば失敗 / compare with the events; fails where they differ")

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
