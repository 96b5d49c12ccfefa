"""Limits: what a place takes."""

from dataclasses import dataclass

PAPERS = frozenset({"pdf", "jpeg", "png", "heic", "webp", "tiff", "gif", "docx", "xlsx", "csv", "text"})
MEGABYTE = 1024 * 1024
NO_END = 1_000_000


@dataclass(frozen=True)
class Limits:
    """`most_files` counts the files of one key and purpose; NO_END: as many as the house makes. Pictures above
    `longest_side` are reduced to it.
    """

    most_bytes: int = 20 * MEGABYTE
    most_files: int = 20
    kinds: frozenset[str] = PAPERS
    longest_side: int = 2400
    most_pixels: int = 80_000_000
    most_unpacked: int = 200 * MEGABYTE
    most_entries: int = 3000


PAPER = Limits()
"""Attachments of an application: papers and photographs."""

DATA = Limits(most_bytes=100 * MEGABYTE, most_files=1000, kinds=frozenset({"csv", "json", "xml", "xlsx", "zip", "text"}))
"""Data that an officer brings in."""


def shown(size: int) -> str:
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else f"{max(size // 1024, 1)} KB"
