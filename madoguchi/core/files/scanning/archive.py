"""ZIP: names that stay inside, sizes that stay bounded, nothing locked, nothing hidden before, between or behind the
entries.
"""

import re
import stat
import struct
import zipfile
import zlib
from typing import BinaryIO

from madoguchi.core.files.limits import MEGABYTE, Limits
from madoguchi.core.files.refusals import (
    ArchiveBomb,
    ArchiveEncrypted,
    ArchiveHolds,
    ArchiveNested,
    ArchiveTraversal,
    FileBroken,
    FileRefused,
    KindUnknown,
    TwoFilesInOne,
)

RATIO, RATIO_FROM = 250, 5 * MEGABYTE
_END = b"PK\x05\x06"
_FITS = {
    "pdf",
    "jpeg",
    "png",
    "heic",
    "webp",
    "tiff",
    "gif",
    "docx",
    "xlsx",
    "pptx",
    "odf",
    "csv",
    "text",
    "json",
    "xml",
    "svg",
}
_FAULTS = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    EOFError,
    zlib.error,
    struct.error,
)


def examine(file: BinaryIO, limits: Limits) -> None:
    """A plain archive: its shape, and every file in it as if it had been handed in by itself. None may be an archive
    again.
    """
    from madoguchi.core.files.kinds import labels
    from madoguchi.core.files.naming import clean_name
    from madoguchi.core.files.scanning.structure import examine as examine_any
    from madoguchi.core.files.sniffing import as_file, sniff

    with opened(file, limits) as archive:
        for info in archive.infolist():
            if info.is_dir() or info.file_size == 0:
                continue
            inner = as_file(read(archive, info, limits))
            kind = sniff(inner, clean_name(info.filename)[1])
            if kind in {"zip", "packed"}:
                raise ArchiveNested
            try:
                examine_any(inner, kind, limits)
                if kind not in _FITS:
                    raise KindUnknown(wanted=labels(frozenset({"pdf", "jpeg", "png"})))
            except FileRefused as why:
                raise ArchiveHolds(why=str(why)) from why


def opened(file: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """The archive, its shape examined: reading its entries is bounded from here on."""
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except _FAULTS as error:
        raise FileBroken from error
    if len(entries) > limits.most_entries:
        raise ArchiveBomb
    _nothing_around(file, entries)
    names = set()
    for info in entries:
        _name(info)
        if info.flag_bits & 0x41 or info.compress_type == 99:
            raise ArchiveEncrypted
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise FileBroken
        if info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1):
            raise ArchiveBomb
        if info.filename.lower() in names:
            raise FileBroken
        names.add(info.filename.lower())
    if sum(info.file_size for info in entries) > limits.most_unpacked:
        raise ArchiveBomb
    return archive


def read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """One entry; never more than was announced, whatever the data say."""
    try:
        with archive.open(info) as entry:
            data = entry.read(min(info.file_size, limits.most_unpacked) + 1)
    except _FAULTS as error:
        raise FileBroken from error
    if len(data) > info.file_size:
        raise ArchiveBomb
    return data


def _name(info: zipfile.ZipInfo) -> None:
    for name in (info.filename, info.orig_filename):
        parts = re.split(r"[/\\]", name)
        if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or "\x00" in name:
            raise ArchiveTraversal
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ArchiveTraversal


def _nothing_around(file: BinaryIO, entries: list[zipfile.ZipInfo]) -> None:
    """The first entry begins the file, the end record ends it, and no two entries share bytes."""
    size = file.seek(0, 2)
    file.seek(max(size - 65_557, 0))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise FileBroken
    (comment,) = struct.unpack_from("<H", tail, at + 20)
    if len(tail) - at - 22 != comment:
        raise TwoFilesInOne
    reached = 0
    for info in sorted(entries, key=lambda i: i.header_offset):
        if info.header_offset < reached:
            raise ArchiveBomb
        reached = info.header_offset + 30 + info.compress_size
    if entries:
        file.seek(0)
        if min(info.header_offset for info in entries) != 0 or file.read(4) != b"PK\x03\x04":
            raise TwoFilesInOne
