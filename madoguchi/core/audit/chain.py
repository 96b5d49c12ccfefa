"""The chain: sealing what was committed, and proving later that nothing of it was changed."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import rfc8785
from django.db import transaction

from madoguchi.core.audit.models import Entry, Seal, Sealer

BATCH = 500
BEGINNING = "0" * 64


@dataclass(frozen=True)
class Problem:
    """What `verify` found: `code` is changed, missing, added, broken or apart."""

    code: str
    seal: int
    entry: int | None
    sentence: str


@transaction.atomic
def seal_batch(at: datetime, size: int = BATCH) -> int:
    """Chain up to `size` committed entries that have no seal yet; how many it were.

    Entries are taken by the missing seal, not by a highest number: one committed late with a lower number is not passed
    over. The lock on the one `Sealer` row keeps sealers apart; the unique `previous` would refuse a fork even without
    it.
    """
    sealer, _ = Sealer.objects.select_for_update().get_or_create(pk=1)
    entries = list(Entry.objects.filter(seal=None).order_by("id")[:size])
    if not entries:
        return 0
    before = sealer.head.digest if sealer.head else BEGINNING
    seal = Seal.objects.create(
        previous=sealer.head,
        at=at,
        count=len(entries),
        marks=[[e.pk, mark(e)] for e in entries],
        digest=digest(before, entries),
    )
    Entry.objects.filter(pk__in=[e.pk for e in entries], seal=None).update(seal=seal)
    sealer.head = seal
    sealer.save(update_fields=["head"])
    return len(entries)


def verify(after: int = 0) -> list[Problem]:
    """Recompute the chain (from seal number `after` on) and name the first wrong entry of each wrong seal. Empty: all
    is well.
    """
    problems: list[Problem] = []
    before = BEGINNING
    if after:
        before = Seal.objects.get(pk=after).digest
    last: int | None = after or None
    for seal, entries in _sealed(after):
        if seal.previous_id != last:
            problems.append(Problem("broken", seal.pk, None, f"封 {seal.pk} の前の封が {last} ではなく {seal.previous_id} です。"))
        problems += _faults(seal, entries, before)
        before, last = seal.digest, seal.pk
    head = Sealer.objects.values_list("head", flat=True).first()
    if head != last:
        problems.append(Problem("broken", last or 0, None, f"鎖の端は封 {head} のはずですが、封 {last} で終わっています。"))
    return problems


def mark(entry: Entry) -> str:
    return hashlib.sha256(canonical(entry.plain())).hexdigest()[:32]


def digest(before: str, entries: Sequence[Entry]) -> str:
    return hashlib.sha256(before.encode() + b"\n" + canonical([e.plain() for e in entries])).hexdigest()


def canonical(value: Any) -> bytes:
    return bytes(rfc8785.dumps(value))


def _sealed(after: int, step: int = 100) -> Iterator[tuple[Seal, list[Entry]]]:
    while seals := list(Seal.objects.filter(pk__gt=after).order_by("pk")[:step]):
        after = seals[-1].pk
        entries = Entry.objects.filter(seal__gte=seals[0].pk, seal__lte=after).order_by("seal", "id")
        by_seal = {key: list(group) for key, group in groupby(entries.iterator(), key=lambda e: e.seal_id)}
        for seal in seals:
            yield seal, by_seal.get(seal.pk, [])


def _faults(seal: Seal, entries: list[Entry], before: str) -> Iterator[Problem]:
    expected = dict(seal.marks)
    found = {e.pk: e for e in entries}
    for number in sorted(expected.keys() | found.keys()):
        if number not in found:
            yield Problem("missing", seal.pk, number, f"記録 {number} がありません（封 {seal.pk}）。")
            return
        if number not in expected:
            yield Problem("added", seal.pk, number, f"記録 {number} は後から加えられました（封 {seal.pk}）。")
            return
        if mark(found[number]) != expected[number]:
            yield Problem("changed", seal.pk, number, f"記録 {number} は書き換えられています（封 {seal.pk}）。")
            return
    if digest(before, entries) != seal.digest:
        first = min(found, default=None)
        yield Problem("apart", seal.pk, first, f"封 {seal.pk} の指紋が記録と合いません（記録 {first} 以降）。")
