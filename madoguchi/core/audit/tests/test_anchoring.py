"""Anchors: what the database alone cannot tell, that its chain was cut or made anew, the file kept elsewhere does."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from madoguchi.core.acting import Machine
from madoguchi.core.audit.health import anchors as examined
from madoguchi.core.audit.public import Anchor, Entry, Seal, anchor, note, seal_batch, verify, verify_anchors
from madoguchi.core.health import Level
from madoguchi.core.schema import guards_off

EVENING = datetime(2026, 7, 1, 12, tzinfo=UTC)
"""The first of July in Tokyo."""
pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings, tmp_path) -> Path:
    settings.MADO_AUDIT_ANCHORS = str(tmp_path / "elsewhere" / "anchors.jsonl")
    return tmp_path / "elsewhere" / "anchors.jsonl"


def a_day(number: int, entries: int = 2) -> datetime:
    """A day with entries, sealed; ten past the midnight after it."""
    at = EVENING + timedelta(days=number)
    for n in range(entries):
        note("tests.done", by=Machine("staff:1", "kodomo", "s1"), at=at, data={"n": n})
    seal_batch(at)
    return at + timedelta(hours=3, minutes=10)


def found(file: Path) -> list[str]:
    return [problem.code for problem in verify_anchors(file.read_text().splitlines())]


def test_anchor__a_day_is_over__its_last_seal_goes_to_the_file(file):
    made = anchor(a_day(0))
    assert [(one.day, one.seal) for one in made] == [(date(2026, 7, 1), Seal.objects.get())]
    assert anchor(a_day(0, entries=0)) == []
    assert len(file.read_text().splitlines()) == 1
    assert found(file) == []


def test_anchor__nothing_sealed_yet__writes_none(file):
    assert anchor(EVENING) == []
    assert Anchor.objects.count() == 0


def test_anchor__days_without_a_worker__are_made_good_each_with_its_own_end(file):
    anchor(a_day(0))
    a_day(1)
    late = a_day(3)
    _first, second, third = Seal.objects.order_by("pk").values_list("pk", flat=True)
    assert [one.seal_id for one in anchor(late)] == [second, second, third]
    assert found(file) == []


def test_anchor__file_taken_away_or_behind__gets_what_it_lacks(file):
    anchor(a_day(0))
    anchor(a_day(1))
    kept = file.read_text()
    file.unlink()
    anchor(a_day(1, entries=0))
    assert file.read_text() == kept
    file.write_text(kept.splitlines()[0] + "\n")
    anchor(a_day(2))
    assert file.read_text().startswith(kept)
    assert found(file) == []


def test_verify__end_cut_off__is_seen_by_the_file_alone(file):
    anchor(a_day(0))
    anchor(a_day(1))
    last = Seal.objects.last()
    with guards_off():
        Anchor.objects.filter(seal=last).delete()
        Entry.objects.filter(seal=last).delete()
        with connection.constraint_checks_disabled(), connection.cursor() as cursor:
            cursor.execute("UPDATE mado_audit_sealer SET head_id = %s", [last.previous_id])
            cursor.execute("DELETE FROM mado_audit_seal WHERE id = %s", [last.pk])
    assert verify() == []
    assert found(file) == ["cut"]


def test_verify__chain_made_anew__is_seen_by_the_file_alone(file):
    """As by somebody with the database in hand: an entry changed, and every seal from there on computed again."""
    from madoguchi.core.audit.chain import digest, mark

    anchor(a_day(0))
    anchor(a_day(1))
    first, second = Seal.objects.order_by("pk")
    with guards_off():
        Entry.objects.filter(pk=first.entries.first().pk).update(action="tests.other")
        before = "0" * 64
        for seal in (first, second):
            entries = list(Entry.objects.filter(seal=seal).order_by("id"))
            seal.marks, seal.digest = [[e.pk, mark(e)] for e in entries], digest(before, entries)
            seal.save()
            before = seal.digest
    assert verify() == []
    assert found(file) == ["remade", "remade"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda lines: lines[:1] + lines[2:], "broken"),
        (lambda lines: [*lines[:1], lines[1].replace("2026-07-02", "2026-07-01"), lines[2]], "moved"),
        (lambda lines: ["{}", *lines], "unreadable"),
        (lambda lines: [], "empty"),
    ],
)
def test_verify__file_changed__is_named(file, change, code):
    for number in range(3):
        anchor(a_day(number))
    problems = verify_anchors(change(file.read_text().splitlines()))
    assert problems[0].code == code


def test_command__agrees_or_names_what_does_not(file, capsys):
    anchor(a_day(0))
    call_command("audit", "verify", str(file))
    assert "錨と合っています" in capsys.readouterr().out
    with guards_off():
        Entry.objects.all().update(action="tests.other")
    call_command("audit", "verify", str(file), "--quick")
    with pytest.raises(CommandError, match="1 problems"):
        call_command("audit", "verify", str(file))
    with pytest.raises(CommandError, match="can't be read"):
        call_command("audit", "verify", str(file.parent / "none"))


def test_database__change_of_an_anchor__is_refused(file):
    anchor(a_day(0))
    with pytest.raises(IntegrityError), transaction.atomic():
        Anchor.objects.update(digest="0" * 64)


def levels(at: datetime) -> list[Level]:
    return [finding.level for finding in examined(at)]


def test_doctor__anchor_older_than_two_days_or_file_behind__warns(file):
    assert levels(EVENING) == [Level.OK]
    night = a_day(0)
    assert levels(night) == [Level.OK]
    assert levels(night + timedelta(days=3)) == [Level.WARNING]
    anchor(night)
    assert levels(night + timedelta(days=1)) == [Level.OK]
    assert levels(night + timedelta(days=3)) == [Level.WARNING]
    file.unlink()
    assert levels(night) == [Level.WARNING]
