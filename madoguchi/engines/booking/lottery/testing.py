"""For tests and the demo: a lottery for the sample counter's slots, run by the real actions."""

from datetime import datetime, timedelta
from typing import Any

from madoguchi.city.public import publish
from madoguchi.engines.booking.lottery.actions.announce import announce
from madoguchi.engines.booking.lottery.actions.enter import Wish, enter
from madoguchi.engines.booking.lottery.actions.steps import close, draw, propose
from madoguchi.engines.booking.lottery.actions.steps import publish as publish_result
from madoguchi.engines.booking.lottery.models import Entry, Lottery
from madoguchi.engines.booking.testing import NOON, a_bookable
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident_account, actor_of, an_officer

RULES: dict[str, Any] = {
    "code": "sample-lottery",
    "title": {"ja": "見本の抽選", "en": "Sample lottery", "easy": "見本（みほん）の くじびき"},
    "department": "kodomo",
    "bookables": ["sample-counter"],
    "wishes": 3,
    "objection_hours": 24,
}
CLOSES = NOON + timedelta(days=3)
DRAWS = CLOSES + timedelta(days=2)


def a_rules(at: datetime = NOON, **changes: Any) -> None:
    """The sample's rules in force, with the sample bookable."""
    a_bookable(at)
    publish("lottery", {**RULES, **changes}, by=SYSTEM, at=at)


def a_lottery(at: datetime = NOON, *, bookable: dict[str, Any] | None = None, days: int = 12, **changes: Any) -> Lottery:
    """Open from `at` for three days; for what is free from the sixth day on, `days` days long."""
    a_bookable(at, **(bookable or {}))
    publish("lottery", {**RULES, **changes}, by=SYSTEM, at=at)
    first = (at + timedelta(days=6)).date()
    return announce(
        "sample-lottery", first_on=first, last_on=first + timedelta(days=days), opens_at=at, closes_at=at + timedelta(days=3),
        by=an_officer(), at=at,
    )  # fmt: skip


def an_entry(lottery: Lottery, *slots: Any, who: Any = None, at: datetime = NOON, **wish: Any) -> Entry:
    """A resident with an account of their own enters for these slots."""
    who = who or actor_of(a_resident_account())
    ids = [str(getattr(one, "pk", one)) for one in slots]
    return enter(lottery, Wish(slots=ids, contact={"name": "見本 花子"}, **wish), by=who, at=at)


def drawn(lottery: Lottery, *, entropy: str = "", at: datetime = DRAWS, published: bool = True) -> Lottery:
    """Closed, proposed, drawn and published by two people."""
    first, second = an_officer(), an_officer()
    close(lottery, by=first, at=at - timedelta(days=2))
    propose(lottery, entropy=entropy, by=first, at=at)
    done = draw(lottery, by=second, at=at)
    return publish_result(done, by=first, at=at) if published else done
