"""What the two sides say to each other: a few requests, each signed, each answered signed, each of bounded size.

The office side asks (`calling.py`), the public side answers (here). A frame is the length of a JSON object, the object,
and bytes that go with it. Knows nothing of HTTP but three headers and a status.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from madoguchi import __version__
from madoguchi.core.relay import enclosures, incoming, outgoing
from madoguchi.core.relay.lines import line, spoke
from madoguchi.core.relay.models import SeenRequest
from madoguchi.core.relay.refusals import Malformed, NoSuchEnclosure, RelayRefused, Replayed, TooLarge, TooOld
from madoguchi.core.relay.signing import signed, verify
from madoguchi.core.relay.word import take_word

CLOCKS_APART = timedelta(minutes=5)
LARGEST = 9 * 1024 * 1024
SEALED_AT_ONCE = 100
"""While one answer is made; the office asks again as long as there is more."""
TIME, NONCE, SIGNATURE = "X-Relay-Time", "X-Relay-Nonce", "X-Relay-Signature"
Answer = tuple[dict[str, Any], bytes]


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    headers: dict[str, str]


def frame(said: Mapping[str, Any], raw: bytes = b"") -> bytes:
    text = json.dumps(said).encode()
    return len(text).to_bytes(4, "big") + text + raw


def unframe(body: bytes) -> Answer:
    """Raises Malformed."""
    length = int.from_bytes(body[:4], "big")
    try:
        said = json.loads(body[4 : 4 + length])
    except ValueError as error:
        raise Malformed from error
    if not isinstance(said, dict):
        raise Malformed
    return said, body[4 + length :]


def answer(verb: str, headers: Mapping[str, str], body: bytes, at: datetime) -> Reply:
    """To one request. Whoever cannot sign learns nothing but that; only a request that was signed is answered signed."""
    try:
        nonce = _admit(verb, headers, body, at)
    except RelayRefused as refusal:
        return Reply(403, refusal.code.encode(), {})
    try:
        said, raw = VERBS[verb](*unframe(body), at)
        status = 200
    except RelayRefused as refusal:
        status, said, raw = 409, {"code": refusal.code, "why": str(refusal)}, b""
    except (KeyError, TypeError, ValueError):
        status, said, raw = 400, {"code": Malformed.code, "why": str(Malformed())}, b""
    content = frame(said, raw)
    signature = signed("answer", verb.encode(), nonce.encode(), str(status).encode(), _digest(content))
    return Reply(status, content, {SIGNATURE: signature.hex()})


def request_headers(verb: str, body: bytes, nonce: str, at: datetime) -> dict[str, str]:
    time = at.astimezone(UTC).isoformat()
    signature = signed("request", verb.encode(), time.encode(), nonce.encode(), _digest(body))
    return {TIME: time, NONCE: nonce, SIGNATURE: signature.hex(), "Content-Type": "application/octet-stream"}


def check_answer(verb: str, nonce: str, status: int, headers: Mapping[str, str], body: bytes) -> Answer:
    """What the public side said. Raises NotSigned, Malformed."""
    verify(_bytes(headers.get(SIGNATURE, "")), "answer", verb.encode(), nonce.encode(), str(status).encode(), _digest(body))
    return unframe(body)


def _admit(verb: str, headers: Mapping[str, str], body: bytes, at: datetime) -> str:
    """Signed by the office, now, and never seen before."""
    if verb not in VERBS or len(body) > LARGEST:
        raise TooLarge if verb in VERBS else Malformed
    time, nonce = headers.get(TIME, ""), headers.get(NONCE, "")
    signature = _bytes(headers.get(SIGNATURE, ""))
    verify(signature, "request", verb.encode(), time.encode(), nonce.encode(), _digest(body))
    try:
        said_at = datetime.fromisoformat(time)
        if abs(at - said_at) > CLOCKS_APART:
            raise TooOld
    except (ValueError, TypeError) as error:
        raise TooOld from error
    try:
        with transaction.atomic():
            SeenRequest.objects.create(nonce=nonce[:64], at=at)
    except IntegrityError as error:
        raise Replayed from error
    return nonce


def _hello(said: dict[str, Any], raw: bytes, at: datetime) -> Answer:
    """How far each ledger has come here."""
    outgoing.seal_waiting(at, limit=SEALED_AT_ONCE)
    spoke(at)
    return {
        "received": line("in").seq,
        "sealed": line("out").seq,
        "unreceipted": outgoing.first_unreceipted(),
        "release": __version__,
    }, b""


def _pull(said: dict[str, Any], raw: bytes, at: datetime) -> Answer:
    """Envelopes beyond a number: their lengths, and they themselves one after another."""
    outgoing.seal_waiting(at, limit=SEALED_AT_ONCE)
    rows = list(outgoing.after(int(said["after"])))
    if rows and rows[0].sealed is None:
        raise NoSuchEnclosure
    parts = [bytes(row.sealed) for row in rows if row.sealed is not None]
    return {"lengths": [len(part) for part in parts]}, b"".join(parts)


def _receipts(said: dict[str, Any], raw: bytes, at: datetime) -> Answer:
    return {"noted": outgoing.note_receipts(said["receipts"], at)}, b""


def _push(said: dict[str, Any], raw: bytes, at: datetime) -> Answer:
    from madoguchi.core.relay.jobs import take_soon

    receipt = incoming.keep(raw, at)
    take_soon(receipt["seq"])
    return receipt, b""


def _piece(said: dict[str, Any], raw: bytes, at: datetime) -> Answer:
    """Of an enclosure on its way to the office, from a place."""
    if not outgoing.encloses(str(said["id"])):
        raise NoSuchEnclosure
    return {}, enclosures.piece(str(said["id"]), int(said["offset"]))


def _have(said: dict[str, Any], raw: bytes, at: datetime) -> Answer:
    return {"have": enclosures.have(str(said["id"]))}, b""


def _put(said: dict[str, Any], raw: bytes, at: datetime) -> Answer:
    """A piece of an enclosure from the office."""
    enclosed = {"id": str(said["id"]), "size": int(said["size"]), "sha256": str(said["sha256"])}
    return {"have": enclosures.add(enclosed, int(said["offset"]), raw)}, b""


def _word(said: dict[str, Any], raw: bytes, at: datetime) -> Answer:
    """The office has said, for now, everything it had to say."""
    return {"kept": take_word(said, at)}, b""


def _ask(said: dict[str, Any], raw: bytes, at: datetime) -> Answer:
    """A question that cannot wait for the ledger."""
    from madoguchi.core.relay.asking import answer_question

    return answer_question(said, raw, at)


VERBS: dict[str, Callable[[dict[str, Any], bytes, datetime], Answer]] = {
    "hello": _hello,
    "pull": _pull,
    "receipts": _receipts,
    "push": _push,
    "piece": _piece,
    "have": _have,
    "put": _put,
    "word": _word,
    "ask": _ask,
}


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
