"""madoguchi rebuild_search: make the marks of the search anew, after a key was put first in the ring."""

from typing import Any

from django.core.management.base import BaseCommand

from madoguchi.engines.cases.search.keys import rebuild


class Command(BaseCommand):
    help = "氏名・生年月日・電話番号の検索の索引を作り直す / make the marks of the search anew"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} 件の索引を作り直しました / indexed anew")
