"""Backup while the house writes; restore on an empty machine; what comes back equals what was."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
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


def test_backup__while_somebody_writes__comes_back_whole(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
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


def test_backup__never_holds_the_keys(tmp_path: Path) -> None:
    import tarfile

    assert house(tmp_path / "home", "demo", "--prepare-only", "--size", "0").returncode == 0
    assert house(tmp_path / "home", "backup", str(tmp_path / "b.tar")).returncode == 0
    with tarfile.open(tmp_path / "b.tar") as tar:
        assert not [name for name in tar.getnames() if "key" in name]


@pytest.mark.long
def test_backup__of_postgresql__comes_back_whole(tmp_path: Path) -> None:
    import psycopg

    base = os.environ["MADOGUCHI_TEST_POSTGRES"]
    names = ["mado_backup_old", "mado_backup_new"]
    with psycopg.connect(base, autocommit=True) as server:
        for name in names:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {name}")
    old, new = (f"{base.rsplit('/', 1)[0]}/{name}" for name in names)
    try:
        assert house(tmp_path / "a", "demo", "--prepare-only", "--size", "0.05", MADOGUCHI_DATABASE=old).returncode == 0
        assert house(tmp_path / "a", "backup", str(tmp_path / "b.tar"), MADOGUCHI_DATABASE=old).returncode == 0
        restored = house(tmp_path / "b", "restore", str(tmp_path / "b.tar"), MADOGUCHI_DATABASE=new)
        assert restored.returncode == 0, restored.stdout + restored.stderr
        with psycopg.connect(old) as a, psycopg.connect(new) as b:
            count = "SELECT count(*), max(number) FROM mado_cases_case"
            assert a.execute(count).fetchone() == b.execute(count).fetchone()
    finally:
        with psycopg.connect(base, autocommit=True) as server:
            for name in names:
                server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
