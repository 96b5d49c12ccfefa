"""What people wrote about people is sealed by the key of its case, so that destroying the key erases it everywhere."""

import hashlib
from typing import Any

import rfc8785

from madoguchi.core.sealing.public import DataKey, seal, seal_json, unseal, unseal_json


def hide(key: DataKey, text: str, context: str) -> bytes:
    return seal(key, text.encode(), context) if text else b""


def show(key: DataKey, sealed: bytes | memoryview, context: str) -> str:
    return unseal(key, bytes(sealed), context).decode() if sealed else ""


def hide_json(key: DataKey, value: Any, context: str) -> bytes:
    return seal_json(key, value, context) if value else b""


def show_json(key: DataKey, sealed: bytes | memoryview, context: str) -> Any:
    return unseal_json(key, bytes(sealed), context) if sealed else {}


def digest_of(answers: Any) -> str:
    """SHA-256 over the canonical JSON (RFC 8785) of the answers: what is signed and compared."""
    return hashlib.sha256(rfc8785.dumps(answers)).hexdigest()
