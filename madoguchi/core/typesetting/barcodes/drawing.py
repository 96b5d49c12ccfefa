"""Modules to SVG: no style attributes (pages forbid them), white ground, quiet zone, size in millimetres."""

from collections.abc import Iterable
from html import escape


def svg(bars: Iterable[tuple[int, int, int, int]], width: int, height: int, module: float, label: str) -> str:
    """`bars` are (x, y, width, height) in modules; the viewBox is in modules too, so any reader sees whole pixels."""
    path = "".join(f"M{x} {y}h{w}v{h}h-{w}z" for x, y, w, h in bars)
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {spoken} width="{width * module:g}mm" height="{height * module:g}mm"'
        f' viewBox="0 0 {width} {height}" preserveAspectRatio="none" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{width}v{height}h-{width}z"/><path fill="#000" d="{path}"/></svg>'
    )
