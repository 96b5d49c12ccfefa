"""Signatures: what one side says to the other, each for its own use, so that none can be put in another's place."""

from cryptography.exceptions import InvalidSignature

from madoguchi.core.relay.keys import peer_signing_keys, signing_key
from madoguchi.core.relay.refusals import NotSigned


def signed(use: str, *parts: bytes) -> bytes:
    return signing_key().sign(_said(use, parts))


def verify(signature: bytes, use: str, *parts: bytes) -> None:
    """By any key of the other side's. Raises NotSigned."""
    for key in peer_signing_keys():
        try:
            key.verify(signature, _said(use, parts))
        except InvalidSignature:
            continue
        return
    raise NotSigned


def _said(use: str, parts: tuple[bytes, ...]) -> bytes:
    """Each part with its length before it: no two lists of parts read alike."""
    return b"madoguchi relay 1 " + use.encode() + b"".join(b"\n%d:" % len(part) + part for part in parts)
