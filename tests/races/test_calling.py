"""No ticket is called twice, no offer is given beyond capacity, whoever calls at once, whoever is killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.races.test_booking import a_postgres_database  # noqa: F401  a fixture
from tests.ready import begin

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, *command: object, database: str = "", says: str) -> str:
    """What is wrong; nothing when nothing is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    given = {"MADOGUCHI_HOME": str(home), "MADOGUCHI_DEMO": "1", "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings"}
    if database:
        given["MADOGUCHI_DATABASE"] = database
    else:
        begin(home)
    full = [sys.executable, "-m", "tests.races.caller", *map(str, command)]
    done = subprocess.run(full, env={**kept, **given}, cwd=ROOT, capture_output=True, text=True, timeout=1200, check=False)
    print(done.stderr)
    assert done.returncode == 0, done.stderr
    assert says in done.stderr, done.stderr
    return done.stdout.strip()


def test_calls_and_line__few_processes_on_sqlite__each_ticket_once_and_nothing_beyond_capacity(tmp_path: Path) -> None:
    assert run(tmp_path, "both", says="called 24 of 24") == ""


@pytest.mark.long
def test_calls__sixteen_clerks_on_sqlite(tmp_path: Path) -> None:
    assert run(tmp_path, "calls", 16, 400, 20, says="called 400 of 400") == ""


@pytest.mark.long
def test_calls__sixteen_clerks_on_postgresql__nobody_waits_for_another_desk(tmp_path: Path, a_postgres_database: str) -> None:  # noqa: F811
    assert run(tmp_path, "calls", 16, 400, 20, database=a_postgres_database, says="called 400 of 400") == ""


@pytest.mark.long
def test_line__sixteen_processes_on_sqlite(tmp_path: Path) -> None:
    assert run(tmp_path, "line", 16, 40, 40, says="accepted") == ""


@pytest.mark.long
def test_line__sixteen_processes_on_postgresql(tmp_path: Path, a_postgres_database: str) -> None:  # noqa: F811
    assert run(tmp_path, "line", 16, 40, 40, database=a_postgres_database, says="accepted") == ""
