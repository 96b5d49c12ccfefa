"""Subscribing: who wants to know. Modules of subscribers are imported by `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from madoguchi.core.events.event import Event
from madoguchi.core.events.models import StoredEvent
from madoguchi.core.registry import Registry

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Subscriber:
    """`ordered`: events of one subject are taken in the order in which they were recorded."""

    name: str
    kinds: tuple[str, ...]
    function: Callable[[Any, StoredEvent], None]
    ordered: bool = False


SUBSCRIBERS: Registry[Subscriber] = Registry("subscribers")


def subscribe(
    *events: type[E], name: str, ordered: bool = False
) -> Callable[[Callable[[E, StoredEvent], None]], Callable[[E, StoredEvent], None]]:
    """Have a function called, as a job in a transaction of its own, for each event of these classes.

    Its effects on the database happen exactly once. What reaches outside (mail, payment) goes through `messages` and
    the like.
    """

    def register(function: Callable[[E, StoredEvent], None]) -> Callable[[E, StoredEvent], None]:
        SUBSCRIBERS.register(name, Subscriber(name, tuple(e.kind for e in events), function, ordered))
        return function

    return register


def subscribers_of(kind: str) -> list[Subscriber]:
    return [subscriber for _, subscriber in SUBSCRIBERS.items() if kind in subscriber.kinds]
