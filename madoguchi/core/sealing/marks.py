"""Marks and veils: for what must be found again, or carried in an address, without standing there in clear.

A mark is the same for the same text, so that it can be compared and indexed; nobody without the ring can make one or
read it back. A veil is other each time and can be lifted again.
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from madoguchi.core.sealing.refusals import Unreadable
from madoguchi.core.sealing.ring import ring

MARK_BYTES = 16


def mark(text: str, context: str) -> str:
    """The mark to be kept: made by the first key of the ring. 22 letters."""
    return _marked(ring().keys[ring().first], text, context)


def marks(text: str, context: str) -> list[str]:
    """The marks to ask for: by every key of the ring, so that rows are found while one key replaces another."""
    return [_marked(key, text, context) for key in ring().keys.values()]


def veil(text: str, context: str) -> str:
    """The text as letters that may stand in an address."""
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(_derived(ring().keys[ring().first], f"veil:{context}")).encrypt(nonce, text.encode(), context.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")


def unveil(letters: str, context: str) -> str:
    """What was veiled. Raises Unreadable."""
    try:
        raw = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    except ValueError:
        raise Unreadable from None
    for key in ring().keys.values():
        try:
            return AESGCM(_derived(key, f"veil:{context}")).decrypt(raw[:12], raw[12:], context.encode()).decode()
        except (InvalidTag, ValueError):
            continue
    raise Unreadable


def _marked(key: bytes, text: str, context: str) -> str:
    made = hmac.digest(_derived(key, f"mark:{context}"), text.encode(), "sha256")
    return base64.urlsafe_b64encode(made[:MARK_BYTES]).decode().rstrip("=")


def _derived(key: bytes, label: str) -> bytes:
    return hmac.new(key, label.encode(), hashlib.sha256).digest()
