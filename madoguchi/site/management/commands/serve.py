from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from madoguchi.site import env
from madoguchi.site.serve import serve
from madoguchi.site.startup import refuse_samples, refuse_test_roots


class Command(BaseCommand):
    help = "窓口を開く（画面とAPI、ジョブ）。 Serve portal, desk and API, with a worker for the jobs beside them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1", help="待ち受けるアドレス / address to listen on")
        parser.add_argument("--port", type=int, default=env.number("PORT", 8000, "port of `serve`"), help="ポート / port")
        parser.add_argument("--workers", type=int, default=2, help="画面の処理数 / processes for pages")
        parser.add_argument(
            "--jobs", type=int, default=2, help="ジョブの並行数。0 は別に worker を動かすとき / threads for jobs; 0: run elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_samples()
        refuse_test_roots()
        serve(bind=options["bind"], port=options["port"], workers=options["workers"], worker_threads=options["jobs"])
