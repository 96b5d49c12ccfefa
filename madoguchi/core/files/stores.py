"""Stores: where encrypted bytes lie. The port, and the folder behind it; an object store registers itself by another
name.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings

from madoguchi.core.registry import Registry

PIECE = 256 * 1024


class BlobMissing(LookupError):
    """The row is there and its bytes are not: a restore that forgot the files, or a lost disk."""


class BlobStore(Protocol):
    """What a store keeps: a blob is there whole or not at all, and stays until it is removed."""

    def put(self, blob: UUID, pieces: Iterable[bytes]) -> None: ...
    def get(self, blob: UUID) -> Iterator[bytes]: ...
    def remove(self, blob: UUID) -> None: ...
    def older_than(self, moment: datetime) -> Iterator[UUID]: ...


STORES: Registry[Callable[[], BlobStore]] = Registry("file stores")


def store() -> BlobStore:
    """The store of the settings (MADO_FILE_STORE), a folder unless said otherwise."""
    return STORES.get(getattr(settings, "MADO_FILE_STORE", "folder"))()


class FolderStore:
    """Under MADO_HOME/files, spread over folders by the random end of the id."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, blob: UUID, pieces: Iterable[bytes]) -> None:
        """Written beside, flushed to the disk, then renamed: after a crash there is the whole blob or none."""
        path = self._path(blob)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{blob.hex}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _flush(path.parent)

    def get(self, blob: UUID) -> Iterator[bytes]:
        try:
            file = self._path(blob).open("rb")
        except FileNotFoundError as error:
            raise BlobMissing(str(blob)) from error
        with file:
            while piece := file.read(PIECE):
                yield piece

    def remove(self, blob: UUID) -> None:
        self._path(blob).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[UUID]:
        """Blobs written before the moment. Drafts that a crash left behind are removed on the way."""
        for path in self.root.glob("??/??/*"):
            with suppress(FileNotFoundError, ValueError):
                if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment:
                    if path.name.startswith("."):
                        path.unlink()
                    else:
                        yield UUID(path.name)

    def _path(self, blob: UUID) -> Path:
        name = blob.hex
        return self.root / name[-2:] / name[-4:-2] / name


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


STORES.register("folder", lambda: FolderStore(Path(settings.MADO_HOME) / "files"))
