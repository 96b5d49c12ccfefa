"""What can be found: every room says so in its `ready()`, by a registry."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.utils.functional import Promise

from madoguchi.city.public import Definition, Text, current_all, digests
from madoguchi.core.registry import Registry

D = TypeVar("D", bound=Definition)


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. `link` and `at` give its page by `core.links`; entries of one `group` would do equally
    well, so the list shows one of them first."""

    kind: str
    code: str
    title: Text
    link: str
    at: str = ""
    kana: str = ""
    summary: Text | None = None
    also: tuple[str, ...] = ()
    """Other names and phrasings that the thing brings itself."""
    body: tuple[str, ...] = ()
    group: str = ""
    department: str = ""


@dataclass(frozen=True, eq=False)
class Source:
    """`stamp` changes whenever `entries` would; it is asked often and must be cheap."""

    label: str | Promise
    entries: Callable[[], Iterable[Entry]]
    stamp: Callable[[], Hashable]
    weight: float
    listed: bool


SOURCES: Registry[Source] = Registry("what can be found")


def findable(
    kind: str,
    label: str | Promise,
    *,
    entries: Callable[[], Iterable[Entry]],
    stamp: Callable[[], Hashable],
    weight: float = 1.0,
    listed: bool = True,
) -> Source:
    """`weight`: how much likelier people look for this than for other things. `listed`: stands in the A–Z list."""
    return SOURCES.register(kind, Source(label, entries, stamp, weight, listed))


def findable_definitions(
    model: type[D],
    kind: str,
    label: str | Promise,
    make: Callable[[D], Entry | None],
    *,
    of: str = "",
    weight: float = 1.0,
    listed: bool = True,
) -> Source:
    """Definitions of one model, each as an entry; `make` gives None for what is not to be found. `of`: their kind, if otherwise."""
    defined_as = of or kind

    def entries() -> Iterator[Entry]:
        for version in current_all(defined_as):
            if isinstance(version.definition, model) and (entry := make(version.definition)):
                yield entry

    return findable(kind, label, entries=entries, stamp=lambda: stamp_of(defined_as), weight=weight, listed=listed)


def stamp_of(*kinds: str) -> Hashable:
    """Changes with every published version of these kinds."""
    return tuple(digests(kinds))


def texts_of(*texts: Text | None) -> tuple[str, ...]:
    """In all languages, for reading into the index."""
    return tuple(said for text in texts if text for _lang, said in text.items())
