"""A city's own colour on an embedded page, with the colour of letters that can be read on it."""

import re
from dataclasses import dataclass

HEX = re.compile(r"#?([0-9a-fA-F]{6})")
ENOUGH = 4.5
"""Contrast of letters, by WCAG AA."""


@dataclass(frozen=True)
class Accent:
    """`on`: letters upon it. `ink`: letters of its own hue on white, dark enough to be read."""

    colour: str
    on: str
    ink: str

    @property
    def plain(self) -> str:
        """As it stands in an address."""
        return self.colour.removeprefix("#")

    def sheet(self) -> str:
        """A style sheet of its own, because no style may stand in a page."""
        named = {"primary": self.colour, "primary-hover": self.colour, "primary-active": self.colour, "on-primary": self.on}
        named |= {"link": self.ink, "link-hover": self.ink, "good": self.ink, "good-line": self.ink}
        return ":root:not([data-contrast]){" + "".join(f"--{name}:{value};" for name, value in named.items()) + "}"


def accent_of(text: str) -> Accent | None:
    """None where it is no colour."""
    found = HEX.fullmatch(text.strip())
    if found is None:
        return None
    colour = f"#{found[1].lower()}"
    on = "#ffffff" if contrast(colour, "#ffffff") >= ENOUGH else "#000000"
    return Accent(colour, on, colour if on == "#ffffff" else "#000000")


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
