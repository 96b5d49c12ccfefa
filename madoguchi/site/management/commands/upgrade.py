from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from madoguchi.core.health import Level, examine
from madoguchi.site.backup import back_up
from madoguchi.site.examinations import shown

BLOCKERS = {"database", "database.guards", "secrets", "disk"}
"""Examinations that must be without failure before the tables are changed."""


class Command(BaseCommand):
    help = (
        "新しい版に上げる: 検査、バックアップ、表の変更、定義の検査。--check は検査だけ。 "
        "Upgrade: examine, back up, migrate, check the definitions. --check only says what would be done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="調べるだけで何も変えない / only look, change nothing")
        parser.add_argument("--no-backup", action="store_true", help="バックアップを取らない / skip the backup")

    def handle(self, *args: Any, **options: Any) -> None:
        pending = self.pending()
        blockers = [
            (name, finding) for name, finding in examine(timezone.now()) if finding.level is Level.FAILURE and name in BLOCKERS
        ]
        self.stdout.write(f"版 release {settings.RELEASE}")
        self.stdout.write(f"適用する変更 migrations to apply: {shown(pending)}")
        for name, finding in blockers:
            self.stdout.write(f"妨げ blocker: {name}: {finding.sentence}")
        if options["check"]:
            raise SystemExit(1 if blockers else 0)
        if blockers:
            raise SystemExit("妨げを取り除いてから実行してください。 Remove the blockers first.")
        if pending and not options["no_backup"] and connection.introspection.table_names():
            target = settings.MADO_HOME / "backups" / f"before-{settings.RELEASE}-{timezone.localtime():%Y%m%d-%H%M%S}.tar"
            self.stdout.write(f"バックアップ backup: {back_up(target, at=timezone.now())}")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(
            "完了。続けて `madoguchi city diff` で定義の差を見られます。 Done; `madoguchi city diff` shows definitions."
        )

    def pending(self) -> list[str]:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
