"""Backup and restore: the database as of one moment and the encrypted files, in one tar with a manifest that proves it.

The key ring is never inside: whoever finds the tar cannot read a case. Keep the keys elsewhere (docs/operator/backup.md).
"""

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from madoguchi.core.schema import guards_off

FORMAT = 1


class BadBackup(SystemExit):
    """The tar is broken, of another format, or would overwrite data."""


def back_up(target: Path, *, at: datetime) -> Path:
    """Write a consistent backup to `target` while the house goes on working; return the path."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise BadBackup(f"{target} は既にあります。 exists already.")
        with tempfile.TemporaryFile(dir=target.parent):
            pass
    except OSError as problem:
        raise BadBackup(
            f"{target.parent} に書けません（{problem.strerror}）。書ける場所を指定するか、フォルダーの持ち主を変えてください。"
            " It can't be written there: name another place, or change the owner of the folder."
        ) from None
    partial = target.with_suffix(".partial")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, tarfile.open(partial, "w") as tar:
        # The database first: a file is stored before its row, so every row of the copy finds its file.
        part = _dump(Path(folder))
        manifest = {
            "format": FORMAT,
            "release": settings.RELEASE,
            "made_at": timezone.localtime(at).isoformat(timespec="seconds"),
            "engine": connection.vendor,
            "tables": part["tables"],
        }
        tar.add(part["path"], "database")
        _add_bytes(tar, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        if (files := settings.MADO_HOME / "files").exists():
            for path in sorted(p for p in files.rglob("*") if p.is_file() and ".partial" not in p.name):
                tar.add(path, f"files/{path.relative_to(files)}")
    partial.rename(target)
    return target


def restore(source: Path) -> dict[str, Any]:
    """Bring a backup to an empty machine and prove it: every table has the rows and the digest of the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        manifest = _unpacked(source, root)
        if manifest["format"] != FORMAT:
            raise BadBackup(
                f"バックアップの形式 {manifest['format']} は、版 {settings.RELEASE} では読めません。"
                f" Backup format {manifest['format']} is not known to release {settings.RELEASE}."
            )
        if manifest["engine"] != connection.vendor:
            raise BadBackup(
                f"バックアップは {manifest['engine']}、MADOGUCHI_DATABASE は {connection.vendor} です。同じ種類に戻してください。"
                f" The backup is of {manifest['engine']}, MADOGUCHI_DATABASE is {connection.vendor}."
            )
        _refuse_to_overwrite()
        _load(root / "database")
        if (root / "files").exists():
            shutil.copytree(root / "files", settings.MADO_HOME / "files", dirs_exist_ok=True)
    now = _digests_now()
    wrong = [name for name, value in manifest["tables"].items() if now.get(name) != value]
    if wrong:
        raise BadBackup(
            f"戻しましたが、次の表が控えと一致しません: {', '.join(wrong)}"
            f" Restored, but these tables differ from the manifest: {', '.join(wrong)}"
        )
    return manifest


def _unpacked(source: Path, root: Path) -> dict[str, Any]:
    """The manifest, after everything was laid out in the folder: files alone, and none outside it. (The filter of `tarfile` that
    sees to this is missing from the Python 3.11.2 of Debian 12.)
    """
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                target = (root / member.name).resolve()
                if not target.is_relative_to(root) or not (member.isfile() or member.isdir()):
                    raise BadBackup(f"{source}: {member.name} は受け取れません。 {member.name} can't be taken from a backup.")
                if member.isdir():
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                content = tar.extractfile(member)
                assert content is not None
                with content, target.open("wb") as out:
                    shutil.copyfileobj(content, out)
        manifest: dict[str, Any] = json.loads((root / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, tarfile.TarError, json.JSONDecodeError, EOFError) as problem:
        raise BadBackup(f"{source} をバックアップとして読めません。 It can't be read as a backup: {problem}") from None
    return manifest


def _refuse_to_overwrite() -> None:
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        if path.exists() and path.stat().st_size:
            raise BadBackup(
                f"{path} があります。空の機械に戻すか、先によそへ移してください。"
                f" {path} exists. Restore only onto an empty machine; move it away first."
            )
    elif "mado_people_account" in connection.introspection.table_names():
        raise BadBackup(
            "データベースが空ではありません。空のデータベースに戻してください。"
            " The database is not empty. Restore only into an empty one."
        )


def _dump(folder: Path) -> dict[str, Any]:
    return _dump_sqlite(folder) if connection.vendor == "sqlite" else _dump_postgres(folder)


def _load(path: Path) -> None:
    _load_sqlite(path) if connection.vendor == "sqlite" else _load_postgres(path)


def _dump_sqlite(folder: Path) -> dict[str, Any]:
    copy = folder / "database.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        digests = _digests_of_file(target)
    return {"path": copy, "tables": digests}


def _digests_of_file(database: sqlite3.Connection) -> dict[str, str]:
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
    return {name: _digest(database.execute(f'SELECT * FROM "{name}"')) for name in _kept(tables)}  # noqa: S608


def _digests_now() -> dict[str, str]:
    """Of the database as it stands, counted in the same way as when it was backed up."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as database:
            return _digests_of_file(database)
    with transaction.atomic():
        return dict(_digests())


def _load_sqlite(path: Path) -> None:
    connection.close()
    target = Path(str(connection.settings_dict["NAME"]))
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def _dump_postgres(folder: Path) -> dict[str, Any]:
    target = folder / "tables"
    target.mkdir()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        digests = dict(_digests())
        for name in digests:
            with (target / name).open("wb") as out, cursor.copy(f'COPY "{name}" TO STDOUT (FORMAT BINARY)') as copy:
                for block in copy:
                    out.write(block)
    return {"path": target, "tables": digests}


def _load_postgres(path: Path) -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    names = sorted(p.name for p in path.iterdir())
    with transaction.atomic(), guards_off(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        quoted = ", ".join(f'"{name}"' for name in names)
        cursor.execute(f"TRUNCATE {quoted} CASCADE")
        for name in names:
            with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT BINARY)') as copy, (path / name).open("rb") as data:
                while block := data.read(1 << 16):
                    copy.write(block)
        _reset_sequences(cursor)


def _reset_sequences(cursor: Any) -> None:
    """The table is named with its schema: the database may ask for the sequences of all before it looks which are ours."""
    sequence_of = "pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name)"
    cursor.execute(
        f"SELECT table_name, column_name, {sequence_of} FROM information_schema.columns "  # noqa: S608
        f"WHERE table_schema = current_schema() AND {sequence_of} IS NOT NULL"
    )
    for table, column, sequence in cursor.fetchall():
        cursor.execute(
            f'SELECT setval(%s, GREATEST((SELECT MAX("{column}") FROM "{table}"), 1))',  # noqa: S608
            [sequence],
        )


def _digests() -> Iterator[tuple[str, str]]:
    """Rows and content of every table as one short text each, independent of the order of rows."""
    with connection.cursor() as cursor:
        for name in _kept(sorted(connection.introspection.table_names(cursor))):
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            yield name, _digest(iter(cursor.fetchone, None))


def _kept(tables: list[str]) -> list[str]:
    """What is worth keeping: not the cache, not SQLite's own tables."""
    return [name for name in tables if not name.startswith("sqlite_") and name != "mado_cache"]


def _digest(rows: Any) -> str:
    count, total = 0, 0
    for row in rows:
        values = [bytes(v) if isinstance(v, memoryview) else v for v in row]
        total ^= int.from_bytes(hashlib.sha256(repr(values).encode()).digest(), "big")
        count += 1
    return f"{count}:{total:064x}"


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))
