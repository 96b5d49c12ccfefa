import time
from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122

import pytest

from madoguchi.core.identifiers import uuid7 as module
from madoguchi.core.identifiers.public import uuid7


def test_uuid7__one__carries_version_variant_and_moment():
    before = time.time_ns() // 1_000_000
    made = uuid7()
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_uuid7__many_in_a_row__rise():
    made = [uuid7() for _n in range(5000)]
    assert made == sorted(set(made))
    assert [str(u) for u in made] == sorted(str(u) for u in made)


def test_uuid7__from_several_threads__never_meet():
    with ThreadPoolExecutor(4) as pool:
        batches = list(pool.map(lambda _n: [uuid7() for _m in range(1000)], range(4)))
    assert len({u for batch in batches for u in batch}) == 4000
    assert all(batch == sorted(batch) for batch in batches)


@pytest.mark.parametrize("drift", [0, -3_600_000_000_000])
def test_uuid7__clock_stands_or_goes_back__still_rises(monkeypatch, drift):
    first = uuid7()
    now = time.time_ns() + drift
    monkeypatch.setattr(module.time, "time_ns", lambda: now)
    made = [first, *(uuid7() for _n in range(500))]
    assert made == sorted(set(made))
    assert all(u.version == 7 and u.variant == RFC_4122 for u in made)
