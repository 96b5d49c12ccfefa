"""Wrapping: data keys under the ring, or to the office."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.exceptions import ImproperlyConfigured

from madoguchi.core.sealing import office
from madoguchi.core.sealing.refusals import Unreadable
from madoguchi.core.sealing.ring import ring

NONCE = 12


def wrap(plain: bytes, bound_to: bytes, *, to_office: bool) -> tuple[bytes, str]:
    """The wrapped key and the name of what wrapped it. `bound_to` is the key's id: a wrapped key opens in its own row
    only.
    """
    if to_office:
        return _to_office(plain, bound_to, office.public_key())
    at_hand = ring()
    return _sealed(at_hand.keys[at_hand.first], plain, bound_to), at_hand.first


def unwrap(wrapped: bytes, wrapped_by: str, bound_to: bytes) -> bytes:
    """Raises Unreadable where the key that wrapped it is not at hand, or does not fit."""
    try:
        if wrapped_by.startswith("office:"):
            return _from_office(wrapped, wrapped_by, bound_to)
        return AESGCM(ring().keys[wrapped_by]).decrypt(wrapped[:NONCE], wrapped[NONCE:], bound_to)
    except (InvalidTag, KeyError, ImproperlyConfigured) as error:
        raise Unreadable from error


def wrapper_of_today(*, to_office: bool) -> str:
    return office.mark(office.public_key()) if to_office else ring().first


def _to_office(plain: bytes, bound_to: bytes, public: X25519PublicKey) -> tuple[bytes, str]:
    once = X25519PrivateKey.generate()
    mine, theirs = office.raw(once.public_key()), office.raw(public)
    return mine + _sealed(_derived(once.exchange(public), mine, theirs), plain, bound_to), office.mark(public)


def _from_office(wrapped: bytes, wrapped_by: str, bound_to: bytes) -> bytes:
    for private in office.private_keys():
        public = private.public_key()
        if office.mark(public) == wrapped_by:
            theirs, sealed = wrapped[:32], wrapped[32:]
            shared = private.exchange(X25519PublicKey.from_public_bytes(theirs))
            return AESGCM(_derived(shared, theirs, office.raw(public))).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)
    raise KeyError(wrapped_by)


def _derived(shared: bytes, once: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"madoguchi office wrap 1" + once + public).derive(shared)


def _sealed(key: bytes, plain: bytes, context: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)
