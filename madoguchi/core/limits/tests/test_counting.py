"""Counts of requests: little costs nothing, much is counted for all processes together, the next minute begins anew."""

from datetime import UTC, datetime, timedelta

import pytest

from madoguchi.core.limits.jobs import sweep
from madoguchi.core.limits.models import Taken
from madoguchi.core.limits.public import Counter

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 1, 3, 0, 10, tzinfo=UTC)


def admitted(counter: Counter, times: int, limit: int, who: str = "token:1", at: datetime = NOON) -> int:
    return sum(counter.count(who, limit, at).admitted for _ in range(times))


def test_count__of_one_process__exactly_the_limit_and_then_none() -> None:
    counter = Counter()
    assert admitted(counter, 100, 40) == 40
    said = counter.count("token:1", 40, NOON)
    assert (said.admitted, said.remaining, said.reset) == (False, 0, 50)
    assert admitted(counter, 3, 40, who="token:2") == 3
    assert admitted(counter, 3, 40, at=NOON + timedelta(minutes=1)) == 3


def test_count__remaining__falls_by_one() -> None:
    counter = Counter()
    assert [counter.count("token:1", 40, NOON).remaining for _ in range(40)] == list(range(39, -1, -1))


def test_count__of_two_processes__the_limit_together() -> None:
    one, other = Counter(), Counter()
    given = sum(admitted(counter, 1, 100) for _ in range(200) for counter in (one, other))
    assert given == 100


def test_count__of_a_process_that_asked_little__gives_no_more_than_a_twentieth_beyond() -> None:
    quiet, busy = Counter(), Counter()
    assert admitted(quiet, 5, 100) + admitted(busy, 500, 100) == 105


def test_count__writes_once_a_share(django_assert_num_queries) -> None:
    counter = Counter()
    with django_assert_num_queries(0):
        admitted(counter, 30, 600)
    with django_assert_num_queries(1):
        admitted(counter, 30, 600)
    with django_assert_num_queries(18):
        admitted(counter, 5000, 600)


def test_count__a_limit_of_one__admits_one() -> None:
    assert admitted(Counter(), 5, 1) == 1


def test_sweep__forgets_past_hours_only() -> None:
    admitted(Counter(), 20, 20)
    assert sweep(NOON + timedelta(minutes=59)) == 0
    assert sweep(NOON + timedelta(minutes=62)) == 1
    assert not Taken.objects.exists()
