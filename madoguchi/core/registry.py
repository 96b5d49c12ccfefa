"""Registry: the one shape of every extension point. A room offers it; other rooms fill it in `AppConfig.ready()`."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Generic, TypeVar

T = TypeVar("T")


class UnknownKey(LookupError):
    """Nothing is registered under that key; `near` names what looks like it."""

    def __init__(self, registry: str, key: str, near: list[str]) -> None:
        self.registry, self.key, self.near = registry, key, near
        hint = f"; near: {', '.join(near)}" if near else ""
        super().__init__(f"{registry} has no {key!r}{hint}")


class Registry(Generic[T]):
    """Named things, each registered once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._items: dict[str, T] = {}

    def register(self, key: str, item: T) -> T:
        if self._items.setdefault(key, item) is not item:
            raise ValueError(f"{self.name} already has {key!r}")
        return item

    def get(self, key: str) -> T:
        try:
            return self._items[key]
        except KeyError:
            raise UnknownKey(self.name, key, get_close_matches(key, self._items, n=3)) from None

    def items(self) -> list[tuple[str, T]]:
        return sorted(self._items.items())

    def keys(self) -> list[str]:
        return sorted(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._items))
