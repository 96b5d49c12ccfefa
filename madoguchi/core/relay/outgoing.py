"""The outgoing ledger: noted with the deed, sealed in order, handed over, receipted."""

import base64
import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from madoguchi.core.events.public import Event, StoredEvent
from madoguchi.core.relay.crossings import CROSSINGS, Crossing, Gone
from madoguchi.core.relay.enclosures import Writing
from madoguchi.core.relay.envelope import Head, close
from madoguchi.core.relay.lines import held
from madoguchi.core.relay.models import Incoming, Outgoing
from madoguchi.core.relay.models.incoming import Fate
from madoguchi.core.relay.signing import verify
from madoguchi.core.zones import Zone, is_here, zone_here

log = logging.getLogger("madoguchi.relay")
AT_ONCE = 200


def note_event(event: Event, stored: StoredEvent) -> None:
    """In the transaction of the deed: what of it is to cross."""
    if zone_here() is Zone.ALL:
        return
    for _, crossing in CROSSINGS.items():
        if isinstance(event, crossing.on) and _leaves(crossing):
            about = crossing.about(event, stored)
            if about is not None:
                note_crossing(crossing.kind, *about, at=stored.at)


def note_crossing(kind: str, subject: str, item: str = "", *, at: datetime) -> None:
    """Something is to cross: sealed when its turn comes, from the rows as they are then. On one side alone, or towards
    it, nothing.
    """
    if _leaves(CROSSINGS.get(kind)):
        Outgoing.objects.create(kind=kind, subject=subject, item=item, noted_at=at)


def _leaves(crossing: Crossing) -> bool:
    return zone_here() is not Zone.ALL and not is_here(crossing.to)


def seal_waiting(at: datetime, limit: int = 10_000) -> int:
    """Number and seal what waits, in its order, each in a transaction; how many. What cannot be sealed says why, and
    what follows of its subject waits with it.
    """
    done, blocked, last = 0, set[str](), None
    while done < limit:
        with transaction.atomic():
            line = held("out")
            waiting = Outgoing.objects.filter(seq=None).exclude(subject__in=blocked)
            row = (waiting.filter(id__gt=last) if last else waiting).order_by("id").first()
            if row is None:
                return done
            last = row.id
            if not _seal(row, line.seq + 1, at):
                if row.trouble:
                    blocked.add(row.subject)
                continue
            line.seq += 1
            line.save(update_fields=["seq"])
            done += 1
    return done


def _seal(row: Outgoing, seq: int, at: datetime) -> bool:
    crossing = CROSSINGS.get(row.kind)
    later = Outgoing.objects.filter(kind=row.kind, subject=row.subject, seq=None, id__gt=row.id)
    if crossing.whole and later.exists():
        row.delete()
        return False
    writing = Writing()
    try:
        with transaction.atomic():
            said = crossing.write(row.subject, row.item, writing)
        head = Head(
            id=str(row.id),
            seq=seq,
            sender=zone_here().value,
            to=crossing.to.value,
            kind=row.kind,
            subject=row.subject,
            at=at.isoformat(),
            enclosures=writing.enclosed,
        )
        envelope = close(head, said)
    except Gone:
        writing.undo()
        row.delete()
        return False
    except Exception as error:
        log.exception("cannot seal %s %s", row.kind, row.id)
        writing.undo()
        row.trouble = f"{type(error).__name__}: {error}"[:200]
        row.save(update_fields=["trouble"])
        return False
    row.seq, row.sealed, row.digest = seq, envelope.raw, envelope.digest
    row.enclosures, row.sealed_at, row.trouble = writing.enclosed, at, ""
    row.save()
    return True


def after(seq: int, most_bytes: int = 4 * 1024 * 1024) -> Iterator[Outgoing]:
    """Sealed envelopes beyond that number, in order, until so many bytes are reached; at least one."""
    size = 0
    for row in Outgoing.objects.filter(seq__gt=seq).order_by("seq")[:AT_ONCE].iterator(chunk_size=10):
        size += len(row.sealed or b"")
        if size > most_bytes and size > len(row.sealed or b""):
            return
        yield row


def first_unreceipted() -> int:
    """The least number whose receipt has not come, perhaps because it was lost on the way; 0 if there is none."""
    waiting = Outgoing.objects.filter(received_at=None, seq__isnull=False)
    return waiting.order_by("seq").values_list("seq", flat=True).first() or 0


def note_receipts(receipts: Iterable[dict[str, Any]], at: datetime) -> int:
    """The other side says that it has them. Raises NotSigned."""
    count = 0
    for one in receipts:
        signature = base64.b64decode(one["signature"])
        verify(signature, "receipt", one["id"].encode(), str(one["seq"]).encode(), one["digest"].encode())
        same = Outgoing.objects.filter(pk=one["id"], seq=one["seq"], digest=one["digest"], received_at=None)
        count += same.update(received_at=at, receipt=signature)
    return count


def encloses(enclosure: str) -> bool:
    """Whether it goes with an envelope that has not been received."""
    rows = Outgoing.objects.filter(received_at=None, seq__isnull=False).exclude(enclosures=[])
    return any(enclosure == one["id"] for found in rows.values_list("enclosures", flat=True) for one in found)


def heard(subject: str) -> int:
    """The last number of the other side's about this subject that was settled here."""
    settled = Incoming.objects.filter(subject=subject, fate__in=[Fate.TAKEN, Fate.REFUSED])
    return settled.order_by("-seq").values_list("seq", flat=True).first() or 0


def is_unheard(subject: str, heard: int) -> bool:
    """Whether this side has said more of the subject than the other had settled when it wrote."""
    return Outgoing.objects.filter(Q(seq=None) | Q(seq__gt=heard), subject=subject).exists()
