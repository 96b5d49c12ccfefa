"""The office side calls: it pulls what the public side has sealed, and pushes what it has sealed itself."""

import http.client
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from madoguchi.core.relay import enclosures, incoming, outgoing
from madoguchi.core.relay.envelope import read
from madoguchi.core.relay.exchange import LARGEST, Answer, check_answer, frame, request_headers
from madoguchi.core.relay.lines import line, spoke, troubled
from madoguchi.core.relay.models import Outgoing
from madoguchi.core.relay.refusals import AnsweredNo, Differs, RelayRefused, Unreachable
from madoguchi.core.relay.word import word_of

PATIENCE = 20.0
NEAR = {"localhost", "127.0.0.1", "::1"}


@dataclass
class Round:
    """What one call to the other side has moved."""

    pushed: int = 0
    pulled: int = 0
    taken: int = 0
    trouble: str = ""


def call_once(at: datetime) -> Round:
    """Seal, push, pull, take, push what came of it, and say that this was all. Whatever goes wrong is written on the line,
    and nothing is lost: the next call goes on where this one ended.
    """
    done = Round()
    try:
        hello = ask("hello")[0]
        check_ledgers(hello)
        if lost := int(hello["unreceipted"]):
            ask("receipts", {"receipts": incoming.receipts_from(lost)})
        push(int(hello["received"]), done)
        pull(done, at)
        done.taken = incoming.take_waiting(at)
        push(line("out").seq if not done.taken else int(ask("hello")[0]["received"]), done)
        ask("word", word_of(at))
    except (RelayRefused, OSError, http.client.HTTPException, ImproperlyConfigured) as error:
        incoming.take_waiting(at)
        done.trouble = f"{type(error).__name__}: {error}"
        troubled(done.trouble, at)
    else:
        spoke(at)
    return done


def check_ledgers(hello: Mapping[str, Any]) -> None:
    """A side that was restored from an older backup knows less than the other: that is for people to mend."""
    mine = line("out").seq
    if int(hello["received"]) > mine:
        raise Differs(seq=mine + 1)
    if int(hello["sealed"]) < line("in").seq:
        raise Differs(seq=int(hello["sealed"]) + 1)


def push(received: int, done: Round) -> None:
    """What the other side has not received; and what it has, if its receipt was lost on the way."""
    outgoing.seal_waiting(timezone.now())
    if lost := outgoing.first_unreceipted():
        received = min(received, lost - 1)
    while rows := list(outgoing.after(received)):
        for row in rows:
            if row.sealed is None:
                raise Differs(seq=row.seq)
            push_one(row)
            received, done.pushed = row.seq or 0, done.pushed + 1


def push_one(row: Outgoing) -> None:
    for enclosed in row.enclosures:
        have = int(ask("have", {"id": enclosed["id"]})[0]["have"])
        while have < enclosed["size"]:
            content = enclosures.piece(enclosed["id"], have)
            have = int(ask("put", {**enclosed, "offset": have}, content)[0]["have"])
    receipt, _ = ask("push", {}, bytes(row.sealed or b""))
    outgoing.note_receipts([receipt], timezone.now())


def pull(done: Round, at: datetime) -> None:
    while True:
        said, raw = ask("pull", {"after": line("in").seq})
        if not said["lengths"]:
            return
        receipts, start = [], 0
        for length in said["lengths"]:
            envelope = raw[start : start + length]
            start += length
            fetch_enclosures(envelope)
            receipts.append(incoming.keep(envelope, at))
            done.pulled += 1
        ask("receipts", {"receipts": receipts})


def fetch_enclosures(raw: bytes) -> None:
    for enclosed in read(raw).head.enclosures:
        while not enclosures.is_whole(enclosed):
            offset = enclosures.have(enclosed["id"])
            enclosures.add(enclosed, offset, ask("piece", {"id": enclosed["id"], "offset": offset})[1])


def ask(verb: str, said: Mapping[str, Any] | None = None, raw: bytes = b"", *, patience: float = PATIENCE) -> Answer:
    """One request over a connection of its own. Raises Unreachable, AnsweredNo, NotSigned."""
    body, nonce = frame(said or {}, raw), secrets.token_hex(16)
    address = urlsplit(settings.MADO_RELAY_ADDRESS)
    connection = _connection(address.scheme, address.hostname or "", address.port, patience)
    try:
        headers = request_headers(verb, body, nonce, timezone.now())
        connection.request("POST", f"{address.path.rstrip('/')}/relay/v1/{verb}", body, headers)
        answer = connection.getresponse()
        content = answer.read(LARGEST + 1)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(reason=f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()
    if answer.status not in (200, 400, 409):
        raise Unreachable(
            reason=f"HTTP {answer.status} {content[:40].decode(errors='replace') if answer.status == 403 else ''}".strip()
        )
    found, rest = check_answer(verb, nonce, answer.status, dict(answer.headers), content)
    if answer.status != 200:
        raise AnsweredNo(answer=found.get("code", ""), why=found.get("why", ""))
    return found, rest


def _connection(scheme: str, host: str, port: int | None, patience: float) -> http.client.HTTPConnection:
    if not host:
        raise ImproperlyConfigured("MADOGUCHI_RELAY_ADDRESS is not set")
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=patience, context=ssl.create_default_context())
    if host not in NEAR:
        raise ImproperlyConfigured("MADOGUCHI_RELAY_ADDRESS must begin with https://")
    return http.client.HTTPConnection(host, port, timeout=patience)
