"""The tests' door of insight: ways as if events had told of them, with their facts; indicators that are counted."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from madoguchi.city.public import publish
from madoguchi.core.acting import SYSTEM
from madoguchi.engines.insight.counting.feeding import feed_facts
from madoguchi.engines.insight.flow.counting import apply, contributions, refresh
from madoguchi.engines.insight.flow.days import open_days
from madoguchi.engines.insight.flow.jobs import compare_flow
from madoguchi.engines.insight.flow.rebuilding import differing, rebuild
from madoguchi.engines.insight.models import FACTS, CaseFact, OpenFact, StepFact, Trace, VariantFact

__all__ = [
    "FACTS", "SPENT", "CaseFact", "OpenFact", "StepFact", "Trace", "VariantFact",
    "a_counted_indicator", "a_way", "compare_flow", "differing", "feed_facts", "rebuild", "refresh",
]  # fmt: skip
SPENT = {"intake": 2, "queue": 5, "review": 3, "approval": 4, "notice": 0, "posting": 1}


def a_way(
    ended_on: date,
    spent: Mapping[str, int] = SPENT,
    *,
    procedure: str = "sample-allowance",
    section: str = "kodomo",
    promised_days: int = 30,
    answered: bool = True,
    step: str = "",
    asked: int = 0,
) -> Trace:
    """A case that went through these steps, each so many days, in this order; with `step`, one that still lies there."""
    days, began_on = open_days(), ended_on - timedelta(days=sum(spent.values()))
    on, told = began_on, {}
    for code, length in spent.items():
        told[code] = list(days.between(on, on + timedelta(days=length)))
        on += timedelta(days=length)
    after = sum(length for code, length in spent.items() if code in {"notice", "posting"})
    way = Trace.objects.create(
        process="case",
        subject_id=str(uuid4()),
        procedure=procedure,
        section=section,
        began_on=began_on,
        since=ended_on,
        step=step,
        spent=told,
        path=">".join(spent),
        asked=asked or int("correction" in spent),
        answered_on=ended_on - timedelta(days=after) if answered and not step else None,
        promised_on=began_on + timedelta(days=promised_days) if answered and not step else None,
        ended_on=None if step else ended_on,
        ending="" if step else "answered" if answered else "left",
    )
    apply(contributions(way))
    return way


A_COUNTED: dict[str, Any] = {
    "code": "sample-count",
    "title": {"ja": "例示の計数", "en": "A sample count"},
    "meaning": "例示です。",
    "source": "例示の記録",
    "unit": {"ja": "件", "en": "cases"},
    "direction": "up",
    "every": "month",
    "counts": {"events": ["cases.submitted"], "by": "procedure"},
}


def a_counted_indicator(at: datetime, **changes: Any) -> None:
    """An indicator in force that is counted from events."""
    publish("indicator", {**A_COUNTED, **changes}, by=SYSTEM, at=at)
