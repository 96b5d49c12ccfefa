"""カードのチップ: keys that never leave it, a PIN each, and how many tries are left. A file a card, as the chip is one thing."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from madoguchi.engines.people.testing import card_from_pem

TRIES = {"sign": 5, "authenticate": 3}


@dataclass(frozen=True)
class CardFace:
    """What is written on it, and how it stands."""

    code: str
    holder: str
    says: str
    tries: int

    @property
    def is_locked(self) -> bool:
        return self.tries == 0


class WrongPin(Exception):
    """`left`: tries that are left; none: locked."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


def folder() -> Path:
    return Path(settings.TEST_CARDS)


def cards() -> list[CardFace]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder() / "cards").glob("*.json"))]
    return [CardFace(one["code"], one["holder"], one["says"], one["tries"]["sign"]) for one in found]


def sign(code: str, pin: str, content: bytes) -> bytes:
    """CMS over these bytes, by the signing key, if the PIN is right. Raises WrongPin, LookupError."""
    with _chip(code) as held:
        _unlock(held, "sign", pin)
        return card_from_pem(held["sign"]).sign(content)


def prove(code: str, pin: str, challenge: bytes) -> bytes:
    """The same by the key for signing in (four digits, three tries)."""
    with _chip(code) as held:
        _unlock(held, "authenticate", pin)
        return card_from_pem(held["authenticate"]).sign(challenge)


def reset(code: str) -> None:
    """What the counter does with a locked card."""
    with _chip(code) as held:
        held["tries"] = dict(TRIES)


def _unlock(held: dict[str, Any], which: str, pin: str) -> None:
    left = held["tries"][which]
    if left == 0:
        raise WrongPin(0)
    if pin != held["pins"][which]:
        held["tries"][which] = left - 1
        raise WrongPin(left - 1)
    held["tries"][which] = TRIES[which]


@contextmanager
def _chip(code: str) -> Iterator[dict[str, Any]]:
    """One at a time, and what the chip counted stays counted, whatever comes out."""
    path = folder() / "cards" / f"{code}.json"
    if not code.replace("-", "").isalnum() or not path.exists():
        raise LookupError(code)
    with path.open("r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        held = json.load(file)
        try:
            yield held
        finally:
            file.seek(0)
            file.truncate()
            json.dump(held, file, ensure_ascii=False)
