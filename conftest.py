"""Settings of the test run: the demo's sample secrets, files in a throw-away folder, quick password hashing."""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("MADOGUCHI_HOME", tempfile.mkdtemp(prefix="madoguchi-test-"))
os.environ.setdefault("MADOGUCHI_DEMO", "1")

from django.conf import settings as django_settings

if django_settings.configured:  # pytest-django reads the settings before this file
    django_settings.MADO_HOME = Path(os.environ["MADOGUCHI_HOME"])
    django_settings.MADO_DEMO = os.environ["MADOGUCHI_DEMO"] == "1"
    django_settings.MADO_RUSH = 0  # tests of the queue before booking say how many are let in
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")

# The browser's tests need what only developers and .ci/run install.
collect_ignore = [] if find_spec("playwright") else ["tests/browser"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """On SQLite a test run begins with a copy of a database that an earlier run has migrated, if no migration has changed since."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    ready = _migrated()
    creation = connection.creation
    made_anew = creation.create_test_db

    def create_test_db(*args, **options):
        if not ready.exists():
            name = made_anew(*args, **options)
            _keep(connection, ready)
            return name
        name = creation._get_test_db_name()
        connection.close()
        django_settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(f"file:{ready}?mode=ro", uri=True)) as kept:
            kept.backup(connection.connection)
        return name

    creation.create_test_db = create_test_db


def _migrated() -> Path:
    """Where the migrated database lies: named by everything that has a say in it."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("madoguchi/**/migrations/*.py")):
        digest.update(path.read_bytes())
    for path in ("requirements/test.txt", "madoguchi/core/schema.py", "madoguchi/site/rooms.py"):
        digest.update((Path(__file__).parent / path).read_bytes())
    return Path(tempfile.gettempdir()) / f"madoguchi-test-{digest.hexdigest()[:20]}.sqlite3"


def _keep(connection, ready: Path) -> None:
    """Whole or not at all: several workers may do this at once."""
    partly = ready.with_suffix(f".{os.getpid()}")
    with contextlib.closing(sqlite3.connect(partly)) as kept:
        connection.connection.backup(kept)
    partly.replace(ready)


def pytest_addoption(parser):
    parser.addoption(
        "--database-only", action="store_true", help="only tests that touch the database: for a second run on another one"
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--database-only"):
        return
    rest = [item for item in items if not (item.get_closest_marker("django_db") or TOUCHING & set(item.fixturenames))]
    config.hook.pytest_deselected(items=rest)
    items[:] = [item for item in items if item not in set(rest)]


TOUCHING = {"db", "transactional_db", "live_server"}


@pytest.fixture(autouse=True)
def _definitions_of_this_test():
    """What a process remembers of the published definitions ends with the test that published them."""
    from madoguchi.city.queries import forget

    forget()
