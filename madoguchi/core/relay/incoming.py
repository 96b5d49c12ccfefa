"""The incoming ledger: kept and receipted in order, taken in order."""

import base64
import logging
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction

from madoguchi.core.relay.crossings import CROSSINGS
from madoguchi.core.relay.enclosures import Taken, is_whole, remove
from madoguchi.core.relay.envelope import Envelope, open_it, read
from madoguchi.core.relay.lines import held
from madoguchi.core.relay.models import Incoming
from madoguchi.core.relay.models.incoming import Fate
from madoguchi.core.relay.outgoing import note_crossing
from madoguchi.core.relay.refusals import Differs, Gap, NoSuchEnclosure
from madoguchi.core.relay.signing import signed
from madoguchi.core.zones import is_here

log = logging.getLogger("madoguchi.relay")


class Declined(Exception):
    """Raised by `take`: a rule says no, now and later. The code is kept; what is sent back tells how things stand."""


@transaction.atomic
def keep(raw: bytes, at: datetime) -> dict[str, Any]:
    """Keep an envelope whose enclosures are here, and sign its receipt. The same again gives the receipt again.

    Raises NotSigned, Malformed, TooLarge, Differs, Gap, NoSuchEnclosure.
    """
    envelope = read(raw)
    head = envelope.head
    line = held("in")
    if head.seq <= line.seq:
        if not Incoming.objects.filter(pk=head.id, seq=head.seq, digest=envelope.digest).exists():
            raise Differs(seq=head.seq)
        return receipt_of(envelope)
    if head.seq != line.seq + 1:
        raise Gap(expected=line.seq + 1)
    if not all(is_whole(one) for one in head.enclosures):
        raise NoSuchEnclosure
    Incoming.objects.create(
        id=envelope.uuid,
        seq=head.seq,
        kind=head.kind,
        subject=head.subject,
        digest=envelope.digest,
        sealed=raw,
        received_at=at,
    )
    line.seq = head.seq
    line.save(update_fields=["seq"])
    return receipt_of(envelope)


def receipt_of(envelope: Envelope) -> dict[str, Any]:
    return sign_receipt(envelope.head.id, envelope.head.seq, envelope.digest)


def receipts_from(seq: int, most: int = 500) -> list[dict[str, Any]]:
    """Once more, from a number on: the first ones were lost on the way."""
    rows = Incoming.objects.filter(seq__gte=seq).order_by("seq").values_list("id", "seq", "digest")[:most]
    return [sign_receipt(str(row), number, digest) for row, number, digest in rows]


def sign_receipt(envelope_id: str, seq: int, digest: str) -> dict[str, Any]:
    signature = signed("receipt", envelope_id.encode(), str(seq).encode(), digest.encode())
    said = {"id": envelope_id, "seq": seq, "digest": digest}
    return {**said, "signature": base64.b64encode(signature).decode()}


def take_waiting(at: datetime) -> int:
    """Carry out what is kept, in its order, each in a transaction; how many were settled."""
    settled, last, blocked = 0, 0, set[str]()
    while True:
        with transaction.atomic():
            held("in")
            waiting = Incoming.objects.filter(fate__in=[Fate.KEPT, Fate.STUCK], seq__gt=last)
            row = waiting.exclude(subject__in=blocked).order_by("seq").first()
            if row is None:
                return settled
            last = row.seq
            if _take(row, at):
                settled += 1
            else:
                blocked.add(row.subject)


def _take(row: Incoming, at: datetime) -> bool:
    taken = Taken(row.seq, at)
    row.attempts += 1
    try:
        crossing = CROSSINGS.get(row.kind)
        if not is_here(crossing.to):
            raise LookupError(f"{row.kind} does not cross to this side")
        said = open_it(bytes(row.sealed or b""))
        with transaction.atomic():
            crossing.take(row.subject, said, taken)
            if connection.vendor == "postgresql":
                connection.check_constraints()  # now, while it is this envelope's fault alone; SQLite looks at every table
    except Declined as declined:
        row.fate, row.reason = Fate.REFUSED, str(declined)[:300]
    except Exception as error:
        log.exception("cannot take %s %s", row.kind, row.seq)
        row.fate, row.reason = Fate.STUCK, f"{type(error).__name__}: {error}"[:300]
        row.save(update_fields=["fate", "reason", "attempts"])
        return False
    else:
        row.fate, row.sealed, row.reason = Fate.TAKEN, None, ""
    row.settled_at = at
    row.save()
    if crossing.answer:
        note_crossing(crossing.answer, row.subject, at=at)
    for used in taken.used:
        transaction.on_commit(partial(remove, "in", used))
    return True
