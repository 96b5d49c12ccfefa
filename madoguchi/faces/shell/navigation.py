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
    group: str = ""


@dataclass(frozen=True)
class Link:
    label: Any
    url: str
    current: bool
    group: str = ""


@dataclass(frozen=True)
class Menu:
    """Links that belong together, behind one word."""

    label: Any
    links: list[Link]

    @property
    def current(self) -> bool:
        return any(link.current for link in self.links)


ENTRIES: dict[tuple[str, str], Entry] = {}
GROUPS: dict[str, Any] = {}


def group(code: str, label: Any) -> None:
    """A menu of the navigation; it stands where the first of its entries would."""
    GROUPS[code] = label


def entry(
    url_name: str,
    label: Any,
    permission: str = "",
    order: int = 50,
    *,
    place: str = "",
    when: Callable[[Any], bool] | None = None,
    group: str = "",
) -> None:
    """`entry("desk:posting", _("発送"), "messages.print", 50)`.

    `place`: portal, desk or footer; without it, what the name begins with. `when`: what more must be so of the actor.
    `group`: the menu in which it stands.
    """
    where = place or url_name.partition(":")[0]
    ENTRIES[where, url_name] = Entry(url_name, label, permission, order, where, when, group)


def menus(place: str, request: Any) -> list[Link | Menu]:
    """The links, those of a group in one menu; a menu of one link is that link."""
    rows: dict[str, list[Link]] = {}
    for link in links(place, request):
        rows.setdefault(link.group or link.url, []).append(link)
    return [row[0] if len(row) == 1 else Menu(GROUPS[row[0].group], row) for row in rows.values()]


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
        found.append(Link(one.label, url, path == url or (not home and path.startswith(url)), one.group))
    return found


def url_or_none(name: str, *args: Any) -> str | None:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
