"""Reads from a font file which characters and which variation sequences it has: the `cmap` and `name` tables only."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


class NotAFont(ValueError):
    """The file is no TrueType or OpenType font that can be read."""


@dataclass(frozen=True)
class Face:
    """One face of a font file. `variants`: selector → base characters that the face has in that form."""

    family: str
    characters: frozenset[int]
    variants: dict[int, frozenset[int]] = field(default_factory=dict)

    def has(self, unit: str) -> bool:
        """Can the face draw this character, or this character with its variation selector, in just that form?"""
        if len(unit) == 1:
            return ord(unit) in self.characters
        return ord(unit[0]) in self.variants.get(ord(unit[1]), frozenset())


def read_faces(path: Path) -> list[Face]:
    """The faces of a .ttf, .otf, .ttc or .otc file."""
    blob = path.read_bytes()
    try:
        starts = [0]
        if blob[:4] == b"ttcf":
            (count,) = struct.unpack_from(">I", blob, 8)
            starts = list(struct.unpack_from(f">{count}I", blob, 12))
        return [_face(blob, start) for start in starts]
    except (struct.error, KeyError, IndexError) as fault:
        raise NotAFont(f"{path}: {fault}") from fault


def _face(blob: bytes, start: int) -> Face:
    (count,) = struct.unpack_from(">H", blob, start + 4)
    tables = {}
    for i in range(count):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", blob, start + 12 + 16 * i)
        tables[tag] = offset
    cmap = tables[b"cmap"]
    characters: set[int] = set()
    variants: dict[int, tuple[set[int], set[int]]] = {}
    for offset in _subtables(blob, cmap):
        (form,) = struct.unpack_from(">H", blob, offset)
        if form == 4:
            characters.update(_format4(blob, offset))
        elif form == 12:
            characters.update(_format12(blob, offset))
        elif form == 14:
            variants.update(_format14(blob, offset))
    settled = {selector: frozenset((default & characters) | special) for selector, (default, special) in variants.items()}
    return Face(_family(blob, tables[b"name"]), frozenset(characters), settled)


def _subtables(blob: bytes, cmap: int) -> Iterator[int]:
    """Unicode subtables, each once: platform 0, and platform 3 with encodings 1 and 10."""
    seen = set()
    (count,) = struct.unpack_from(">H", blob, cmap + 2)
    for i in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", blob, cmap + 4 + 8 * i)
        if (platform == 0 or (platform, encoding) in {(3, 1), (3, 10)}) and offset not in seen:
            seen.add(offset)
            yield cmap + offset


def _format4(blob: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", blob, at + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", blob, at + 14 + shift) for shift in (0, 2 + 2 * count, 2 + 4 * count, 2 + 6 * count)
    )
    for i, (end, first, delta, offset) in enumerate(zip(ends, starts, deltas, offsets, strict=True)):
        for code in range(first, min(end, 0xFFFE) + 1):
            if offset == 0:
                glyph = (code + delta) & 0xFFFF
            else:
                place = at + 16 + 6 * count + 2 * i + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", blob, place)[0]
            if glyph:
                yield code


def _format12(blob: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", blob, at + 12)
    for i in range(groups):
        first, last, glyph = struct.unpack_from(">III", blob, at + 16 + 12 * i)
        yield from range(first if glyph else first + 1, last + 1)


def _format14(blob: bytes, at: int) -> Iterator[tuple[int, tuple[set[int], set[int]]]]:
    (records,) = struct.unpack_from(">I", blob, at + 6)
    for i in range(records):
        place = at + 10 + 11 * i
        selector = int.from_bytes(blob[place : place + 3], "big")
        default_at, special_at = struct.unpack_from(">II", blob, place + 3)
        default: set[int] = set()
        special: set[int] = set()
        if default_at:
            (ranges,) = struct.unpack_from(">I", blob, at + default_at)
            for j in range(ranges):
                entry = at + default_at + 4 + 4 * j
                first = int.from_bytes(blob[entry : entry + 3], "big")
                default.update(range(first, first + blob[entry + 3] + 1))
        if special_at:
            (mappings,) = struct.unpack_from(">I", blob, at + special_at)
            for j in range(mappings):
                entry = at + special_at + 4 + 5 * j
                special.add(int.from_bytes(blob[entry : entry + 3], "big"))
        yield selector, (default, special)


def _family(blob: bytes, at: int) -> str:
    """The typographic family name in English, as Typst names it."""
    _version, count, strings = struct.unpack_from(">HHH", blob, at)
    found: dict[int, str] = {}
    for i in range(count):
        platform, _enc, language, name, length, offset = struct.unpack_from(">HHHHHH", blob, at + 6 + 12 * i)
        if platform == 3 and language == 0x409 and name in {1, 16}:
            begin = at + strings + offset
            found[name] = blob[begin : begin + length].decode("utf-16-be")
    return found.get(16) or found[1]
