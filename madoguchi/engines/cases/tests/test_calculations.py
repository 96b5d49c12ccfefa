"""Values by dated rules: the month after, the fifteen-day rule, amounts by age and place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from madoguchi.city.public import validate
from madoguchi.core.calendar.public import ClosedDays
from madoguchi.engines.cases.calculations.running import month_after, next_of
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.reading import calculated, deadline_of
from madoguchi.engines.cases.testing import ANSWERS, PROCEDURE, a_name

CITY = ClosedDays()


def procedure(**changes):
    return validate(Procedure, {**PROCEDURE, **changes})


def reckoned(filed, event="2026-07-01", births=("2026-07-01",)):
    children = [{"name": a_name("見本", f"子{n}"), "birth": b, "living": "together"} for n, b in enumerate(births)]
    answers = {**ANSWERS, "reason": {"kind": "birth", "event_date": event}, "children": children}
    return {one.id: one for one in calculated(procedure(), answers, filed, CITY)}


@pytest.mark.parametrize(
    ("event", "filed", "month"),
    [
        ("2026-07-01", date(2026, 7, 11), "2026-08"),
        ("2026-07-25", date(2026, 8, 9), "2026-08"),
        ("2026-07-25", date(2026, 8, 11), "2026-09"),
        ("2026-12-20", date(2027, 1, 4), "2027-01"),
    ],
)
def test_first_month__within_fifteen_days__is_the_month_after_the_event(event, filed, month):
    assert reckoned(filed, event)["first_month"].value == month


@pytest.mark.parametrize(
    ("births", "amount", "why"),
    [
        (("2026-07-01",), 15000, ["3歳未満"]),
        (("2023-08-01",), 10000, ["3歳以上"]),
        (("2023-08-02",), 15000, ["3歳未満"]),
        (("2026-07-01", "2020-05-05", "2012-03-03"), 30000 + 10000 + 10000, ["3歳以上", "3歳以上", "第3子以降"]),
        (("2008-04-02",), 10000, ["3歳以上"]),
        (("2008-04-01",), 0, []),
    ],
)
def test_amount__by_age_and_place__with_its_reason(births, amount, why):
    found = reckoned(date(2026, 7, 11), births=births)["amount"]
    assert found.value == amount
    assert [line.why.ja for line in found.lines] == why


def test_amount__in_words__is_money():
    found = reckoned(date(2026, 7, 11))
    assert found["amount"].words() == "15,000円"
    assert found["first_month"].words() == "2026年8月"
    assert found["in_time"].words() == "はい"


def test_amount__before_any_table__is_unknown():
    assert reckoned(date(2020, 1, 5), event="2020-01-01", births=("2020-01-01",))["amount"].value is None


def test_calculated__nothing_answered__knows_nothing():
    values = {one.id: one.value for one in calculated(procedure(), {}, date(2026, 7, 11), CITY)}
    assert values == {"in_time": False, "first_month": "2026-08", "amount": 0, "paid_in": "2026-10"}
    assert deadline_of(procedure(), {}, date(2026, 7, 11), CITY) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_month_after__any_day__is_the_first_of_the_next_month(day):
    found = month_after(day)
    assert found.day == 1
    assert 1 <= (found - day).days <= 31


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_next_of__even_months__is_never_further_than_two_months(day):
    assert (next_of(day, [2, 4, 6, 8, 10, 12]) - day).days <= 62


def test_rates__overlapping_tables__are_refused():
    rates = PROCEDURE["calculate"][2]["rates"]
    table = rates["tables"][0]
    wrong = {**rates, "tables": [{**table, "until": "2026-04"}, {**table, "from": "2026-04"}]}
    with pytest.raises(Exception, match=r"重なって|overlap"):
        procedure(calculate=[{"id": "amount", "label": "月額", "rates": wrong}])


def test_calculation__two_ways_at_once__is_refused():
    with pytest.raises((ValidationError, Exception), match=r"ひとつだけ|just one"):
        procedure(calculate=[{"id": "x", "label": "例", "value": "1 + 1", "month_after": "filed"}])
