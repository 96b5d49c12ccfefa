"""Who follows the events gets each once, whatever the order in which they are committed, whoever numbers and is killed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.races.test_booking import a_postgres_database  # noqa: F401  a fixture
from tests.ready import begin

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, *command: object, database: str = "") -> re.Match[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    given = {"MADOGUCHI_HOME": str(home), "MADOGUCHI_DEMO": "1", "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings"}
    if database:
        given["MADOGUCHI_DATABASE"] = database
    else:
        begin(home)
    full = [sys.executable, "-m", "tests.races.reader", *map(str, command)]
    done = subprocess.run(full, env={**kept, **given}, cwd=ROOT, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "", done.stdout
    said = re.search(r"read (\d+) of (\d+), (\d+) against their identifiers", done.stderr)
    assert said, done.stderr
    return said


def test_feed__four_writers_on_sqlite__each_once(tmp_path: Path) -> None:
    said = run(tmp_path, 4, 5, 1)
    assert said[1] == said[2] != "0"


@pytest.mark.long
def test_feed__twelve_writers_on_postgresql_that_commit_out_of_order__each_once(
    tmp_path: Path,
    a_postgres_database: str,  # noqa: F811
) -> None:
    said = run(tmp_path, 12, 60, 6, database=a_postgres_database)
    assert said[1] == said[2]
    assert int(said[1]) > 500
    assert int(said[3]) > 50, "they were committed in order: nothing was tried"
