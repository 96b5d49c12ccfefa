"""The tests' door of duties: the rules, a case whose years are over."""

from datetime import datetime
from typing import Any

from madoguchi.city.public import NotDefined, city, publish
from madoguchi.city.testing import a_city
from madoguchi.engines.cases.public import Case
from madoguchi.engines.cases.testing import NOON, a_closed_case
from madoguchi.engines.people.public import SYSTEM

LATER = datetime(2032, 4, 1, 12, tzinfo=NOON.tzinfo)
"""Five fiscal years after the one in which a case of July 2026 ended."""
RULES: dict[str, Any] = {"code": "duties", "title": "記録と個人情報の決まり", "records": "bunsho"}


def the_rules(**changes: Any) -> None:
    try:
        city()
    except NotDefined:
        a_city(kodomo="こども課", bunsho="文書課", kaigo="介護課")
    publish("duties", {**RULES, **changes}, by=SYSTEM, at=NOON)


def a_case_that_is_due(**others: Any) -> Case:
    return a_closed_case(**others)
