"""The bare symbols of a number that somebody typed or read out."""

from madoguchi.core.text.public import HYPHENS, to_halfwidth

_DROPPED = dict.fromkeys(map(ord, HYPHENS))


def bare(text: str) -> str:
    """Half width, without spaces and hyphens of any kind, letters as capitals: `１２３４－５６７８` → `12345678`."""
    return "".join(to_halfwidth(text).translate(_DROPPED).split()).upper()
