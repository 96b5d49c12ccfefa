"""Counting from events: once each, whatever is run twice, breaks off or comes late; anew from the events at any time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from madoguchi.city.public import all_defined
from madoguchi.core.acting import SYSTEM
from madoguchi.core.events.public import Event, StoredEvent, record
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.jobs.testing import run_chore
from madoguchi.engines.insight.counting import feeding
from madoguchi.engines.insight.counting.comparing import compare
from madoguchi.engines.insight.counting.feeding import feed_facts, rebuild
from madoguchi.engines.insight.models import Count, Fact, Grain
from madoguchi.engines.insight.public import Indicator, counts_shown, live_of, year_parts
from madoguchi.engines.insight.testing import a_counted_indicator

pytestmark = pytest.mark.django_db
NOW = datetime(2099, 7, 10, 3, 0, tzinfo=UTC)
"""Far ahead: identifiers carry the moment at which they were really made, and all of them are settled by then."""


@dataclass(frozen=True)
class Sampled(Event):
    kind: ClassVar[str] = "insight.sampled"
    subject_kind: ClassVar[str] = "sample"
    procedure: str = ""
    source: str = "portal"
    seconds: int = 0


def happened(n: int = 1, *, at: datetime = NOW, **data: Any) -> list[StoredEvent]:
    with transaction.atomic():
        return [record(Sampled(subject="s", **data), by=SYSTEM, at=at, section="kodomo") for _n in range(n)]


@pytest.fixture(autouse=True)
def counted() -> None:
    a_counted_indicator(NOW, counts={"events": ["insight.sampled"], "by": "procedure"})


def facts(grain: Grain = Grain.MONTH, code: str = "sample-count") -> dict[tuple[str, str], int]:
    rows = Fact.objects.filter(count__indicator=code, count__shown=True, grain=grain)
    return {(str(fact.at), fact.part): fact.n for fact in rows}


def test_feed__counts_by_day_month_fiscal_year_and_part() -> None:
    happened(2, procedure="a", at=datetime(2099, 3, 31, 14, 59, tzinfo=UTC))  # 23:59 in Tokyo
    happened(1, procedure="b", at=datetime(2099, 3, 31, 15, 0, tzinfo=UTC))  # the first of April
    assert feed_facts(NOW)
    assert facts(Grain.DAY) == {("2099-03-31", ""): 2, ("2099-04-01", ""): 1}
    assert facts() == {("2099-03-01", ""): 2, ("2099-03-01", "a"): 2, ("2099-04-01", ""): 1, ("2099-04-01", "b"): 1}
    assert facts(Grain.YEAR) == {("2098-04-01", ""): 2, ("2098-04-01", "a"): 2, ("2099-04-01", ""): 1, ("2099-04-01", "b"): 1}


def test_feed__run_again_or_in_small_batches__counts_each_event_once() -> None:
    happened(7)
    feed_facts(NOW, batch=3)
    feed_facts(NOW, batch=3)
    assert run_chore("insight.feed", NOW) is True
    happened(2)
    feed_facts(NOW, batch=3)
    assert facts() == {("2099-07-01", ""): 9}


def test_feed__by_two_workers_at_once__counts_once() -> None:
    """The second has read the same batch, but finds the mark moved on."""
    happened(5)
    feed_facts(NOW)
    row = Count.objects.get()
    happened(4)
    wanted = feeding.counted_indicators()
    stale = Count.objects.get()
    feed_facts(NOW)
    feeding._advance_together([stale], row.upto, wanted, NOW, 100)
    assert facts() == {("2099-07-01", ""): 9}


def test_feed__that_breaks_off__leaves_mark_and_facts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    happened(5)
    monkeypatch.setattr(feeding, "add", broken)
    with pytest.raises(RuntimeError):
        feed_facts(NOW)
    assert Count.objects.get().upto is None
    monkeypatch.undo()
    feed_facts(NOW)
    assert facts() == {("2099-07-01", ""): 5}


def broken(*_args: Any) -> None:
    raise RuntimeError


def test_feed__of_events_of_the_last_seconds__waits_until_they_are_settled() -> None:
    stored = happened(1)[0]
    made = datetime.fromtimestamp((stored.id.int >> 80) / 1000, UTC)
    feed_facts(made + timedelta(seconds=9))
    assert not facts()
    feed_facts(made + timedelta(seconds=11))
    assert facts()


def test_feed__with_conditions__counts_only_what_fits() -> None:
    a_counted_indicator(
        NOW, code="by-web", counts={"events": ["insight.sampled"], "where": {"source": ["portal", "api"], "section": ["kodomo"]}}
    )
    a_counted_indicator(NOW, code="seconds", counts={"events": ["insight.sampled"], "add": "seconds"})
    happened(2, seconds=40)
    happened(3, source="paper", seconds=5)
    feed_facts(NOW)
    assert facts(code="by-web") == {("2099-07-01", ""): 2}
    assert facts(code="seconds") == {("2099-07-01", ""): 95}


def test_definition__that_changes__is_counted_anew_while_the_old_one_stays() -> None:
    happened(3, procedure="a")
    feed_facts(NOW)
    a_counted_indicator(NOW, counts={"events": ["insight.sampled"], "by": "source"})
    feeding.begin_counts(feeding.counted_indicators(), NOW)
    assert facts() == {("2099-07-01", ""): 3, ("2099-07-01", "a"): 3}
    feed_facts(NOW)
    assert facts() == {("2099-07-01", ""): 3, ("2099-07-01", "portal"): 3}
    assert Count.objects.count() == 1


def test_rebuild__from_the_events__comes_to_the_same() -> None:
    happened(3, procedure="a")
    feed_facts(NOW)
    before = facts()
    Fact.objects.update(n=99)
    rebuild(["sample-count"], NOW)
    feed_facts(NOW)
    assert facts() == before


def test_compare__finds_an_event_that_came_late_and_counts_anew() -> None:
    late = uuid7()
    happened(3)
    feed_facts(NOW)
    assert compare(NOW) == []
    StoredEvent.objects.create(id=late, kind="insight.sampled", at=NOW, by="system", subject_kind="sample", subject_id="s", data={})
    feed_facts(NOW)
    assert facts() == {("2099-07-01", ""): 3}
    assert run_chore("insight.compare", NOW) == ["sample-count"]
    feed_facts(NOW)
    assert facts() == {("2099-07-01", ""): 4}


def live(at: datetime = NOW) -> Any:
    found = all_defined(Indicator)
    return live_of(found, counts_shown(one.code for one in found), at)["sample-count"]


def test_live__asks_the_facts_alone_and_few_times() -> None:
    happened(12)
    feed_facts(NOW)
    live()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        live()
    tables = " ".join(query["sql"] for query in asked)
    assert "storedevent" not in tables
    assert len(asked) <= 3


def test_live__shows_months_without_anything_as_nought() -> None:
    happened(12, at=NOW - timedelta(days=92))
    happened(15)
    feed_facts(NOW)
    found = live()
    assert [(point.at, point.value) for point in found.series] == [("2099-04", 12), ("2099-05", 0), ("2099-06", 0), ("2099-07", 15)]
    assert found.running == "2099-07"
    assert "2099年4月の12件から2099年6月の0件" in found.reading.whole


def test_live__hides_small_counts_and_what_would_give_them_away() -> None:
    for month, n in ((4, 30), (5, 3), (6, 20), (7, 40)):
        happened(n, at=datetime(2099, month, 2, 3, 0, tzinfo=UTC))
    feed_facts(NOW)
    found = live()
    assert found.hidden == {"2099-05", "2099-06"}
    assert [point.value for point in found.series] == [30, None, None, 40]
    assert "20" not in found.reading.whole.replace("2099", "")
    assert ">3<" not in found.chart


def test_live__of_small_counts_alone__says_so_instead_of_nothing() -> None:
    happened(3)
    feed_facts(NOW)
    assert "まだ載せられる期間がありません" in live(NOW + timedelta(days=31)).reading.whole


def test_parts__that_are_small__stand_together() -> None:
    for code, n in (("a", 50), ("b", 12), ("c", 2), ("d", 1)):
        happened(n, procedure=code)
    feed_facts(NOW)
    (one,) = all_defined(Indicator)
    parts = year_parts(one, counts_shown([one.code])[one.code], 2099)
    assert (parts.told, parts.together, parts.hidden) == ((("a", 50),), 15, 3)


def test_facts__of_a_day_twice__are_refused_by_the_database() -> None:
    happened(1)
    feed_facts(NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(count=Count.objects.get(), grain=Grain.DAY, at=date(2099, 7, 10), part="", n=1)
