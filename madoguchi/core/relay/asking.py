"""Asking the public side something that cannot wait for the ledger: the desk books while the caller is on the telephone.

Question and answer are sealed like envelopes; the request around them is signed and good for once. What comes of an answer that
was lost on the way is the asker's to see to: by a question that may be asked twice, or by a deed in the ledger.
"""

import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from madoguchi.core.refused import Refused
from madoguchi.core.registry import Registry
from madoguchi.core.relay.calling import ask
from madoguchi.core.relay.crossings import Said
from madoguchi.core.relay.envelope import plain
from madoguchi.core.relay.keys import opening_keys, peer_sealing_key
from madoguchi.core.relay.lines import line, troubled
from madoguchi.core.relay.refusals import RelayRefused
from madoguchi.core.sealing.public import close_letter, open_letter
from madoguchi.core.zones import Zone, zone_here

Answering = Callable[[Said, datetime], Said]
QUESTIONS: Registry[Answering] = Registry("questions that the office may ask")
SOON = 6.0
"""Seconds: somebody is waiting at the desk."""
LEAST = timedelta(seconds=30)


class SaidNo(Refused):
    """The public side has understood the question and refuses, in the words of the room that was asked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__()
        self.code, self.sentence = code, message  # type: ignore[misc]

    def __str__(self) -> str:
        return self.sentence


def answers(name: str, fn: Answering) -> Answering:
    """A room answers a question of the office's: on the public side, in a transaction of its own making."""
    return QUESTIONS.register(name, fn)


def is_up() -> bool:
    """Whether the office has spoken with the public side just now, and nothing has gone wrong since."""
    known = line("in")
    patience = max(LEAST, timedelta(seconds=4 * settings.MADO_RELAY_SECONDS))
    return not known.trouble and known.spoke_at is not None and timezone.now() - known.spoke_at < patience


def ask_public(name: str, said: Said) -> Said:
    """Raises SaidNo; RelayRefused where no answer came: then nobody knows whether it was done."""
    if zone_here() is not Zone.OFFICE:
        raise RuntimeError("only the office asks")
    once = secrets.token_hex(16)
    try:
        letter = close_letter(_bytes(said), _bound("question", name, once), peer_sealing_key())
        _, raw = ask("ask", {"what": name, "once": once}, letter, patience=SOON)
    except RelayRefused as lost:
        troubled(f"{type(lost).__name__}: {lost}", timezone.now())
        raise
    found: Said = json.loads(open_letter(raw, _bound("answer", name, once), opening_keys()))
    if "refused" in found:
        raise SaidNo(found["refused"], found["message"])
    return found


def answer_question(said: dict[str, Any], raw: bytes, at: datetime) -> tuple[dict[str, Any], bytes]:
    """On the public side."""
    name, once = str(said["what"]), str(said["once"])
    question: Said = json.loads(open_letter(raw, _bound("question", name, once), opening_keys()))
    try:
        found = QUESTIONS.get(name)(question, at)
    except Refused as refused:
        found = {"refused": refused.code, "message": str(refused)}
    return {}, close_letter(_bytes(found), _bound("answer", name, once), peer_sealing_key())


def _bytes(said: Said) -> bytes:
    return json.dumps(said, ensure_ascii=False, default=plain, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _bound(*parts: str) -> bytes:
    return "\n".join(("madoguchi relay 1", *parts)).encode()
