"""Processes are killed without warning under load; afterwards nothing is half, lost or doubled."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kills.pool import Pool


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
    _hunt(Pool(tmp_path, seed=7), kills=10, within=15)


@pytest.mark.long
def test_kills__two_hundred_on_sqlite__nothing_half_lost_or_doubled(tmp_path: Path) -> None:
    _hunt(Pool(tmp_path, seed=11), kills=200, within=170)


@pytest.fixture
def a_postgres_database() -> Iterator[str]:
    import psycopg

    base = os.environ.get("MADOGUCHI_TEST_POSTGRES")
    assert base, "MADOGUCHI_TEST_POSTGRES must name a PostgreSQL server; .ci/run sets it"
    name = f"mado_kills_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    yield f"{base.rsplit('/', 1)[0]}/{name}"
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.long
def test_kills__two_hundred_on_postgresql__nothing_half_lost_or_doubled(tmp_path: Path, a_postgres_database: str) -> None:
    _hunt(Pool(tmp_path, database=a_postgres_database, seed=13), kills=200, within=170)
