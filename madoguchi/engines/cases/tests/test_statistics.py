"""What came, was decided, taken back and corrected, by day; a median over any span; blank forms counted."""

from datetime import date
from typing import Any

import pytest

from madoguchi.core.audit.public import Entry
from madoguchi.core.events.testing import events_of
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.models import Tally
from madoguchi.engines.cases.statistics.counting import count, count_all
from madoguchi.engines.cases.testing import DAY, NOON, a_case
from madoguchi.engines.people.testing import an_administrator, an_officer

pytestmark = pytest.mark.django_db


def sums(**more: Any) -> Any:
    return cases.statistics(date(2026, 4, 1), date(2027, 3, 31), by=an_officer(), **more)


def test_count__every_kind_of_end__stands_under_its_day_and_procedure() -> None:
    a_case("decided")
    a_case("withdrawn", at=NOON + DAY)
    a_case("correcting", at=NOON + 31 * DAY)
    case = a_case("reviewing")
    cases.propose(case, outcome="refused", reason="要件を満たさない。", by=an_officer(), at=NOON + 9 * DAY)
    from madoguchi.engines.cases.testing import agree

    agree(case, at=NOON + 10 * DAY)
    assert count_all((NOON + 40 * DAY).date()) == Tally.objects.count()
    found = sums()
    whole = found.whole
    assert (whole.received, whole.decided, whole.refused, whole.withdrawn, whole.corrections) == (4, 2, 1, 1, 1)
    assert whole.took == {0: 1, 10: 1}
    assert whole.median == 0
    assert list(found.by_month) == ["2026-07", "2026-08"]
    assert found.by_month["2026-08"].received == 1
    assert list(found.by_procedure) == ["sample-allowance"]
    assert sums(procedure="other").whole.received == 0
    assert cases.statistics(date(2026, 4, 1), date(2027, 3, 31), by=an_officer("kaigo")).whole.received == 0
    assert cases.statistics(date(2026, 4, 1), date(2027, 3, 31), by=an_administrator()).whole.received == 0


def test_count__again__replaces_and_adds_nothing(django_assert_max_num_queries: Any) -> None:
    a_case("decided")
    days = (NOON.date(), NOON.date())
    count(*days)
    a_case("decided")
    with django_assert_max_num_queries(10):
        count(*days)
    assert Tally.objects.count() == 1
    assert sums().whole.received == 2


@pytest.mark.parametrize(("days", "median"), [([], None), ([3], 3), ([1, 9], 1), ([1, 2, 30], 2), ([5, 5, 7, 9], 5)])
def test_median__of_days__is_what_half_did_not_exceed(days: list[int], median: int | None) -> None:
    whole = cases.Sums()
    for day in days:
        whole.took[day] += 1
    assert whole.median == median


def test_download__of_a_blank_form__is_counted_beside_its_procedure() -> None:
    a_case("decided")
    count_all(NOON.date())
    for _n in range(3):
        cases.count_download("sample-allowance", at=NOON)
    assert sums().by_procedure["sample-allowance"].downloads == 3
    fetched = events_of("sample-allowance", "cases.form-fetched")
    assert [(event.by, event.data) for event in fetched] == [("system", {})] * 3


def test_export__in_parts__gives_every_visible_row_once_and_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("madoguchi.engines.cases.exporting.AT_ONCE", 2)
    made = {a_case("opened", at=NOON + (n % 2) * DAY).number for n in range(5)}
    a_case("withdrawn")
    by = an_officer()
    left, found = cases.export_queue(by=by, filters=cases.Filters(state="arrived"), form="csv", at=NOON)
    rows = list(found)
    assert [row.number for row in rows] == [row.number for row in cases.queue(by=by).items]
    assert {row.number for row in rows} == made
    noted = Entry.objects.get(action="cases.exported")
    assert noted.data == {"what": "case", "form": "csv", "count": 5, "state": "arrived"}
    assert (noted.subject_kind, noted.subject_id, left.count) == ("export", left.number, 5)
    assert left.number in left.watermark
    assert list(cases.export_queue(by=an_officer("kaigo"), filters=cases.Filters(), form="csv", at=NOON)[1]) == []
    monkeypatch.setattr("madoguchi.engines.cases.exporting.MOST_IN_SHEET", 4)
    with pytest.raises(cases.TooManyRows):
        cases.export_queue(by=by, filters=cases.Filters(), form="xlsx", at=NOON)
