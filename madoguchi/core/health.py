"""Health: what each room can say of its own state. `doctor` prints it all, `/readyz` asks what is quick."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from madoguchi.core.registry import Registry


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True)
class Finding:
    """One thing seen: `what` is the examination's name, `sentence` says what was found and, if bad, how to mend it."""

    level: Level
    sentence: str


@dataclass(frozen=True)
class Examination:
    """`quick` ones take milliseconds and decide whether the process is ready to serve."""

    examine: Callable[[datetime], Iterable[Finding]]
    quick: bool


EXAMINATIONS: Registry[Examination] = Registry("examinations")


def examines(
    name: str, *, quick: bool = False
) -> Callable[[Callable[[datetime], Iterable[Finding]]], Callable[[datetime], Iterable[Finding]]]:
    """Register a function of the moment that yields findings."""

    def register(function: Callable[[datetime], Iterable[Finding]]) -> Callable[[datetime], Iterable[Finding]]:
        EXAMINATIONS.register(name, Examination(function, quick))
        return function

    return register


def examine(at: datetime, *, quick_only: bool = False) -> list[tuple[str, Finding]]:
    """All findings, each with the name of its examination. One that breaks is a failure, never a crash."""
    found: list[tuple[str, Finding]] = []
    for name, examination in EXAMINATIONS.items():
        if quick_only and not examination.quick:
            continue
        try:
            found += [(name, finding) for finding in examination.examine(at)]
        except Exception as error:
            said = str(error).partition("\n")[0]
            found.append((name, Finding(Level.FAILURE, f"{type(error).__name__}: {said}")))
    return found


def ok(sentence: str) -> Finding:
    return Finding(Level.OK, sentence)


def warning(sentence: str) -> Finding:
    return Finding(Level.WARNING, sentence)


def failure(sentence: str) -> Finding:
    return Finding(Level.FAILURE, sentence)
