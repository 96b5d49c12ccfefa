"""The command line on a machine where something is not there yet."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def said(home: Path, *command: str, **more: str) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    done = subprocess.run(
        [sys.executable, "-m", "madoguchi", *command],
        env={**kept, "MADOGUCHI_HOME": str(home), "MADOGUCHI_DEMO": "1", "PYTHONPATH": str(ROOT), **more},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("command", [("staff", "list"), ("city", "load")], ids=" ".join)
def test_command__on_an_empty_database__says_what_comes_first(tmp_path: Path, command: tuple[str, ...]) -> None:
    status, words = said(tmp_path, *command)
    assert status == 1
    assert "データベースの用意がまだです。先に madoguchi upgrade" in words
    assert "Traceback" not in words


def test_command__without_a_database__says_what_to_look_at(tmp_path: Path) -> None:
    status, words = said(tmp_path, "staff", "list", MADOGUCHI_DATABASE="postgresql://nobody@127.0.0.1:9/none")
    assert status == 1
    assert ("データベースに届きません。" if find_spec("psycopg") else "tools/bootstrap.py server") in words
    assert "Traceback" not in words
