"""Chores: one worker runs each, a failing one is counted and comes again."""

from datetime import UTC, datetime, timedelta

import pytest

from madoguchi.core.jobs import periodic
from madoguchi.core.jobs.health import troubled
from madoguchi.core.jobs.models import Periodic
from madoguchi.core.jobs.periodic import CHORES, Chore, every

NOON = datetime(2026, 7, 1, 3, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def chore():
    made = []

    def make(run, **timing):
        every("tests.chore", **timing)(run)
        made.append("tests.chore")
        periodic.set_up(NOON)
        return "tests.chore"

    others = dict(CHORES._items)
    CHORES._items.clear()
    yield make
    CHORES._items.clear()
    CHORES._items.update(others)


def test_every__registered_rooms__have_their_chores():
    assert {"audit.seal", "jobs.sweep"} <= set(CHORES)


def test_run_due__due__runs_and_is_due_again_later(chore):
    ran = []
    chore(ran.append, seconds=60)
    assert periodic.run_due(NOON) == 1
    assert periodic.run_due(NOON + timedelta(seconds=59)) == 0
    assert periodic.run_due(NOON + timedelta(seconds=60)) == 1
    assert ran == [NOON, NOON + timedelta(seconds=60)]


def test_claim__two_workers__one_gets_it(chore):
    name = chore(lambda at: None, seconds=60)
    until = NOON + timedelta(seconds=30)
    assert periodic.claim(name, at=NOON, until=until)
    assert periodic.claim(name, at=NOON, until=until) is None


def test_claim__worker_died__another_takes_over_after_the_lease(chore):
    name = chore(lambda at: None, seconds=60)
    periodic.claim(name, at=NOON, until=NOON + timedelta(seconds=30))
    assert periodic.due(NOON + timedelta(seconds=29)) == []
    assert periodic.due(NOON + timedelta(seconds=31)) == [name]


def test_run_due__failure__is_counted_with_its_reason(chore):
    def fail(at):
        raise RuntimeError("架空の故障")

    chore(fail, seconds=60)
    periodic.run_due(NOON)
    row = Periodic.objects.get()
    assert (row.failures, row.reason, row.lease) == (1, "RuntimeError: 架空の故障", None)
    assert row.next_at > NOON


def test_run_due__how_much_it_did__stands_beside_it(chore):
    chore(lambda at: 7, seconds=60)
    periodic.run_due(NOON)
    row = Periodic.objects.get()
    assert (row.counted, row.compares, row.differed_at) == (7, False, None)


def test_run_due__a_comparison_that_differs__is_kept_in_mind(chore):
    found = [["a", "b"], [], None]
    chore(lambda at: found.pop(0), seconds=60, compares=True)
    periodic.run_due(NOON)
    row = Periodic.objects.get()
    assert (row.counted, row.compares) == (2, True)
    assert [finding.level for finding in troubled(NOON)].count("warning") == 1
    differed = row.differed_at
    periodic.run_due(NOON + timedelta(seconds=60))
    row.refresh_from_db()
    assert (row.counted, row.differed_at) == (0, differed)
    assert "warning" not in [finding.level for finding in troubled(NOON)]


def test_next_after__daily__is_the_hour_in_tokyo():
    from datetime import time

    chore = Chore("x", print, 86_400, time(2, 30))
    assert chore.next_after(NOON) == datetime(2026, 7, 1, 17, 30, tzinfo=UTC)  # 02:30 on the 2nd in Tokyo
    assert chore.next_after(datetime(2026, 7, 1, 17, 30, tzinfo=UTC)) == datetime(2026, 7, 2, 17, 30, tzinfo=UTC)


def test_every__neither_seconds_nor_hour__is_refused():
    with pytest.raises(ValueError):
        every("tests.nothing")
