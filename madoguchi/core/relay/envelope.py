"""Envelope: what stands on it, what is in it, who signed it."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import rfc8785
from django.utils.functional import Promise

from madoguchi.core.relay.keys import opening_keys, peer_sealing_key
from madoguchi.core.relay.refusals import Malformed, TooLarge
from madoguchi.core.relay.signing import signed, verify
from madoguchi.core.sealing.public import close_letter, open_letter
from madoguchi.core.zones import zone_here

LARGEST = 8 * 1024 * 1024
SIGNATURE = 64


@dataclass(frozen=True)
class Head:
    """What the carrier may read: no name, no content."""

    id: str
    seq: int
    sender: str
    to: str
    kind: str
    subject: str
    at: str
    enclosures: list[dict[str, Any]]


@dataclass(frozen=True)
class Envelope:
    head: Head
    raw: bytes
    digest: str

    @property
    def uuid(self) -> UUID:
        return UUID(self.head.id)


def close(head: Head, said: dict[str, Any]) -> Envelope:
    """Sealed to the other side, signed by this one. Raises TooLarge."""
    on_it = rfc8785.dumps({"v": 1, **vars(head)})
    said_bytes = json.dumps(said, ensure_ascii=False, default=plain, separators=(",", ":")).encode("utf-8", "surrogatepass")
    body = len(on_it).to_bytes(4, "big") + on_it + close_letter(said_bytes, on_it, peer_sealing_key())
    raw = body + signed("envelope", body)
    if len(raw) > LARGEST:
        raise TooLarge
    return Envelope(head, raw, digest_of(raw))


def plain(value: Any) -> Any:
    """Times keep their microseconds: rows are found again by them. Bytes become letters."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal | Promise):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} does not cross")


def read(raw: bytes) -> Envelope:
    """What stands on an envelope of the other side's to this one. Raises NotSigned, Malformed, TooLarge."""
    if len(raw) > LARGEST:
        raise TooLarge
    body, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    verify(signature, "envelope", body)
    try:
        length = int.from_bytes(body[:4], "big")
        on_it = json.loads(body[4 : 4 + length])
        if on_it.pop("v") != 1:
            raise Malformed
        head = Head(**on_it)
        UUID(head.id)
    except (ValueError, TypeError, KeyError) as error:
        raise Malformed from error
    if head.to != zone_here().value or head.sender == head.to:
        raise Malformed
    return Envelope(head, raw, digest_of(raw))


def open_it(raw: bytes) -> dict[str, Any]:
    """What is in an envelope that was read. Raises Unreadable."""
    body = raw[:-SIGNATURE]
    length = int.from_bytes(body[:4], "big")
    said = open_letter(body[4 + length :], body[4 : 4 + length], opening_keys())
    found: dict[str, Any] = json.loads(said.decode("utf-8", "surrogatepass"))
    return found


def digest_of(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
