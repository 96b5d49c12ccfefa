"""The keys of the relay: settings of the two machines, never in the database."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from madoguchi.core.relay.rows import letters
from madoguchi.core.sealing.public import decoded, fresh_pair, private_keys, public_key
from madoguchi.core.zones import Zone, zone_here


def signing_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_needed("MADO_RELAY_SIGN_KEY"))


def peer_signing_keys() -> list[Ed25519PublicKey]:
    """Several while one replaces another."""
    parts = _text("MADO_RELAY_PEER_SIGN_KEY").split(",")
    return [Ed25519PublicKey.from_public_bytes(decoded(part, "MADOGUCHI_RELAY_PEER_SIGN_KEY")) for part in parts]


def opening_keys() -> list[X25519PrivateKey]:
    """By which this side opens what was sealed to it."""
    if zone_here() is Zone.OFFICE:
        return private_keys()
    parts = _text("MADO_RELAY_SEAL_KEY").split(",")
    return [X25519PrivateKey.from_private_bytes(decoded(part, "MADOGUCHI_RELAY_SEAL_KEY")) for part in parts]


def peer_sealing_key() -> X25519PublicKey:
    """To which this side seals."""
    if zone_here() is Zone.PUBLIC:
        return public_key()
    return X25519PublicKey.from_public_bytes(_needed("MADO_RELAY_PEER_SEAL_KEY"))


def fresh_signing_pair() -> tuple[bytes, bytes]:
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return private, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def fresh_keys() -> dict[str, dict[str, str]]:
    """The settings of two machines that shall know each other, by the name of the zone. Nothing is stored."""
    ours, theirs = fresh_signing_pair(), fresh_signing_pair()
    (office, to_office), (side, to_side) = fresh_pair(), fresh_pair()
    return {
        Zone.PUBLIC.value: {
            "MADOGUCHI_RELAY_SIGN_KEY": letters(ours[0]),
            "MADOGUCHI_RELAY_PEER_SIGN_KEY": letters(theirs[1]),
            "MADOGUCHI_RELAY_SEAL_KEY": side,
            "MADOGUCHI_OFFICE_PUBLIC_KEY": to_office,
        },
        Zone.OFFICE.value: {
            "MADOGUCHI_RELAY_SIGN_KEY": letters(theirs[0]),
            "MADOGUCHI_RELAY_PEER_SIGN_KEY": letters(ours[1]),
            "MADOGUCHI_RELAY_PEER_SEAL_KEY": to_side,
            "MADOGUCHI_OFFICE_KEY": office,
        },
    }


def _needed(name: str) -> bytes:
    return decoded(_text(name), name.replace("MADO_", "MADOGUCHI_"))


def _text(name: str) -> str:
    text: str = getattr(settings, name)
    if not text:
        raise ImproperlyConfigured(f"{name.replace('MADO_', 'MADOGUCHI_')} is not set")
    return text
