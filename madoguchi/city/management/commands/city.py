"""madoguchi city check|test|load|export|diff|new|schema"""

import json
import sys
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils import timezone

from madoguchi.city.actions.load import DeskChanged, FolderHasErrors, load_folder
from madoguchi.city.differences import Difference, compare_all
from madoguchi.city.examples import Run, run_examples
from madoguchi.city.exporting import export_folder
from madoguchi.city.findings import Finding, Level, in_order
from madoguchi.city.folder import read_folder
from madoguchi.city.help import ABOUT, CHECK, DIFF, EXPORT, LOAD, NEW, SCHEMA, TEST
from madoguchi.city.interview import interview, make_city
from madoguchi.city.models import Publication
from madoguchi.city.reference import json_schemas, reference_markdown
from madoguchi.city.skeleton import may_begin, new_city
from madoguchi.city.world import World
from madoguchi.core.acting import SYSTEM
from madoguchi.core.refused import Refused

SIGNS = {"added": "+", "changed": "~", "dropped": "-"}
WORDS = {"added": "追加 added", "changed": "変更 changed", "dropped": "廃止 dropped"}


class Command(BaseCommand):
    help = ABOUT
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=ArgumentParser)

        def verb(name: str, text: str) -> ArgumentParser:
            one: ArgumentParser = verbs.add_parser(
                name, help=text.split("\n")[0], description=text, formatter_class=RawDescriptionHelpFormatter
            )
            if name not in {"new", "schema"}:
                one.add_argument("--city", metavar="PATH", help="市のフォルダー / the city's folder")
            return one

        check = verb("check", CHECK)
        check.add_argument("--quiet", action="store_true", help="誤りだけを示す / errors only, no warnings")
        test = verb("test", TEST)
        test.add_argument("codes", nargs="*", metavar="CODE", help="この定義だけ / only these definitions")
        load = verb("load", LOAD)
        load.add_argument(
            "--take",
            choices=["folder", "desk"],
            default="",
            help="食い違うとき、フォルダーか職員画面のどちらを採るか / which side wins where they differ",
        )
        export = verb("export", EXPORT)
        export.add_argument("--prune", action="store_true", help="廃止した定義のファイルを消す / remove files of retired ones")
        diff = verb("diff", DIFF)
        diff.add_argument("--exit-code", action="store_true", help="違いがあれば1で終わる / exit 1 if anything differs")
        new = verb("new", NEW)
        new.add_argument("name", metavar="NAME", help="英小文字の名前 / a name in small letters")
        new.add_argument("--interview", action="store_true", help="質問に答えて作る（端末ではいつも）/ ask (always at a terminal)")
        new.add_argument("--plain", action="store_true", help="何も聞かずにひな形だけ作る / ask nothing")
        new.add_argument("--into", metavar="PATH", default="cities", help="置く場所 / where (default: cities)")
        schema = verb("schema", SCHEMA)
        schema.add_argument("--json", action="store_true", help="JSON Schema で出す / as JSON Schema")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] in {"load", "export", "diff"} and (first := _to_do_first()):
            raise CommandError(first)
        status = getattr(self, f"do_{options['verb']}")(options)
        if status:
            sys.exit(status)

    def do_check(self, options: dict[str, Any]) -> int:
        begun = time.perf_counter()
        world = read_folder(folder_of(options))
        spent = time.perf_counter() - begun
        self._findings(world, with_warnings=not options["quiet"])
        files, errors, warnings = len(world.files), len(world.errors), len(world.warnings)
        counts = " ".join(f"{kind} {len(codes)}" for kind, codes in sorted(world.by_kind.items()))
        self.stdout.write(counts)
        self.stdout.write(
            f"{files}ファイル、誤り{errors}件、注意{warnings}件、{spent:.2f}秒"
            f" / {files} files, {errors} errors, {warnings} warnings, {spent:.2f} s"
        )
        return 1 if errors else 0

    def do_test(self, options: dict[str, Any]) -> int:
        world = read_folder(folder_of(options))
        if world.errors:
            self._findings(world, with_warnings=False)
        only = set(options["codes"])
        unknown = sorted(code for code in only if not any(code in codes for codes in world.by_kind.values()))
        if unknown:
            self.stdout.write(f"定義がありません / no such definition: {', '.join(unknown)}")
            return 1
        passed = failed = unreached = 0
        for run in run_examples(world, only or None):
            self._run(run, shown(world))
            failed += sum(not example.passed for example, _ in run.examples)
            passed += sum(example.passed for example, _ in run.examples)
            unreached += sum(len(coverage.missing) for coverage in run.coverage)
        self.stdout.write(f"例{passed + failed}件、合格{passed}件、不合格{failed}件 / {passed} passed, {failed} failed")
        if unreached:
            self.stdout.write(f"例が届いていないところが{unreached}か所あります。/ {unreached} places that no example reaches.")
        return 1 if failed or unreached or world.errors else 0

    def do_load(self, options: dict[str, Any]) -> int:
        try:
            done = load_folder(folder_of(options), by=SYSTEM, at=timezone.now(), take=options["take"])
        except FolderHasErrors as refusal:
            for finding in refusal.findings:
                self.stdout.write(f"{prefix(folder_of(options))}{finding}")
            self.stdout.write(f"{refusal} / Not loaded: {len(refusal.findings)} errors.")
            return 1
        except DeskChanged as refusal:
            for difference in refusal.differences:
                self._difference(difference)
            self.stdout.write(
                f"{refusal}\n"
                "  madoguchi city export              職員画面の内容をフォルダーに書き戻す / write them back\n"
                "  madoguchi city load --take desk    職員画面の公開を残す / keep what the desk published\n"
                "  madoguchi city load --take folder  フォルダーで置き換える / replace it by the folder"
            )
            return 2
        for sign, keys in (("+", done.added), ("~", done.changed), ("-", done.retired), ("=", done.kept_from_desk)):
            for kind, code in sorted(keys):
                self.stdout.write(f"{sign} {kind} {code}")
        self.stdout.write(
            f"追加{len(done.added)}、変更{len(done.changed)}、廃止{len(done.retired)}、"
            f"職員画面のまま{len(done.kept_from_desk)}、同じ{done.same} / "
            f"{len(done.added)} added, {len(done.changed)} changed, {len(done.retired)} retired, "
            f"{len(done.kept_from_desk)} kept from the desk, {done.same} the same"
        )
        return 0

    def do_export(self, options: dict[str, Any]) -> int:
        folder = folder_of(options)
        done = export_folder(folder, prune=options["prune"])
        for sign, names in (("~", done.written), ("-", done.removed), ("?", done.extra)):
            for name in names:
                self.stdout.write(f"{sign} {name}")
        if done.extra:
            self.stdout.write("? は公開されていない定義のファイルです。残しました。/ ? files are not in force; left as they are.")
        self.stdout.write(
            f"書いたファイル{len(done.written)}、そのまま{len(done.same)} / {len(done.written)} written, {len(done.same)} the same"
        )
        for name in done.differing:
            self.stdout.write(f"書き戻した内容が一致しません / does not read back the same: {name}")
        return 1 if done.differing else 0

    def do_diff(self, options: dict[str, Any]) -> int:
        world = read_folder(folder_of(options))
        if world.errors:
            self._findings(world, with_warnings=False)
            return 1
        differences = compare_all(world)
        for difference in differences:
            self._difference(difference)
        if not differences:
            self.stdout.write("違いはありません。/ No difference.")
        return 1 if differences and options["exit_code"] else 0

    def do_new(self, options: dict[str, Any]) -> int:
        try:
            asks = options["interview"] or (sys.stdin.isatty() and not options["plain"])
            into, name = Path(options["into"]), options["name"]
            may_begin(into, name)  # before the questions, not after them
            made = make_city(into, name, interview(input, self.stdout.write)) if asks else new_city(into, name)
        except (EOFError, KeyboardInterrupt):
            self.stdout.write("\nやめました。何も書いていません。/ Stopped; nothing was written.")
            return 1
        except Refused as refusal:
            self.stdout.write(str(refusal))
            return 1
        for path in made:
            self.stdout.write(f"+ {path}")
        folder = Path(options["into"]) / options["name"]
        self.stdout.write(f"次に / next: {folder}/city.yaml を直し、madoguchi city check --city {folder}")
        return 0

    def do_schema(self, options: dict[str, Any]) -> int:
        text = json.dumps(json_schemas(), ensure_ascii=False, indent=2) if options["json"] else reference_markdown()
        self.stdout.write(text)
        return 0

    def _findings(self, world: World, *, with_warnings: bool) -> None:
        for finding in in_order(world.findings):
            if with_warnings or finding.level is Level.ERROR:
                self._finding(finding, world)

    def _finding(self, finding: Finding, world: World) -> None:
        style = self.style.ERROR if finding.level is Level.ERROR else self.style.WARNING
        self.stdout.write(style(f"{prefix(Path(world.origin))}{finding}"))

    def _difference(self, difference: Difference) -> None:
        source = "（職員画面で公開 / published from the desk）" if difference.source == "desk" else ""
        self.stdout.write(f"{SIGNS[difference.what]} {difference.kind} {difference.code}  {WORDS[difference.what]}{source}")
        for line in difference.lines:
            self.stdout.write(f"    {line}")
        for line in difference.meaning:
            self.stdout.write(f"    ⇒ {line}")
        if difference.what == "changed" and not difference.lines:
            self.stdout.write("    取り込んでいる定義が変わったため / because of what it inlines")

    def _run(self, run: Run, where: str) -> None:
        self.stdout.write(f"{run.kind} {run.code}")
        for example, line in run.examples:
            style = self.style.SUCCESS if example.passed else self.style.ERROR
            self.stdout.write(style(f"  {'○' if example.passed else '×'} {example.name}"))
            for wrong in example.wrong:
                self.stdout.write(f"      {where}{run.file}:{line}: {wrong.ja}\n          {wrong.in_('en')}")
        for coverage in run.coverage:
            missing = f"  まだ / not yet: {', '.join(coverage.missing)}" if coverage.missing else ""
            self.stdout.write(f"  {coverage.what}: {coverage.seen}/{coverage.of}{missing}")


def _to_do_first() -> str:
    """What to do first, where nothing has been prepared yet."""
    with suppress(OperationalError):  # no such file, or nothing listens
        if Publication._meta.db_table in connection.introspection.table_names():
            return ""
    return (
        "データベースの用意がまだです。先に madoguchi upgrade（デモなら madoguchi demo）を動かしてください。\n"
        "The database is not prepared yet. First run madoguchi upgrade (for the demo: madoguchi demo)."
    )


def folder_of(options: dict[str, Any]) -> Path:
    return Path(options.get("city") or settings.MADO_CITY)


def prefix(folder: Path) -> str:
    """So that file names can be opened from where one stands."""
    try:
        return f"{folder.resolve().relative_to(Path.cwd())}/"
    except ValueError:
        return f"{folder}/"


def shown(world: World) -> str:
    return prefix(Path(world.origin))
