"""Sealing what does not fit into memory: chunks, each sealed for its place, the last one marked, so that none can be
cut off.
"""

import secrets
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from madoguchi.core.sealing.models import DataKey
from madoguchi.core.sealing.refusals import Unreadable
from madoguchi.core.sealing.sealing import bound, plain_key

MAGIC = b"MADO\x01"
CHUNK = 64 * 1024
TAG, SALT = 16, 32


def seal_stream(key: DataKey, data: Iterable[bytes], context: str) -> Iterator[bytes]:
    """Magic, salt, then chunks of 64 KiB. Each stream has a key of its own, derived from the data key by the salt."""
    salt = secrets.token_bytes(SALT)
    cipher = _cipher(plain_key(key), salt, context)
    yield MAGIC + salt
    number = 0
    waiting: bytes | None = None
    for chunk in _even(data, CHUNK):
        if waiting is not None:
            yield cipher.encrypt(_nonce(number, last=False), waiting, None)
            number += 1
        waiting = chunk
    yield cipher.encrypt(_nonce(number, last=True), waiting or b"", None)


def unseal_stream(key: DataKey, data: Iterable[bytes], context: str) -> Iterator[bytes]:
    """Raises Unreadable at the first chunk that was changed, moved or cut off; what came before it was genuine."""
    pieces = _even(data, CHUNK + TAG, first=len(MAGIC) + SALT)
    head = next(pieces, b"")
    if not head.startswith(MAGIC) or len(head) != len(MAGIC) + SALT:
        raise Unreadable
    cipher = _cipher(plain_key(key), head[len(MAGIC) :], context)
    number = 0
    waiting: bytes | None = None
    try:
        for piece in pieces:
            if waiting is not None:
                yield cipher.decrypt(_nonce(number, last=False), waiting, None)
                number += 1
            waiting = piece
        yield cipher.decrypt(_nonce(number, last=True), waiting or b"", None)
    except InvalidTag as error:
        raise Unreadable from error


def _cipher(key: bytes, salt: bytes, context: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=b"madoguchi stream 1" + bound(context)).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _even(data: Iterable[bytes], size: int, first: int = 0) -> Iterator[bytes]:
    """The same bytes in pieces of `size` (a first piece of `first`); the last may be shorter."""
    waiting = bytearray()
    wanted = first or size
    for chunk in data:
        waiting += chunk
        while len(waiting) >= wanted:
            yield bytes(waiting[:wanted])
            del waiting[:wanted]
            wanted = size
    if waiting:
        yield bytes(waiting)
