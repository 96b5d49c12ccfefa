"""What was made within the last second: in a rush it answers whoever asks the same."""

import time
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Momentary(Generic[T]):
    def __init__(self, *, lasts: float = 1.0, most: int = 200) -> None:
        self.lasts, self.most = lasts, most
        self.kept: dict[Hashable, tuple[float, T]] = {}

    def get(self, key: Hashable) -> T | None:
        found = self.kept.get(key)
        return found[1] if found is not None and time.monotonic() - found[0] < self.lasts else None

    def put(self, key: Hashable, made: T) -> T:
        if len(self.kept) >= self.most:
            self.kept.clear()
        self.kept[key] = time.monotonic(), made
        return made

    def forget(self) -> None:
        self.kept.clear()
