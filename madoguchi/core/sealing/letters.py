"""Letters: bytes that one side closes for the other. Whoever carries them, and whoever sent them, cannot open them."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from madoguchi.core.sealing.office import raw
from madoguchi.core.sealing.refusals import Unreadable

PUBLIC, NONCE = 32, 12


def close_letter(data: bytes, bound_to: bytes, to: X25519PublicKey) -> bytes:
    """A key used once, agreed with the public half of the other side's; `bound_to` is what stands on the envelope."""
    once = X25519PrivateKey.generate()
    mine = raw(once.public_key())
    nonce = secrets.token_bytes(NONCE)
    return mine + nonce + AESGCM(_agreed(once.exchange(to), mine, raw(to))).encrypt(nonce, data, bound_to)


def open_letter(letter: bytes, bound_to: bytes, keys: list[X25519PrivateKey]) -> bytes:
    """By whichever of this side's keys it was closed for. Raises Unreadable."""
    once, nonce, sealed = letter[:PUBLIC], letter[PUBLIC : PUBLIC + NONCE], letter[PUBLIC + NONCE :]
    for key in keys:
        try:
            shared = key.exchange(X25519PublicKey.from_public_bytes(once))
            return AESGCM(_agreed(shared, once, raw(key.public_key()))).decrypt(nonce, sealed, bound_to)
        except (InvalidTag, ValueError):
            continue
    raise Unreadable


def _agreed(shared: bytes, once: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"madoguchi letter 1" + once + public).derive(shared)
