"""Faces: the fonts that printing may use. Ours come with the house; a city adds folders by `MADOGUCHI_FONTS`."""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

os.environ.setdefault("RAYON_NUM_THREADS", "1")  # a sheet is one page: more threads in each process only get in one another's way

import typst
from django.conf import settings

from madoguchi.core.typesetting.cmap import Face, read_faces
from madoguchi.core.typesetting.templates import ROOT

OURS = Path(__file__).resolve().parent / "fonts"
FIRST = ("BIZ UDPGothic", "Noto Sans JP")
_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}


@dataclass(frozen=True)
class Family:
    """A family has what every one of its weights has, so that a heading loses nothing that the text shows."""

    name: str
    faces: tuple[Face, ...]

    def has(self, unit: str) -> bool:
        return all(face.has(unit) for face in self.faces)


@dataclass(frozen=True)
class Shelf:
    """All fonts at hand, families in the order in which they are tried, and the compiler that knows them."""

    families: tuple[Family, ...]
    compiler: typst.Compiler

    @property
    def names(self) -> list[str]:
        return [family.name for family in self.families]


def shelf(further: tuple[str, ...] = ()) -> Shelf:
    """The shelf for this process: our fonts, those of the settings, and `further` folders."""
    return _shelf((str(OURS), *(str(d) for d in getattr(settings, "MADO_FONT_DIRS", ())), *further))


@lru_cache(maxsize=4)
def _shelf(folders: tuple[str, ...]) -> Shelf:
    by_name: dict[str, list[Face]] = {}
    for folder in folders:
        for path in sorted(p for p in Path(folder).iterdir() if p.suffix.lower() in _ENDINGS):
            for face in read_faces(path):
                by_name.setdefault(face.family, []).append(face)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
    usable = set(fonts.families())
    ordered = [*FIRST, *(name for name in by_name if name not in FIRST and name in usable)]
    families = tuple(Family(name, tuple(by_name[name])) for name in ordered)
    return Shelf(families, typst.Compiler(root=str(ROOT), font_paths=fonts))
