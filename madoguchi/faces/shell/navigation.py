"""Navigation: rooms add entries from `AppConfig.ready()`; what leads nowhere or is not for this person stays out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from madoguchi.faces.shell.languages import split_path


@dataclass(frozen=True)
class Entry:
    url_name: str
    label: Any
    permission: str
    order: int
    place: str
    when: Callable[[Any], bool] | None = None


@dataclass(frozen=True)
class Link:
    label: Any
    url: str
    current: bool


ENTRIES: dict[tuple[str, str], Entry] = {}


def entry(
    url_name: str, label: Any, permission: str = "", order: int = 50, *, place: str = "", when: Callable[[Any], bool] | None = None
) -> None:
    """`entry("desk:posting", _("発送"), "messages.print", 50)`.

    `place`: portal, desk or footer; without it, what the name begins with. `when`: what more must be so of the actor.
    """
    where = place or url_name.partition(":")[0]
    ENTRIES[where, url_name] = Entry(url_name, label, permission, order, where, when)


def links(place: str, request: Any) -> list[Link]:
    actor, path = getattr(request, "actor", None), getattr(request, "path", "")
    found = []
    for one in sorted((e for e in ENTRIES.values() if e.place == place), key=lambda e: e.order):
        url = url_or_none(one.url_name)
        if url is None or (one.permission and not (actor and actor.may(one.permission))):
            continue
        if one.when is not None and not one.when(actor):
            continue
        home = split_path(url)[1] in {"/", "/desk/"}
        found.append(Link(one.label, url, path == url or (not home and path.startswith(url))))
    return found


def url_or_none(name: str, *args: Any) -> str | None:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
