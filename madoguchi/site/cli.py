"""The console script `madoguchi`: each verb is a command of its room; the first page of help is ours."""

import gc
import os
import sys
from importlib.util import find_spec

VERBS = [
    ("はじめる · begin", [
        ("demo", "架空の住民と案件でデモを開く", "serve the demo with an invented cast"),
        ("tour URL", "住民と職員になって一回りする", "walk the main job over HTTP"),
    ]),
    ("動かす · run", [
        ("serve", "画面とAPIを開き、ジョブを動かす", "serve portal, desk and API, with a worker"),
        ("worker", "ジョブだけを動かす", "run the jobs alone"),
        ("doctor", "健康診断", "examine the installation"),
    ]),
    ("市の定義 · the city as data", [
        ("city check", "定義の誤りを、ファイルと行で示す", "errors by file and line"),
        ("city test", "定義についている例を試す", "run the examples of the definitions"),
        ("city load | diff | export", "取り込む、違いを見る、書き出す", "load, compare, write back"),
        ("city new NAME", "新しい市のフォルダーを作る", "begin another city"),
        ("plan diff OLD NEW", "計画の2つの版の見え消しをつくる", "tracked changes between two editions of the plan"),
        ("plan verify SOURCE", "計画のデータを原典と照らす", "hold the plan's data against the printed text"),
    ]),
    ("予約 · booking", [
        ("lottery verify FILE", "公開された抽選の記録を検証する", "check the public record of a lottery"),
    ]),
    ("届いた申請 · applications from elsewhere", [
        ("intake import | watch DIR", "ほかのシステムから届いた申請を取り込む、見張る", "take applications in, watch a folder"),
        ("intake sample DIR", "見本のパッケージを作る（壊れたものも）", "write invented packages, broken ones too"),
    ]),
    ("職員と鍵 · staff and keys", [
        ("staff add | list", "職員を招く、一覧を見る", "invite and list staff"),
        ("new_keys | rewrap_keys", "鍵を作る、包み直す", "make keys, wrap anew after rotation"),
    ]),
    ("住民情報 · residents", [
        ("residents check | load FILE", "住民情報のファイルを調べる、取り込む", "examine and take in an extract of the registers"),
    ]),
    ("守る · keep", [
        ("verify FILE", "保管した電子署名の証拠を検証し直す", "verify the evidence of a signature again, off line"),
        ("audit verify [FILE]", "監査の鎖を、別に保管した錨と照らす", "hold the audit chain against anchors kept elsewhere"),
        ("backup [FILE]", "動かしたままバックアップを取る", "back up while running"),
        ("restore FILE", "空の機械に戻して照合する", "restore onto an empty machine and prove it"),
        ("flow rebuild | compare", "かかった日数の事実を作り直す、照らす", "rebuild or compare where the days went"),
        ("flow export", "案件の流れの記録を書き出す（XES・OCEL）", "the log of cases for process mining"),
        ("relay once | status | keys", "公開側と庁内側の間の渡し", "the relay between the two sides"),
        ("upgrade [--check]", "新しい版に上げる", "upgrade to a new release"),
    ]),
]  # fmt: skip


NOT_PREPARED = (
    "データベースの用意がまだです。先に madoguchi upgrade（デモなら madoguchi demo）を動かしてください。\n"
    "The database is not prepared yet. First run madoguchi upgrade (for the demo: madoguchi demo)."
)
NOT_REACHED = (
    "データベースに届きません。動いているか、MADOGUCHI_DATABASE が正しいかを確かめてください。\n"
    "The database can't be reached. Does it run, and is MADOGUCHI_DATABASE right?"
)

NO_DRIVER = (
    "MADOGUCHI_DATABASE は PostgreSQL ですが、つなぐ部品が入っていません。次を動かしてください：python3 tools/bootstrap.py server\n"
    "MADOGUCHI_DATABASE is PostgreSQL, but its driver is not installed. Run: python3 tools/bootstrap.py server"
)


def main() -> None:
    if sys.argv[1:] in ([], ["help"], ["--help"], ["-h"]):
        print(first_page())  # noqa: T201  the command line's own page
        return
    gc.disable()  # what is read at the start stays: sweeping it meanwhile finds nothing; `SiteConfig.ready` begins the sweeping
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")
    if os.environ.get("MADOGUCHI_DATABASE", "").startswith("postgres") and find_spec("psycopg") is None:
        sys.exit(NO_DRIVER)
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, connection

    try:
        execute_from_command_line(["madoguchi", *sys.argv[1:]])
    except DatabaseError:
        connection.close()
        try:
            tables = connection.introspection.table_names()
        except DatabaseError as error:
            sys.exit(f"{NOT_REACHED}\n{str(error).strip()}")
        if tables:
            raise
        sys.exit(NOT_PREPARED)


def first_page() -> str:
    """All verbs that a person needs, in both languages."""
    lines = ["窓口 Madoguchi — 市役所の窓口をソフトウェアで。 The city hall in software.", ""]
    for title, verbs in VERBS:
        lines.append(title)
        for verb, ja, en in verbs:
            lines += [f"  madoguchi {verb}", f"      {ja} / {en}"]
        lines.append("")
    lines.append("くわしくは: madoguchi 動詞 --help / More on a verb: madoguchi VERB --help")
    lines.append("土台の命令の一覧: madoguchi help --commands / Commands of the framework beneath: madoguchi help --commands")
    return "\n".join(lines)
