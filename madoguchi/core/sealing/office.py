"""The office's key pair: whoever has the public half can wrap a key to the office, the private half alone opens it."""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from madoguchi.core.sealing.ring import decoded, demo_secret


def public_key() -> X25519PublicKey:
    """From MADOGUCHI_OFFICE_PUBLIC_KEY, else of the first private key at hand."""
    if settings.MADO_OFFICE_PUBLIC_KEY:
        raw = decoded(settings.MADO_OFFICE_PUBLIC_KEY, "MADOGUCHI_OFFICE_PUBLIC_KEY")
        return X25519PublicKey.from_public_bytes(raw)
    return private_keys()[0].public_key()


def private_keys() -> list[X25519PrivateKey]:
    """Several, comma separated, while one replaces another: the first is today's."""
    text = settings.MADO_OFFICE_KEY or demo_secret("office", _fresh, "MADOGUCHI_OFFICE_KEY")
    return [X25519PrivateKey.from_private_bytes(decoded(part, "MADOGUCHI_OFFICE_KEY")) for part in text.split(",")]


def raw(key: X25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def mark(key: X25519PublicKey) -> str:
    """How a wrapped key says for which public key it was made."""
    return f"office:{hashlib.sha256(raw(key)).hexdigest()[:16]}"


def fresh_pair() -> tuple[str, str]:
    """(private, public) in base64, as the settings take them."""
    key = X25519PrivateKey.generate()
    private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return base64.b64encode(private).decode(), base64.b64encode(raw(key.public_key())).decode()


def _fresh() -> str:
    return fresh_pair()[0]
