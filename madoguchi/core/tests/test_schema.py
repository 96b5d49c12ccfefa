"""Guards of tables, on whichever database the tests run."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from madoguchi.core.schema import AppendOnly, AsParent, NoOverlap, guards, guards_off, lift_guards, missing_guards, restore_guards

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    kind = "timestamp with time zone" if connection.vendor == "postgresql" else "datetime"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE tests_stay (id integer PRIMARY KEY, room integer, a {kind}, b {kind}, d date, e date, gone integer)"
        )
    return "tests_stay"


def at(hour):
    return datetime(2026, 7, 1, hour, tzinfo=UTC)


def run(sql, *values):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)


def stay(number, start, end, room=1, gone=None):
    run("INSERT INTO tests_stay (id, room, a, b, gone) VALUES (%s, %s, %s, %s, %s)", number, room, start, end, gone)


@pytest.fixture
def guarded(table):
    NoOverlap(table, "tests_no_overlap", same=("room",), start="a", end="b", where="gone IS NULL").put_on(connection)


def test_no_overlap__apart_touching_or_elsewhere__is_taken(guarded):
    stay(1, at(1), at(2))
    stay(2, at(2), at(3))
    stay(3, at(1), at(3), room=2)
    stay(4, at(1), at(3), gone=1)


@pytest.mark.parametrize(("start", "end"), [(1, 2), (0, 3), (1, None), (0, None)])
def test_no_overlap__same_time__is_refused(guarded, start, end):
    stay(1, at(1), at(2))
    with pytest.raises(IntegrityError):
        stay(2, at(start), at(end) if end else None)


def test_no_overlap__moved_onto_another_or_revived__is_refused(guarded):
    stay(1, at(1), at(2))
    stay(2, at(3), at(4))
    stay(3, at(1), at(2), gone=1)
    with pytest.raises(IntegrityError):
        run("UPDATE tests_stay SET a = %s WHERE id = 2", at(1))
    with pytest.raises(IntegrityError):
        run("UPDATE tests_stay SET gone = NULL WHERE id = 3")
    run("UPDATE tests_stay SET b = %s WHERE id = 1", at(3))


def test_no_overlap__days__end_is_not_included(table):
    NoOverlap(table, "tests_days", same=(), start="d", end="e", of="day").put_on(connection)
    run("INSERT INTO tests_stay (id, d, e) VALUES (1, %s, %s)", date(2026, 7, 1), date(2026, 7, 3))
    run("INSERT INTO tests_stay (id, d, e) VALUES (2, %s, NULL)", date(2026, 7, 3))
    with pytest.raises(IntegrityError):
        run("INSERT INTO tests_stay (id, d, e) VALUES (3, %s, NULL)", date(2027, 1, 1))


def test_append_only__columns_named__may_change_or_be_set_once(table):
    AppendOnly(table, may_change=("room",), set_once=("gone",)).put_on(connection)
    stay(1, at(1), at(2))
    run("UPDATE tests_stay SET room = 5")
    run("UPDATE tests_stay SET gone = 1")
    run("UPDATE tests_stay SET gone = 1")
    for sql in (
        "UPDATE tests_stay SET gone = 2",
        "UPDATE tests_stay SET gone = NULL",
        "UPDATE tests_stay SET id = 9",
        "DELETE FROM tests_stay",
    ):
        with pytest.raises(IntegrityError):
            run(sql)


@pytest.fixture
def parents(table):
    run("CREATE TABLE tests_house (id integer PRIMARY KEY, room integer)")
    run("INSERT INTO tests_house (id, room) VALUES (1, 10), (2, 20)")
    guard = AsParent(table, "room", key="gone", parent="tests_house")
    guard.put_on(connection)
    return guard


def test_as_parent__written_as_the_parent_says__is_taken_and_anything_else_refused(parents):
    stay(1, at(1), at(2), room=10, gone=1)
    stay(2, at(1), at(2), room=99, gone=None)
    for room, house in ((20, 1), (None, 1), (10, 3)):
        with pytest.raises(IntegrityError):
            stay(3, at(1), at(2), room=room, gone=house)
    for sql in (
        "UPDATE tests_stay SET room = 20 WHERE id = 1",
        "UPDATE tests_stay SET gone = 2 WHERE id = 1",
        "UPDATE tests_stay SET gone = 1 WHERE id = 2",
    ):
        with pytest.raises(IntegrityError):
            run(sql)
    run("UPDATE tests_stay SET gone = 2, room = 20 WHERE id = 1")


def test_as_parent__parent_changes__its_rows_go_along_and_no_others(parents):
    stay(1, at(1), at(2), room=10, gone=1)
    stay(2, at(1), at(2), room=20, gone=2)
    run("UPDATE tests_house SET room = 30 WHERE id = 1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, room FROM tests_stay ORDER BY id")
        assert cursor.fetchall() == [(1, 30), (2, 20)]


def test_as_parent__part_of_it_lost__is_not_in_force(parents):
    assert parents.in_force(connection)
    on = "" if connection.vendor == "sqlite" else " ON tests_house"
    run(f"DROP TRIGGER {parents.name}_p{on}")
    assert not parents.in_force(connection)
    parents.put_on(connection)
    assert parents.in_force(connection)
    parents.take_off(connection)
    assert not parents.in_force(connection)


def test_guards__taken_off__are_missed_and_restored():
    assert missing_guards() == []
    names = [guard.name for guard in guards(connection)]
    assert "mado_audit_entry_append_only" in names
    with guards_off():
        assert "mado_audit_entry_append_only" in missing_guards()
    assert missing_guards() == []
    for guard in guards(connection):
        guard.take_off(connection)
    assert missing_guards() == names
    restore_guards()
    assert missing_guards() == []


def test_guards__for_a_migration__sqlite_lets_tables_be_rebuilt_that_another_names():
    named = [guard.name for guard in guards(connection) if isinstance(guard, AsParent)]
    assert "mado_cases_message_section_as_parent" in named
    lift_guards()
    assert missing_guards() == (named if connection.vendor == "sqlite" else [])
    run("ALTER TABLE mado_cases_case RENAME TO tests_old_case")
    run("ALTER TABLE tests_old_case RENAME TO mado_cases_case")
    restore_guards()
    assert missing_guards() == []
