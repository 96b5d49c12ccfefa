"""Backup while the house writes; restore on an empty machine; what comes back equals what was."""

import os
import sqlite3
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from tests.ready import a_postgres, begin, named

ROOT = Path(__file__).resolve().parents[1]
WRITER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.site.settings"
import django; django.setup()
from django.utils import timezone
from madoguchi.engines.people import public as people
number = 0
while True:
    number += 1
    people.Account.objects.create_user(f"writer{number}@example.jp")
    print(number, flush=True)
"""


def house(home: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "madoguchi", *command],
        env=environment(home, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    return {**kept, "MADOGUCHI_HOME": str(home), "MADOGUCHI_DEMO": "1", "PYTHONPATH": str(ROOT), **more}


def test_backup__while_somebody_writes__comes_back_whole_and_never_holds_the_keys(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    begin(old)
    assert house(old, "demo", "--prepare-only", "--size", "0.05").returncode == 0
    writer = subprocess.Popen([sys.executable, "-c", WRITER], env=environment(old), cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(0.3)
        done = house(old, "backup", str(tmp_path / "backup.tar"))
        assert done.returncode == 0, done.stdout + done.stderr
        assert writer.poll() is None, "nobody was writing meanwhile"
    finally:
        writer.kill()
    with tarfile.open(tmp_path / "backup.tar") as tar:
        assert not [name for name in tar.getnames() if "key" in name]
    restored = house(new, "restore", str(tmp_path / "backup.tar"))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert rows(new, "mado_cases_case") == rows(old, "mado_cases_case") > 0
    assert 0 < rows(new, "mado_people_account") <= rows(old, "mado_people_account")
    files = sorted(p.relative_to(new / "files") for p in (new / "files").rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(old / "files") for p in (old / "files").rglob("*") if p.is_file())
    again = house(new, "restore", str(tmp_path / "backup.tar"))
    assert again.returncode != 0
    assert "empty" in again.stderr + again.stdout


def rows(home: Path, table: str) -> int:
    with sqlite3.connect(home / "madoguchi.sqlite3") as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.long
def test_backup__of_postgresql__comes_back_whole(tmp_path: Path) -> None:
    import psycopg

    base, new = os.environ["MADOGUCHI_TEST_POSTGRES"], f"mado_backup_{os.getpid()}"
    with a_postgres("backup") as old, psycopg.connect(base, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {new}")
        try:
            assert house(tmp_path / "a", "demo", "--prepare-only", "--size", "0.05", MADOGUCHI_DATABASE=old).returncode == 0
            assert house(tmp_path / "a", "backup", str(tmp_path / "b.tar"), MADOGUCHI_DATABASE=old).returncode == 0
            restored = house(tmp_path / "b", "restore", str(tmp_path / "b.tar"), MADOGUCHI_DATABASE=named(base, new))
            assert restored.returncode == 0, restored.stdout + restored.stderr
            with psycopg.connect(old) as a, psycopg.connect(named(base, new)) as b:
                count = "SELECT count(*), max(number) FROM mado_cases_case"
                assert a.execute(count).fetchone() == b.execute(count).fetchone()
        finally:
            server.execute(f"DROP DATABASE {new} WITH (FORCE)")
