"""Colours of a chart: on the screen those of the city's theme, on paper fixed ones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """What each part is drawn in."""

    mark: str
    text: str
    quiet: str
    line: str
    axis: str
    warn: str
    good: str
    box: str
    tint: str


SCREEN = Palette(
    mark="var(--primary)",
    text="var(--text)",
    quiet="var(--soft)",
    line="var(--line)",
    axis="var(--line-strong)",
    warn="var(--warn-text)",
    good="var(--good)",
    box="var(--box)",
    tint="var(--surface)",
)
PAPER = Palette(
    mark="#0017c1",
    text="#1a1a1a",
    quiet="#4d4d4d",
    line="#cccccc",
    axis="#666666",
    warn="#ac3e00",
    good="#197a4b",
    box="#ffffff",
    tint="#e8f1fe",
)
