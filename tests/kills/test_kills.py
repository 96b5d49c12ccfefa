"""Processes are killed without warning under load; afterwards nothing is half, lost or doubled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kills.pool import Pool
from tests.ready import a_postgres


def _hunt(pool: Pool, kills: int, within: float) -> None:
    pool.prepare()
    pool.start()
    try:
        pool.wait_for_work()
        pool.kill_at_random(kills, within=within)
    finally:
        pool.settle()
    assert pool.ledger.exists(), "nobody got as far as a receipt"
    assert pool.problems() == ""


def test_kills__ten_on_sqlite__nothing_half_lost_or_doubled(tmp_path: Path) -> None:
    _hunt(Pool(tmp_path, seed=7), kills=10, within=8)


@pytest.mark.long
def test_kills__two_hundred_on_sqlite__nothing_half_lost_or_doubled(tmp_path: Path) -> None:
    _hunt(Pool(tmp_path, seed=11), kills=200, within=90)


@pytest.fixture
def a_postgres_database() -> Iterator[str]:
    with a_postgres("kills") as address:
        yield address


@pytest.mark.long
def test_kills__two_hundred_on_postgresql__nothing_half_lost_or_doubled(tmp_path: Path, a_postgres_database: str) -> None:
    _hunt(Pool(tmp_path, database=a_postgres_database, seed=13), kills=200, within=90)
