"""Settings of the test run: the demo's sample secrets, files in a throw-away folder, quick password hashing."""

import atexit
import contextlib
import gc
import os
import shutil
import sqlite3
import subprocess
import tempfile
from functools import partial
from importlib.util import find_spec
from pathlib import Path

if "MADOGUCHI_HOME" not in os.environ:  # workers have that of the process that began them
    os.environ["MADOGUCHI_HOME"] = tempfile.mkdtemp(prefix="madoguchi-test-")
    atexit.register(shutil.rmtree, os.environ["MADOGUCHI_HOME"], ignore_errors=True)
os.environ.setdefault("MADOGUCHI_DEMO", "1")

from django.conf import settings as django_settings

if django_settings.configured:  # pytest-django reads the settings before this file
    django_settings.MADO_HOME = Path(os.environ["MADOGUCHI_HOME"])
    django_settings.MADO_DEMO = os.environ["MADOGUCHI_DEMO"] == "1"
    django_settings.MADO_RUSH = 0  # tests of the queue before booking say how many are let in
    django_settings.MADO_API_PER_TOKEN = django_settings.MADO_API_PER_ADDRESS = 0  # tests of limits say how many
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

import pytest
from hypothesis import settings

from tests.ready import made_beside, migrated, migrated_on

settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")

MIGRATING = pytest.StashKey[subprocess.Popen]()

# The browser's tests, and the API tried by others' tools, need what only developers and .ci/run install.
NEEDING = {"playwright": "tests/browser", "schemathesis": "tests/contract"}
collect_ignore = [folder for tool, folder in NEEDING.items() if not find_spec(tool)]


def pytest_configure(config):
    if not hasattr(config, "workerinput") and not config.getoption("collectonly"):
        config.stash[MIGRATING] = made_beside()


def pytest_collection_finish():
    """What was collected stays for the run, and of what a test leaves little goes round in circles."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def pytest_unconfigure(config):
    if migrating := config.stash.get(MIGRATING, None):
        migrating.wait()


@pytest.fixture(scope="session", autouse=True)
def _memory_without_a_clock():
    """What a process believes for some seconds it believes for the whole run: else how much a page asks would hang on the second in
    which it is counted. What is published meanwhile is seen as ever.
    """
    from madoguchi.city import queries
    from madoguchi.engines.knowledge.finding import keeping
    from madoguchi.faces.shell import city_words

    for room in (queries, keeping, city_words):
        room.FRESH = float("inf")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """A test run begins with a copy of a database that was migrated once, for as long as no migration changes."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.creation.create_test_db = lambda *args, **options: _copied(connection)
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_on(os.environ["MADOGUCHI_DATABASE"])
        connection.ops.sql_flush = partial(_emptying, connection)


def _emptying(connection, style, tables, **options) -> list[str]:
    """Only what holds rows: to truncate two hundred tables takes seconds. Without the triggers that forbid it."""
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables)  # noqa: S608  our own tables
    with connection.cursor() as cursor:
        cursor.execute(asked)
        full = [name for (name,) in cursor.fetchall()]
    return ["SET LOCAL session_replication_role = replica", *(f'DELETE FROM "{name}"' for name in full)]  # noqa: S608


def _copied(connection) -> str:
    name = connection.creation._get_test_db_name()
    connection.close()
    django_settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(f"file:{migrated()}?mode=ro", uri=True)) as kept:
        kept.backup(connection.connection)
    return name


def pytest_addoption(parser):
    parser.addoption(
        "--database-only", action="store_true", help="only tests that touch the database: for a second run on another one"
    )
    parser.addoption("--no-skips", action="store_true", help="a test that is passed over has failed: where all is installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and item.config.getoption("--no-skips"):
        report.outcome, report.longrepr = "failed", f"passed over: {call.excinfo.value}"
    return report


WHOLE_HOUSES = ("tests/test_backup.py", "tests/test_tour.py", "tests/kills/", "tests/zones/", "tests/races/", "tests/gate/")


def pytest_collection_modifyitems(config, items):
    # First what needs no database, while that is being made; then the long ones, lest a worker is left alone with one at the end.
    asking = {item.path for item in items if _asks_the_database(item)}
    items.sort(key=lambda item: 1 if item.nodeid.startswith(WHOLE_HOUSES) else 2 * (item.path in asking))
    if not config.getoption("--database-only"):
        return
    rest = [item for item in items if not _asks_the_database(item)]
    config.hook.pytest_deselected(items=rest)
    items[:] = [item for item in items if item not in set(rest)]


def _asks_the_database(item) -> bool:
    return bool(item.get_closest_marker("django_db") or TOUCHING & set(item.fixturenames))


TOUCHING = {"db", "transactional_db", "live_server"}


@pytest.fixture(autouse=True)
def _definitions_of_this_test():
    """What a process remembers of the published definitions ends with the test that published them; so does who lost a slot, and
    what nobody could be given.
    """
    from madoguchi.city.queries import forget
    from madoguchi.engines.booking import losing, unmet

    forget()
    losing.forget()
    unmet.forget()


@pytest.fixture(scope="module")
def for_the_module(django_db_setup, django_db_blocker):
    """What a fixture of a module makes after this one is there for all its tests, and undone after the last."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def urayasu(for_the_module):
    """cities/urayasu in force."""
    from django.utils import timezone

    from madoguchi.city.testing import load_city

    load_city("urayasu", at=timezone.now())


@pytest.fixture(scope="module")
def example(for_the_module):
    """cities/example in force: a city that has just begun."""
    from django.utils import timezone

    from madoguchi.city.testing import load_city

    load_city("example", at=timezone.now())
