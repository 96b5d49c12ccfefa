from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from madoguchi.core.health import Level, examine

MARKS = {Level.OK: "  ok  ", Level.WARNING: " 注意 ", Level.FAILURE: " 異常 "}


class Command(BaseCommand):
    help = "健康診断をする。異常があれば終了コード1。 Examine the installation; exit status 1 when something is wrong."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = examine(timezone.now())
        for name, finding in found:
            self.stdout.write(f"[{MARKS[finding.level]}] {name}: {finding.sentence}")
        failures = sum(finding.level is Level.FAILURE for _, finding in found)
        warnings = sum(finding.level is Level.WARNING for _, finding in found)
        self.stdout.write(f"{len(found)} 項目、異常 {failures}、注意 {warnings}。 {failures} wrong, {warnings} to look at.")
        if failures:
            raise SystemExit(1)
