"""For tests and the demo: a counter with two lines and three desks, tickets made by the real actions."""

from datetime import datetime
from typing import Any

from madoguchi.city.public import publish
from madoguchi.engines.booking.counter.actions.issue_ticket import take_ticket
from madoguchi.engines.booking.counter.definitions import Counter
from madoguchi.engines.booking.counter.models import Ticket
from madoguchi.engines.booking.testing import NOON, a_bookable
from madoguchi.engines.people.public import SYSTEM, Actor

COUNTER: dict[str, Any] = {
    "code": "front",
    "title": {"ja": "見本の窓口", "en": "Sample counter", "easy": "見本（みほん）の 窓口（まどぐち）"},
    "department": "kodomo",
    "place": {"ja": "市役所 1階", "en": "City hall, ground floor", "easy": "市役所（しやくしょ） 1階"},
    "lines": [
        {"code": "moving", "title": "住民異動", "letter": "A", "minutes": 15, "bookables": ["sample-counter"]},
        {"code": "card", "title": "マイナンバーカード", "letter": "B", "minutes": 20, "walk_in": False},
    ],
    "desks": [{"code": "1"}, {"code": "2"}, {"code": "3", "lines": ["card"]}],
}


def a_counter(at: datetime = NOON, **changes: Any) -> Counter:
    """The sample in force, with the sample bookable."""
    a_bookable(at)
    definition = publish("counter", {**COUNTER, **changes}, by=SYSTEM, at=at).definition
    assert isinstance(definition, Counter)
    return definition


def a_ticket(counter: Counter, line: str = "moving", *, at: datetime = NOON, by: Actor | None = None) -> Ticket:
    return take_ticket(counter, line, by=by or Actor(kind="anonymous"), at=at)
