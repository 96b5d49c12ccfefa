"""Subscribing: who wants to know. Modules of subscribers are imported by `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from madoguchi.core.events.event import Event
from madoguchi.core.events.models import StoredEvent
from madoguchi.core.registry import Registry
from madoguchi.core.zones import Zone, is_here, zone_here

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Subscriber:
    """`ordered`: events of one subject are taken in the order in which they were recorded. `zone`: the side that does
    it; `ALL`: the side where it happened.
    """

    name: str
    kinds: tuple[str, ...]
    function: Callable[[Any, StoredEvent], None]
    ordered: bool = False
    zone: Zone = Zone.ALL


SUBSCRIBERS: Registry[Subscriber] = Registry("subscribers")


def subscribe(
    *events: type[E], name: str, ordered: bool = False, zone: Zone = Zone.ALL
) -> Callable[[Callable[[E, StoredEvent], None]], Callable[[E, StoredEvent], None]]:
    """Have a function called, as a job in a transaction of its own, for each event of these classes.

    Its effects on the database happen exactly once. What reaches outside (mail, payment) goes through `messages` and
    the like. With `zone` it runs on that side, also for what happened on the other.
    """

    def register(function: Callable[[E, StoredEvent], None]) -> Callable[[E, StoredEvent], None]:
        SUBSCRIBERS.register(name, Subscriber(name, tuple(e.kind for e in events), function, ordered, zone))
        return function

    return register


def subscribers_of(kind: str) -> list[Subscriber]:
    """Who wants what happened here."""
    return [one for _, one in SUBSCRIBERS.items() if kind in one.kinds and is_here(one.zone)]


def subscribers_here(kind: str) -> list[Subscriber]:
    """Who of this side wants what happened on the other."""
    return [one for _, one in SUBSCRIBERS.items() if kind in one.kinds and one.zone is zone_here()]
