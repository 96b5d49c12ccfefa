"""Databases that are migrated, made once for these migrations: test runs and the houses of tests begin with a copy of one."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
HAVE_A_SAY = ("requirements/test.txt", "madoguchi/core/schema.py", "madoguchi/site/rooms.py")


@cache
def of_these_migrations() -> str:
    """A name for what a migrated database holds."""
    digest = hashlib.sha256()
    for path in [*sorted(ROOT.glob("madoguchi/**/migrations/*.py")), *(ROOT / name for name in HAVE_A_SAY)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def migrated() -> Path:
    """A migrated SQLite database, to be copied."""
    ready = Path(tempfile.gettempdir()) / f"madoguchi-test-{of_these_migrations()}.sqlite3"
    with made_once(ready.stem):
        if not ready.exists():
            with tempfile.TemporaryDirectory(prefix="madoguchi-test-", ignore_cleanup_errors=True) as folder:
                made = Path(folder) / "new.sqlite3"
                _migrate(f"sqlite:///{made}")
                with contextlib.closing(sqlite3.connect(made)) as database:
                    database.execute("PRAGMA journal_mode=DELETE")
                made.replace(ready)
    return ready


def begin(home: Path) -> None:
    """An empty house has its tables; one that is there stays as it is."""
    if not (home / "madoguchi.sqlite3").exists():
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(migrated(), home / "madoguchi.sqlite3")


def made_beside() -> subprocess.Popen[bytes]:
    """Have the database that a run begins with made while its tests are still being gathered."""
    return subprocess.Popen([sys.executable, "-m", "tests.ready"], cwd=ROOT)


def migrated_on(server: str) -> str:
    """The name of a migrated database on that PostgreSQL server, to be a template."""
    import psycopg

    name = f"mado_ready_{of_these_migrations()}"
    with made_once(name), psycopg.connect(named(server, "postgres"), autocommit=True) as asked:
        if not asked.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            making = f"{name}_{os.getpid()}"
            asked.execute(f"DROP DATABASE IF EXISTS {making} WITH (FORCE)")
            asked.execute(f"CREATE DATABASE {making}")
            _migrate(named(server, making))
            asked.execute(f"ALTER DATABASE {making} RENAME TO {name}")
    return name


def named(server: str, database: str) -> str:
    """The address of that database on the same server."""
    return urlsplit(server)._replace(path=f"/{database}").geturl()


@contextlib.contextmanager
def a_postgres(purpose: str) -> Iterator[str]:
    """The address of a migrated database of one's own on the server that MADOGUCHI_TEST_POSTGRES names."""
    import psycopg

    server = os.environ.get("MADOGUCHI_TEST_POSTGRES")
    assert server, "MADOGUCHI_TEST_POSTGRES must name a PostgreSQL server; .ci/run sets it"
    name, template = f"mado_{purpose}_{uuid.uuid4().hex[:8]}", migrated_on(server)
    with psycopg.connect(server, autocommit=True) as asked:
        asked.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield named(server, name)
    finally:
        with psycopg.connect(server, autocommit=True) as asked:
            asked.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def made_once(name: str) -> Iterator[None]:
    """One process at a time: the second finds made what the first has made."""
    with (Path(tempfile.gettempdir()) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(database: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    with tempfile.TemporaryDirectory(prefix="madoguchi-test-") as home:
        given = {"MADOGUCHI_HOME": home, "MADOGUCHI_DEMO": "1", "MADOGUCHI_DATABASE": database, "PYTHONPATH": str(ROOT)}
        for command in (["migrate", "-v", "0"], ["createcachetable"]):
            full = [sys.executable, "-m", "madoguchi", *command]
            subprocess.run(full, env={**kept, **given}, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    address = os.environ.get("MADOGUCHI_DATABASE", "")
    migrated_on(address) if address.startswith("postgres") else migrated()
