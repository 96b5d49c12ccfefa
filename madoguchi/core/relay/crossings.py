"""Crossings: the kinds of things that cross. A room registers its own in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from madoguchi.core.events.public import Event, StoredEvent
from madoguchi.core.registry import Registry
from madoguchi.core.relay.enclosures import Taken, Writing
from madoguchi.core.zones import Zone

Said = dict[str, Any]


class Gone(Exception):
    """Raised by `write`: there is nothing to send any more, or nothing that may be shown."""


@dataclass(frozen=True)
class Crossing:
    """`write` says what stands in the envelope, from the rows as they are when it is sealed; `take` carries it out, in one
    transaction. `whole`: it says everything there is to say of its subject, so that of several that wait one is enough.
    `about`: for an event that starts it, the subject and the item (id of a row or of the event), or None if it is not for
    the other side. `answer`: the crossing that goes back whenever one was taken or refused.
    """

    kind: str
    to: Zone
    write: Callable[[str, str, Writing], Said]
    take: Callable[[str, Said, Taken], None]
    on: tuple[type[Event], ...] = ()
    about: Callable[[Any, StoredEvent], tuple[str, str] | None] = lambda event, stored: (str(event.subject), str(stored.id))
    whole: bool = False
    answer: str = ""


CROSSINGS: Registry[Crossing] = Registry("crossings")


def crosses(crossing: Crossing) -> Crossing:
    return CROSSINGS.register(crossing.kind, crossing)
