"""What audit promises: written with the deed, one look an hour, a chain that shows every change."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.acting import Machine
from madoguchi.core.audit.chain import BEGINNING, canonical, digest
from madoguchi.core.audit.public import (
    Entry,
    NotACode,
    Seal,
    entries_of,
    head,
    listed,
    looked,
    note,
    oldest_unsealed,
    only_codes,
    seal_batch,
    verify,
)
from madoguchi.core.schema import guards_off

NOON = datetime(2026, 7, 1, 3, tzinfo=UTC)
CLERK = Machine("staff:1", "kodomo", "s1")
pytestmark = pytest.mark.django_db


def some_entries(count, start=0):
    return [
        note("tests.done", by=CLERK, at=NOON, subject_kind="thing", subject_id=n, data={"n": n})
        for n in range(start, start + count)
    ]


def look(at=NOON, by=CLERK, subject="p1", purpose="review"):
    looked(by, at, "person", subject, purpose)


def test_note__tells_who_what_when():
    entry = note("tests.done", by=CLERK, at=NOON, subject_kind="thing", subject_id=uuid4(), purpose="review", data={"on": NOON})
    assert (entry.by, entry.section, entry.session, entry.data) == ("staff:1", "kodomo", "s1", {"on": NOON.isoformat()})
    assert list(entries_of("thing", entry.subject_id)) == [entry]


def test_note__name_in_data__is_refused():
    with pytest.raises(NotACode):
        note("tests.done", by=CLERK, at=NOON, data={"name": "見本 花子"})


def test_looked__again_within_the_hour__one_row_and_one_query(django_assert_num_queries):
    look()
    with django_assert_num_queries(1):
        look(NOON + timedelta(minutes=59))
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"at": NOON + timedelta(hours=1)},
        {"by": Machine("staff:2", "kodomo", "s1")},
        {"by": Machine("staff:1", "kodomo", "s2")},
        {"subject": "p2"},
        {"purpose": "call"},
    ],
)
def test_looked__anything_else__is_a_row_of_its_own(other):
    look()
    look(**other)
    assert Entry.objects.count() == 2


def test_listed__free_text_searched__is_kept_as_a_mark_only():
    first = listed(CLERK, NOON, "cases", {"section": "kodomo", "words": "見本 花子"}, range(600))
    again = listed(CLERK, NOON, "cases", {"words": "見本 花子"}, [])
    assert first.data["query"]["section"] == "kodomo"
    assert first.data["query"]["words"].startswith("mark:")
    assert first.data["query"]["words"] == again.data["query"]["words"]
    assert (len(first.data["ids"]), first.data["count"]) == (500, 600)


def test_seal_batch__entries__are_chained_once():
    some_entries(5)
    assert seal_batch(NOON, size=3) == 3
    assert seal_batch(NOON, size=3) == 2
    assert seal_batch(NOON) == 0
    first, second = Seal.objects.order_by("pk")
    assert (first.previous, second.previous) == (None, first)
    assert first.digest == digest(BEGINNING, list(first.entries.order_by("id")))
    assert head() == second.digest
    assert verify() == []
    assert verify(first.pk) == []


def test_seal_batch__entry_committed_late_with_a_lower_number__is_not_passed_over():
    late = some_entries(1)[0].pk + 100
    note("tests.done", by=CLERK, at=NOON)
    Entry(pk=late + 5, at=NOON, action="tests.done", by="staff:1").save(force_insert=True)
    seal_batch(NOON)
    Entry(pk=late, at=NOON, action="tests.done", by="staff:1").save(force_insert=True)
    assert seal_batch(NOON) == 1
    assert verify() == []


def test_oldest_unsealed__tells_the_age():
    assert oldest_unsealed(NOON) is None
    some_entries(1)
    assert oldest_unsealed(NOON + timedelta(seconds=7)) == timedelta(seconds=7)
    seal_batch(NOON)
    assert oldest_unsealed(NOON) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda: Entry.objects.update(action="tests.other"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.update(seal=None),
        lambda: Seal.objects.update(digest="0" * 64),
        lambda: Seal.objects.all().delete(),
    ],
)
def test_database__change_of_the_audit__is_refused(change):
    some_entries(2)
    seal_batch(NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        change()
    assert verify() == []


def _tampered(sql, *values):
    with guards_off(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def sealed():
    entries = some_entries(6)
    for _ in range(3):
        seal_batch(NOON, size=2)
    return entries


def test_verify__entry_changed__is_named(sealed):
    _tampered("UPDATE mado_audit_entry SET action = 'tests.other' WHERE id = %s", sealed[3].pk)
    (problem,) = verify()
    assert (problem.code, problem.entry) == ("changed", sealed[3].pk)
    assert str(sealed[3].pk) in problem.sentence


def test_verify__entry_deleted__is_named(sealed):
    _tampered("DELETE FROM mado_audit_entry WHERE id = %s", sealed[2].pk)
    assert [(p.code, p.entry) for p in verify()] == [("missing", sealed[2].pk)]


def test_verify__entry_slipped_in__is_named(sealed):
    extra = some_entries(1, start=9)[0]
    _tampered("UPDATE mado_audit_entry SET seal_id = %s WHERE id = %s", Seal.objects.first().pk, extra.pk)
    assert [(p.code, p.entry) for p in verify()] == [("added", extra.pk)]


def test_verify__entry_and_its_mark_changed__chain_is_apart(sealed):
    _tampered("UPDATE mado_audit_entry SET action = 'tests.other' WHERE id = %s", sealed[2].pk)
    seal = Entry.objects.get(pk=sealed[2].pk).seal
    from madoguchi.core.audit.chain import mark

    seal.marks = [[e.pk, mark(e)] for e in seal.entries.order_by("id")]
    with guards_off():
        seal.save()
    assert [(p.code, p.seal) for p in verify()] == [("apart", seal.pk)]


def test_verify__last_seal_cut_off__is_seen(sealed):
    last = Seal.objects.last()
    with guards_off():
        Entry.objects.filter(seal=last).delete()
        with connection.constraint_checks_disabled(), connection.cursor() as cursor:
            cursor.execute("UPDATE mado_audit_sealer SET head_id = %s", [last.previous_id])
            cursor.execute("DELETE FROM mado_audit_seal WHERE id = %s", [last.pk])
    before = verify()
    assert before == [], "a chain cut at its end is consistent in itself: the head written down elsewhere proves it"
    assert head() != last.digest


def test_verify__seal_missing_in_the_middle__is_broken(sealed):
    first, second, third = Seal.objects.order_by("pk")
    _tampered("UPDATE mado_audit_seal SET previous_id = %s WHERE id = %s", None, first.pk)
    _tampered("UPDATE mado_audit_sealer SET head_id = %s", second.pk)
    assert [p.code for p in verify()] == ["broken"]
    assert third.pk != second.pk


def test_flush__on_a_real_database__is_refused(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "/srv/madoguchi.sqlite3")
    with pytest.raises(CommandError):
        call_command("flush", interactive=False)


@pytest.mark.django_db(transaction=True)
def test_flush__between_tests__works_although_tables_are_written_once():
    some_entries(1)


codes = st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), st.uuids(), st.dates(), st.datetimes())


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,10}", fullmatch=True), st.one_of(codes, st.lists(codes, max_size=4)), max_size=5))
def test_only_codes__any_codes__are_plain_canonical_json(data):
    assert only_codes(only_codes(data)) == only_codes(data)
    assert canonical(only_codes(data))


@pytest.mark.parametrize(
    "bad", [b"x", object(), float("nan"), 2**60, "日本", "a b", "x" * 65, [[[[[[1]]]]]], "0471234567", "1234-5678-9012"]
)
def test_only_codes__anything_else__is_refused(bad):
    with pytest.raises(NotACode):
        only_codes({"v": bad})
