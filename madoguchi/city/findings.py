"""Finding: one thing that is wrong with a definition, where it is, and what was expected, in Japanese and English."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

Path = tuple[str | int, ...]


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """A check says path and sentences; the loader adds file and line."""

    ja: str
    en: str
    path: Path = ()
    level: Level = Level.ERROR
    code: str = "rule"
    file: str = ""
    line: int = 0

    def at(self, file: str, line: int) -> "Finding":
        return self if self.file else replace(self, file=file, line=line)

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def order(self) -> tuple[str, int, str, str]:
        return (self.file, self.line, spell(self.path), self.code)

    def __str__(self) -> str:
        word = "誤り" if self.level is Level.ERROR else "注意"
        place = f"{spell(self.path)}: " if self.path else ""
        return f"{self.where}: {word}: {place}{self.ja}\n    {self.level}: {place}{self.en}"


def error(path: Path, ja: str, en: str, code: str = "rule") -> Finding:
    return Finding(ja, en, path, Level.ERROR, code)


def warning(path: Path, ja: str, en: str, code: str = "rule") -> Finding:
    return Finding(ja, en, path, Level.WARNING, code)


class Mistake(ValueError):
    """Raised by a pydantic validator of a definition: the same sentence in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja, self.en = ja, en


class Found(Exception):
    """Raised by a resolver (or the reader) that cannot go on."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__("\n".join(map(str, self.findings)))


def spell(path: Path) -> str:
    """pages[0].ask[1].label"""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def near(name: str, names: Iterable[str], n: int = 3) -> list[str]:
    return get_close_matches(name, list(names), n=n, cutoff=0.6)


def hint(name: str, names: Iterable[str]) -> tuple[str, str]:
    """The tail of a sentence that says which names are near: Japanese, English."""
    close = near(name, names)
    if not close:
        return "", ""
    listed = ", ".join(close)
    return f" 近い名前: {listed}", f" Near: {listed}"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by place; the same sentence at the same line (a block used in many places) once."""
    seen: dict[tuple[str, int, str, str], Finding] = {}
    for finding in sorted(findings, key=lambda f: f.order):
        seen.setdefault((finding.file, finding.line, finding.code, finding.ja), finding)
    return list(seen.values())
