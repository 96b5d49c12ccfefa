"""How busy this process is: the share of its time in which it answers, or works between two answers.

Time in a request counts by the clock, so that waiting for a processor or for the database counts too; what lies between two
requests counts as far as it took a processor (reading the next request, sending the last answer), and is idle else. To ask for
the time of the processor may cost as much as a small answer: one gap in so many is asked, and stands for the others.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LEAST = 0.3
"""Seconds of which a share says something."""
ONE_IN = 16


class Load:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.inside = 0
        self.began = time.monotonic()
        self.busy, self.answered = 0.0, 0
        self.ended: float | None = None
        self.asked = self.began, 0.0

    @contextmanager
    def answering(self) -> Iterator[None]:
        with self.lock:
            if self.inside == 0:
                if self.ended is not None:
                    self.busy += max(time.process_time() - self.ended, 0.0) * ONE_IN
                self.began = time.monotonic()
            self.inside += 1
        try:
            yield
        finally:
            with self.lock:
                self.inside -= 1
                if self.inside == 0:
                    self.busy += time.monotonic() - self.began
                    self.answered += 1
                    self.ended = time.process_time() if self.answered % ONE_IN == 0 else None

    def spent(self) -> float:
        """Seconds in which this process has been busy, ever."""
        with self.lock:
            return self.busy + (time.monotonic() - self.began if self.inside else 0.0)

    def share(self) -> float | None:
        """Since the last asking; None when that was just now."""
        now, spent = time.monotonic(), self.spent()
        passed, busy = now - self.asked[0], spent - self.asked[1]
        if passed < LEAST:
            return None
        self.asked = now, spent
        return min(busy / passed, 1.0)


LOAD = Load()
