"""Enclosures: files that go with an envelope. Sealed by a key of their own that stands in it, carried in pieces."""

import base64
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from madoguchi.core.acting import By
from madoguchi.core.files.public import StoredFile, stream_file, take_over
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.relay.refusals import Malformed, NoSuchEnclosure
from madoguchi.core.sealing.public import DataKey, fresh_key, plain_of, seal_stream, unseal_stream

PIECE = 1024 * 1024
MOST = 200 * 1024 * 1024
FIELDS = ("purpose", "kind", "mime", "size", "sha256", "scan", "scanned_by", "kept_at", "kept_by")


class Writing:
    """What `write` may use: to enclose files."""

    def __init__(self) -> None:
        self.enclosed: list[dict[str, Any]] = []

    def enclose(self, stored: StoredFile) -> dict[str, Any]:
        """The file, sealed anew for the way; what is returned belongs into the envelope."""
        enclosure, key = uuid7(), fresh_key()
        size, digest = _write(_place("out", enclosure), seal_stream(key, stream_file(stored), f"relay:{enclosure}"))
        self.enclosed.append({"id": str(enclosure), "size": size, "sha256": digest})
        said = {name: getattr(stored, name) for name in FIELDS}
        names = {"name": stored.name, "original": stored.original_name}
        secret = base64.b64encode(plain_of(key)).decode()
        return {**said, "id": str(stored.pk), "names": names, "enclosure": str(enclosure), "secret": secret}

    def undo(self) -> None:
        for one in self.enclosed:
            remove("out", one["id"])


class Taken:
    """What `take` may use: to keep enclosed files, and the number of the envelope."""

    def __init__(self, seq: int, at: datetime) -> None:
        self.seq, self.at = seq, at
        self.used: list[str] = []

    def keep(self, said: dict[str, Any], *, key: DataKey, by: By) -> StoredFile:
        """The enclosed file, under a key of this side."""
        enclosure = str(UUID(said["enclosure"]))
        way = fresh_key(base64.b64decode(said["secret"]))
        pieces = unseal_stream(way, _read(_place("in", UUID(enclosure))), f"relay:{enclosure}")
        self.used.append(enclosure)
        fields = {name: said[name] for name in FIELDS}
        return take_over(UUID(said["id"]), pieces, key=key, names=said["names"], by=by, at=self.at, **fields)


def piece(enclosure: str, offset: int) -> bytes:
    """A piece of an outgoing one. Raises NoSuchEnclosure."""
    try:
        with _place("out", UUID(enclosure)).open("rb") as file:
            file.seek(offset)
            return file.read(PIECE)
    except FileNotFoundError as error:
        raise NoSuchEnclosure from error


def have(enclosure: str) -> int:
    """How many bytes of an incoming one are here."""
    for path in (_place("in", UUID(enclosure)), _part(enclosure)):
        if path.exists():
            return path.stat().st_size
    return 0


def is_whole(enclosed: dict[str, Any]) -> bool:
    return _place("in", UUID(enclosed["id"])).exists()


def add(enclosed: dict[str, Any], offset: int, content: bytes) -> int:
    """Add a piece where the last one ended; how many bytes are here now. Another place changes nothing. Whole and as
    said, it counts; whole and otherwise, it begins anew (Malformed).
    """
    if not 0 < enclosed["size"] <= MOST or len(content) > PIECE:
        raise Malformed
    here = have(enclosed["id"])
    if is_whole(enclosed) or offset != here:
        return here
    path = _part(enclosed["id"])
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("ab") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    here = path.stat().st_size
    if here >= enclosed["size"]:
        if here > enclosed["size"] or _digest(path) != enclosed["sha256"]:
            path.unlink()
            raise Malformed
        path.replace(_place("in", UUID(enclosed["id"])))
    return here


def remove(way: str, enclosure: str) -> None:
    _place(way, UUID(enclosure)).unlink(missing_ok=True)


def sweep(before: datetime) -> int:
    """Remove what has lain about since before the moment; how many."""
    gone = 0
    for path in _root().glob("*/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                gone += 1
    return gone


def _root() -> Path:
    return Path(settings.MADO_HOME) / "relay"


def _place(way: str, enclosure: UUID) -> Path:
    return _root() / way / enclosure.hex


def _part(enclosure: str) -> Path:
    return _root() / "in" / f"{UUID(enclosure).hex}.part"


def _write(path: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size, digest = 0, hashlib.sha256()
    with path.open("wb") as file:
        for one in pieces:
            size += len(one)
            digest.update(one)
            file.write(one)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while one := file.read(PIECE):
            yield one


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    for one in _read(path):
        digest.update(one)
    return digest.hexdigest()
