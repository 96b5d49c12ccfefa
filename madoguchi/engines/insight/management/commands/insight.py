from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from madoguchi.engines.insight.counting.comparing import compare
from madoguchi.engines.insight.counting.feeding import feed_facts, rebuild
from madoguchi.engines.insight.counting.folding import counted_indicators
from madoguchi.engines.insight.models import Count


class Command(BaseCommand):
    help = (
        "自動の計数: feed 数える、compare 出来事と照らす、rebuild はじめから数え直す、show どこまで数えたか。"
        " Counting: feed, compare, rebuild, show."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=("feed", "compare", "rebuild", "show"))
        parser.add_argument("codes", nargs="*", help="指標（なければ全部）/ indicators; all without them")

    def handle(self, verb: str, codes: list[str], **_options: Any) -> None:
        at, known = timezone.now(), counted_indicators()
        if unknown := sorted(set(codes) - set(known)):
            raise CommandError(f"自動で数える指標に {'、'.join(unknown)} はありません。 Not counted: {', '.join(unknown)}.")
        if verb == "rebuild":
            rebuild(codes or list(known), at)
        if verb in ("rebuild", "feed"):
            feed_facts(at, seconds=86_400)
        if verb == "compare":
            wrong = compare(at)
            self.stdout.write(
                f"違いは{len(wrong)}。{'、'.join(wrong)} {len(wrong)} differ; they are counted anew."
                if wrong
                else "違いはありません。 No difference."
            )
            return
        for row in Count.objects.filter(indicator__in=codes or known).order_by("indicator", "shown"):
            state = "" if row.shown else "（数え直し中 / counting anew）"
            self.stdout.write(
                f"{row.indicator}{state}: {row.counted_at:%Y-%m-%d %H:%M:%S}" if row.counted_at else f"{row.indicator}{state}"
            )
