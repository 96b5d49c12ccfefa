"""The index that this process has, made anew when what can be found has changed."""

import threading
import time
from collections.abc import Hashable

from madoguchi.city.public import all_defined, publications_seen
from madoguchi.engines.knowledge.definitions.crisis import Crisis
from madoguchi.engines.knowledge.definitions.saying import Sayings, Synonyms
from madoguchi.engines.knowledge.finding.index import Found, Index, Spoken
from madoguchi.engines.knowledge.sources import SOURCES, stamp_of

FRESH = 2.0
"""Seconds for which a process believes that nothing was published."""
WORDS = ("sayings", "synonyms", "crisis")


class _Kept:
    index: Index | None = None
    crises: list[Crisis] = []
    stamp: Hashable = None
    asked_at: float = float("-inf")
    seen: int = -1


_KEPT, _LOCK = _Kept(), threading.Lock()


def index() -> Index:
    """Made by the first who asks; while it is made anew, others go on with the one before."""
    seen = publications_seen()
    if _KEPT.index is not None and _KEPT.seen == seen and time.monotonic() - _KEPT.asked_at <= FRESH:
        return _KEPT.index
    if not _LOCK.acquire(blocking=_KEPT.index is None):
        assert _KEPT.index is not None
        return _KEPT.index
    try:
        now = stamp_of(*WORDS), tuple((kind, source.stamp()) for kind, source in SOURCES.items())
        if _KEPT.index is None or now != _KEPT.stamp:
            _KEPT.index, _KEPT.crises, _KEPT.stamp = _made(), all_defined(Crisis), now
        _KEPT.asked_at, _KEPT.seen = time.monotonic(), seen
        return _KEPT.index
    finally:
        _LOCK.release()


def crises() -> list[Crisis]:
    index()
    return _KEPT.crises


def _made() -> Index:
    spoken: dict[tuple[str, str], Spoken] = {}
    for sayings in all_defined(Sayings):
        for one in sayings.of:
            of = spoken.setdefault((one.kind, one.code), Spoken())
            of.say.extend(one.say)
            of.near.extend(one.near)
    sets = [one for synonyms in all_defined(Synonyms) for one in synonyms.sets]
    entries = [Found(entry, source.weight) for _, source in SOURCES.items() for entry in source.entries()]
    return Index(entries, spoken, sets)
