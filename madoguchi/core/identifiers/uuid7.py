"""UUID version 7 (RFC 9562 5.7): sorts by the moment it was made, so that rows lie in the order of their making."""

import threading
import time
from datetime import datetime
from secrets import randbits
from uuid import UUID

_TAIL_BITS = 74  # rand_a and rand_b together
_STEP_BITS = 32
_LOW_62 = (1 << 62) - 1

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A new identifier, greater than every other that this process has made, even when the clock stands or goes back.

    RFC 9562 6.2, method 2: within one millisecond the random tail is raised by a random step.
    """
    global _last
    with _lock:
        value = (time.time_ns() // 1_000_000) << _TAIL_BITS
        if value >> _TAIL_BITS > _last >> _TAIL_BITS:
            value |= randbits(_TAIL_BITS - 1)  # the top bit stays free, as room to count
        else:
            value = _last + 1 + randbits(_STEP_BITS)
        _last = value
    return UUID(int=(value >> _TAIL_BITS) << 80 | 7 << 76 | (value >> 62 & 0xFFF) << 64 | 0b10 << 62 | value & _LOW_62)


def first_of(at: datetime) -> UUID:
    """The least identifier that can have been made at that moment."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
