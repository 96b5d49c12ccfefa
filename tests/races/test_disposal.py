"""記録の廃棄: one agreement, never by the proposer; what is held back stays; whoever is killed, the ledger tells the truth."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, *numbers: int) -> str:
    """What is wrong; nothing when nothing is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    given = {"MADOGUCHI_HOME": str(home), "MADOGUCHI_DEMO": "1", "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings"}
    full = [sys.executable, "-m", "tests.races.disposer", *map(str, numbers)]
    done = subprocess.run(full, env={**kept, **given}, cwd=ROOT, capture_output=True, text=True, timeout=1200, check=False)
    print(done.stderr)
    assert done.returncode == 0, done.stderr
    assert "erased" in done.stderr, done.stderr
    return done.stdout.strip()


@pytest.mark.long
def test_disposal__three_processes_with_kills_and_a_holder__nothing_half_or_both(tmp_path: Path) -> None:
    assert run(tmp_path, 30, 3, 6, 7) == ""
