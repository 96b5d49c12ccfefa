"""Lots sealed by digests: what is published of an entry before the draw says nothing, and can be held against the city
after it.

A lot is the digest of salted leaves: whose it is (`holder`, itself a digest), for how many (`party`), and each wish. The
salts follow from the entry's secret, which only the entrant's receipt and the office hold. The winner's leaves for
holder, party and the wish that was met are opened; all others stay closed for ever.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FORMAT = "madoguchi-lottery-1"
SMALLEST_LIST = 64
FEWEST_BLANKS = 16


def canonical(value: object) -> bytes:
    """JSON with sorted keys and without spaces: the same bytes on every machine."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(label: str, *parts: bytes | str) -> str:
    """SHA-256 over a label and parts, each on a line of its own, in hexadecimal."""
    lines = [label.encode(), *(part if isinstance(part, bytes) else part.encode() for part in parts)]
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def new_secret() -> str:
    """32 random bytes: the seed of a draw, or what seals an entry."""
    return secrets.token_hex(32)


def salt(secret: str, lot: int, part: str) -> str:
    return hmac.new(bytes.fromhex(secret), f"{lot}:{part}".encode(), hashlib.sha256).hexdigest()


def leaf(part: str, value: object, salted: str) -> str:
    return digest("madoguchi-lottery-leaf-1", canonical([part, value, salted]))


@dataclass(frozen=True)
class Sealed:
    """One entry's lots: `parts` in order with their values, and the secret that all salts follow from."""

    secret: str
    holder: str
    party: int
    wishes: tuple[str, ...]
    places: int
    """How many wishes the lottery allows: lots are padded to it, so that nobody sees how many were made."""

    def parts(self) -> list[tuple[str, object]]:
        padded = [*self.wishes, *[""] * (self.places - len(self.wishes))]
        return [("holder", self.holder), ("party", self.party), *((f"wish-{n}", w) for n, w in enumerate(padded, 1))]

    def leaves(self, lot: int) -> dict[str, str]:
        return {part: leaf(part, value, salt(self.secret, lot, part)) for part, value in self.parts()}

    def lot(self, number: int) -> str:
        return digest("madoguchi-lottery-lot-1", *self.leaves(number).values())

    def lots(self, weight: int) -> tuple[str, ...]:
        return tuple(self.lot(number) for number in range(1, weight + 1))

    def opened(self, lot: int, parts: Sequence[str]) -> dict[str, dict[str, object]]:
        """What the public record says of a winning lot: the parts named with value and salt, of the rest the digest."""
        found: dict[str, dict[str, object]] = {}
        for part, value in self.parts():
            salted = salt(self.secret, lot, part)
            found[part] = {"value": value, "salt": salted} if part in parts else {"digest": leaf(part, value, salted)}
        return found


def holder_tag(secret: str, who: str) -> str:
    """Whose an entry is, for one lottery: the same for all entries of a person or group, and no way back without its
    secret.
    """
    return hmac.new(bytes.fromhex(secret), f"holder:{who}".encode(), hashlib.sha256).hexdigest()[:32]


def blanks(lots: int) -> list[str]:
    """Lots that wish for nothing and so never win. They hide how many took part, and that a lot which did not win
    belongs to anybody at all; without them a draw among three would name its losers.
    """
    total = max(SMALLEST_LIST, -(-(lots + FEWEST_BLANKS) // SMALLEST_LIST) * SMALLEST_LIST)
    return [secrets.token_hex(32) for _n in range(total - lots)]


def seed_digest(seed: str) -> str:
    """Published before entries close; the seed itself only after the draw."""
    return digest("madoguchi-lottery-seed-digest-1", seed)


def list_digest(lots: Iterable[str]) -> str:
    return digest("madoguchi-lottery-list-1", *sorted(lots))


def rules_digest(announced: object) -> str:
    return digest("madoguchi-lottery-rules-1", canonical(announced))


def final_seed(seed: str, rules: str, lots: str, entropy: str = "") -> str:
    """What orders the lots: the city's seed, the rules, the list, and what nobody could know before (a figure announced
    beforehand, published by somebody else after the list).
    """
    return digest("madoguchi-lottery-draw-1", seed, rules, lots, entropy.strip())
