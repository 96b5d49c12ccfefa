"""Keeping, reading and dropping files."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Protocol, cast
from uuid import UUID

from django.db import transaction

from madoguchi.core.acting import By
from madoguchi.core.audit.public import note
from madoguchi.core.files import pictures, refusals
from madoguchi.core.files.kinds import KINDS, OF_ENDING, Kind, labels
from madoguchi.core.files.limits import MEGABYTE, NO_END, PAPER, Limits, shown
from madoguchi.core.files.models import StoredFile
from madoguchi.core.files.naming import clean_name
from madoguchi.core.files.refusals import TooManyFiles
from madoguchi.core.files.scanning.further import scanners
from madoguchi.core.files.scanning.structure import examine
from madoguchi.core.files.sniffing import as_file, sniff
from madoguchi.core.files.stores import store
from madoguchi.core.gathering import is_gathering, put
from madoguchi.core.sealing.public import DataKey, seal_json, seal_stream, unseal_stream

PIECE, IN_MEMORY = 256 * 1024, 24 * MEGABYTE


class Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Examined:
    """A file that was looked into and may be kept: what `keep` takes as well, so that the looking need not hold a
    transaction.
    """

    file: BinaryIO
    kind: Kind
    name: str
    original: str
    opinions: str


def look_into(content: bytes | Readable, *, name: str, limits: Limits = PAPER) -> Examined:
    """Read, sniff, examine, scan, and make pictures anew. Raises the FileRefused that says why not and how to mend."""
    file = _taken_in(content, limits)
    stem, ending = clean_name(name)
    kind = _kind(file, ending, limits)
    opinions = ["structure"]
    examine(file, kind.code, limits)
    for scanner in scanners():
        verdict = scanner.scan(file)
        opinions.append(scanner.name)
        if not verdict.clean:
            raise refusals.VirusFound(finding=verdict.finding)
    if kind.picture:
        remade = pictures.remake(file, kind.code, limits)
        file, kind, ending = as_file(remade.data), KINDS[remade.kind], ""
    file.seek(0)
    ending = ending if ending in kind.endings else kind.endings[0]
    return Examined(file, kind, f"{stem}.{ending}", name[:500], "+".join(opinions)[:64])


def keep(
    content: bytes | Readable | Examined,
    *,
    key: DataKey,
    by: By,
    at: datetime,
    name: str = "",
    limits: Limits = PAPER,
    purpose: str = "",
) -> StoredFile:
    """Keep a file encrypted under the key, after looking into it unless that was done before.

    Raises FileRefused. The bytes are written before the row: after a rollback they are orphans, swept away a day later.
    """
    found = content if isinstance(content, Examined) else look_into(content, name=name, limits=limits)
    stored = StoredFile(key=key, purpose=purpose, kind=found.kind.code, mime=found.kind.mime, kept_at=at, kept_by=by.code)
    names = {"name": found.name, "original": found.original}
    stored.sealed_names = seal_json(key, names, f"{stored.context}:names")
    stored.scanned_by = found.opinions
    found.file.seek(0)
    counted = _Counted(found.file)
    store().put(stored.pk, seal_stream(key, counted, stored.context))
    stored.size, stored.sha256 = counted.size, counted.digest.hexdigest()
    try:
        _save(stored, by, at, limits)
    except TooManyFiles:
        store().remove(stored.pk)
        raise
    return stored


def open_file(stored: StoredFile) -> bytes:
    """The whole content. Raises Unreadable where the key was destroyed, BlobMissing where the bytes are gone."""
    return b"".join(stream_file(stored))


def stream_file(stored: StoredFile) -> Iterator[bytes]:
    """The content piece by piece, for what is big."""
    return unseal_stream(stored.key, store().get(stored.pk), stored.context)


def take_over(
    file_id: UUID, pieces: Iterable[bytes], *, key: DataKey, names: dict[str, str], by: By, at: datetime, **fields: Any
) -> StoredFile:
    """Keep a file that the other side of the network split has looked into, under a key of this side. Once.

    Raises FileBroken where what came is not what was said.
    """
    known = StoredFile.objects.filter(pk=file_id).first()
    if known is not None:
        return known
    stored = StoredFile(id=file_id, key=key, **fields)
    stored.sealed_names = seal_json(key, names, f"{stored.context}:names")
    counted = _Pieces(pieces)
    store().put(stored.pk, seal_stream(key, counted, stored.context))
    if (counted.size, counted.digest.hexdigest()) != (stored.size, stored.sha256):
        store().remove(stored.pk)
        raise refusals.FileBroken
    stored.save(force_insert=True)
    data = {"kind": stored.kind, "size": stored.size, "key": stored.key_id, "from": "relay"}
    note("files.kept", by=by, at=at, subject_kind="file", subject_id=stored.pk, purpose=stored.purpose, data=data)
    return stored


@transaction.atomic
def drop(stored: StoredFile, *, by: By, at: datetime) -> None:
    """Remove a file that nothing refers to any more: its row now, its bytes after the commit."""
    blob = stored.pk
    data = {"kind": stored.kind, "size": stored.size}
    note("files.dropped", by=by, at=at, subject_kind="file", subject_id=blob, data=data)
    stored.delete()
    transaction.on_commit(lambda: store().remove(blob))


def _taken_in(content: bytes | Readable, limits: Limits) -> BinaryIO:
    """The content in a file of our own that has no name on the disk, read no further than the limit."""
    file = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115
    size = 0
    source = as_file(content) if isinstance(content, bytes) else content
    while piece := source.read(PIECE):
        size += len(piece)
        if size > limits.most_bytes:
            file.close()
            raise refusals.FileTooLarge(limit=shown(limits.most_bytes))
        file.write(piece)
    if not size:
        file.close()
        raise refusals.FileEmpty
    return file


def _kind(file: BinaryIO, ending: str, limits: Limits) -> Kind:
    """By content; the name must not say otherwise, but for pictures, which get a new ending anyway."""
    code = sniff(file, ending)
    wanted = labels(limits.kinds)
    if not code:
        named = OF_ENDING.get(ending)
        if named and named.code in limits.kinds:
            raise refusals.FileBroken
        raise refusals.KindUnknown(wanted=wanted)
    if code == "html":
        raise refusals.HtmlNotTaken
    if code == "ole":
        raise refusals.OfficeLegacy
    kind = KINDS[code]
    named = OF_ENDING.get(ending)
    if ending in {"docm", "xlsm", "pptm", "dotm", "xltm", "xlam", "xlsb"}:
        raise refusals.OfficeMacro
    text_like = {"text", "csv"}
    if code == "text" and named and named.code not in text_like and named.code in limits.kinds:
        if named.code in {"json", "xml"}:
            raise refusals.FileBroken
        raise refusals.EndingMismatch(ending=ending, found=kind.label)
    if code not in limits.kinds:
        raise refusals.KindNotTaken(found=kind.label, wanted=wanted)
    fits = ending in kind.endings or not ending or (kind.picture and named is not None and named.picture)
    if not fits and not (code in text_like and named is None and _harmless(ending)):
        raise refusals.EndingMismatch(ending=ending, found=kind.label)
    return kind


def _harmless(ending: str) -> bool:
    return ending in {"dat", "prn", "asc"}


@transaction.atomic
def _save(stored: StoredFile, by: By, at: datetime, limits: Limits) -> None:
    if not is_gathering():  # whoever keeps many at once holds their keys already
        DataKey.objects.select_for_update().get(pk=stored.key_id)
    if (
        limits.most_files < NO_END
        and StoredFile.objects.filter(key=stored.key_id, purpose=stored.purpose).count() >= limits.most_files
    ):
        raise TooManyFiles(limit=limits.most_files)
    put(stored)
    data = {"kind": stored.kind, "size": stored.size, "key": stored.key_id}
    note("files.kept", by=by, at=at, subject_kind="file", subject_id=stored.pk, purpose=stored.purpose, data=data)


class _Pieces:
    """Pieces, measured as they go by."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces, self.size, self.digest = pieces, 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.size += len(piece)
            self.digest.update(piece)
            yield piece


class _Counted(_Pieces):
    """The pieces of a file."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(iter(lambda: file.read(PIECE), b""))
