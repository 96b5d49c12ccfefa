"""Sealing and unsealing pieces that fit into memory."""

import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from madoguchi.core.sealing.models import DataKey
from madoguchi.core.sealing.refusals import Unreadable
from madoguchi.core.sealing.wrapping import NONCE, unwrap

FORM = b"\x01"


def seal(key: DataKey, data: bytes, context: str) -> bytes:
    """Sealed bytes: a form byte, the nonce, the ciphertext with its tag. The same context is needed to open them."""
    nonce = secrets.token_bytes(NONCE)
    return FORM + nonce + AESGCM(plain_key(key)).encrypt(nonce, data, bound(context))


def unseal(key: DataKey, data: bytes, context: str) -> bytes:
    """Raises Unreadable: key destroyed or absent, another context, or bytes that were changed."""
    data = bytes(data)
    if data[:1] != FORM:
        raise Unreadable
    try:
        return AESGCM(plain_key(key)).decrypt(data[1 : 1 + NONCE], data[1 + NONCE :], bound(context))
    except InvalidTag as error:
        raise Unreadable from error


def seal_json(key: DataKey, value: Any, context: str) -> bytes:
    return seal(key, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), context)


def unseal_json(key: DataKey, data: bytes, context: str) -> Any:
    return json.loads(unseal(key, data, context).decode("utf-8", "surrogatepass"))


def plain_key(key: DataKey) -> bytes:
    """Unwrapped anew each time: a key in memory would outlive its destruction."""
    if key.destroyed_at is not None or key.wrapped is None:
        raise Unreadable
    return key._plain or unwrap(bytes(key.wrapped), key.wrapped_by, key.pk.bytes)


def bound(context: str) -> bytes:
    if not context:
        raise ValueError("a sealed piece needs a context")
    return context.encode()
