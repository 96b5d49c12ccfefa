"""A crowd: so many within a second, as one process sees it."""

import threading
import time
from collections import deque

MOST = 500


class Crowd:
    """`many`: so many within a second are one."""

    def __init__(self, many: int) -> None:
        self.many = many
        self.lock = threading.Lock()
        self.came: deque[float] = deque(maxlen=max(many, MOST))

    def joined(self) -> bool:
        """Counts one more; whether it is a crowd now."""
        now = time.monotonic()
        with self.lock:
            self.came.append(now)
            return len(self.came) >= self.many and now - self.came[-self.many] < 1.0

    def size(self) -> int:
        """How many came within the last second."""
        since = time.monotonic() - 1.0
        with self.lock:
            while self.came and self.came[0] <= since:
                self.came.popleft()
            return len(self.came)

    def forget(self) -> None:
        with self.lock:
            self.came.clear()
