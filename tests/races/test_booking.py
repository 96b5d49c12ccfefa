"""枠 is given to as many as fit and to nobody more, whoever hammers, whoever is killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ready import a_postgres, begin

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, *command: object, database: str = "", timeout: float = 1200) -> str:
    """What is wrong; nothing when nothing is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    given = {"MADOGUCHI_HOME": str(home), "MADOGUCHI_DEMO": "1", "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings"}
    if database:
        given["MADOGUCHI_DATABASE"] = database
    else:
        begin(home)
    full = [sys.executable, "-m", "tests.races.booker", *map(str, command)]
    done = subprocess.run(full, env={**kept, **given}, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)
    print(done.stderr)
    assert done.returncode == 0, done.stderr
    assert "booked" in done.stderr, done.stderr
    return done.stdout.strip()


def test_storm__six_processes_with_kills_on_sqlite__nothing_beyond_capacity_or_lost(tmp_path: Path) -> None:
    assert run(tmp_path, "storm", 6, 4, 6, 7) == ""


def test_contest__six_processes_on_sqlite__each_slot_has_one_winner(tmp_path: Path) -> None:
    assert run(tmp_path, "contest", 6, 20) == ""


@pytest.mark.long
def test_storm__thirty_two_processes_on_sqlite(tmp_path: Path) -> None:
    assert run(tmp_path, "storm", 32, 25, 40, 11) == ""


@pytest.mark.long
def test_contest__thirty_two_processes_on_sqlite(tmp_path: Path) -> None:
    assert run(tmp_path, "contest", 32, 20) == ""


@pytest.fixture
def a_postgres_database() -> Iterator[str]:
    with a_postgres("races") as address:
        yield address


@pytest.mark.long
def test_storm__thirty_two_processes_on_postgresql(tmp_path: Path, a_postgres_database: str) -> None:
    assert run(tmp_path, "storm", 32, 25, 40, 13, database=a_postgres_database) == ""


@pytest.mark.long
def test_contest__thirty_two_processes_on_postgresql(tmp_path: Path, a_postgres_database: str) -> None:
    assert run(tmp_path, "contest", 32, 20, database=a_postgres_database) == ""
