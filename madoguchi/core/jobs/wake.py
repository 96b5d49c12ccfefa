"""Waking: jobs queued by this very process need not wait for the next look at the table."""

import threading

_bell = threading.Condition()
_rung = 0


def ring() -> None:
    global _rung
    with _bell:
        _rung += 1
        _bell.notify_all()


def heard() -> int:
    return _rung


def sleep(since: int, seconds: float) -> None:
    """Until the bell has rung after `since`, or the seconds are over."""
    with _bell:
        if _rung == since:
            _bell.wait(seconds)
