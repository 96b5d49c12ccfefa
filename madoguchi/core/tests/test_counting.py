"""Bounded counts: exact while small, "more than" however much there is, one query in all."""

from typing import Any

import pytest

from madoguchi.core.counting import Many, within
from madoguchi.core.events.public import StoredEvent


@pytest.fixture
def events(db: None) -> Any:
    from django.utils import timezone

    now = timezone.now()
    rows = [StoredEvent(kind=kind, at=now, by="system", data={}) for kind in ["few"] * 3 + ["many"] * 8]
    StoredEvent.objects.bulk_create(rows)
    return StoredEvent.objects


def test_within__few_and_many__exact_or_bounded_in_one_query(events: Any, django_assert_num_queries: Any) -> None:
    wanted = {kind: events.filter(kind=kind) for kind in ("few", "many", "none")}
    with django_assert_num_queries(1):
        found = within(wanted, most=5)
    assert found == {"few": 3, "many": 5, "none": 0}
    assert (str(found["few"]), str(found["many"])) == ("3", "5+")
    assert isinstance(found["many"], Many)


def test_within__empty_table__counts_nothing(db: None) -> None:
    assert within({"few": StoredEvent.objects.filter(kind="few")}) == {"few": 0}
    assert within({}) == {}
