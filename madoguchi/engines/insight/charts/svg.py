"""Drawing. Bars for a few periods, a line for many, lying bars for the answers of a survey."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from madoguchi.engines.insight.charts.palette import SCREEN, Palette
from madoguchi.engines.insight.charts.scale import tick_name, ticks, top_of
from madoguchi.engines.insight.definitions import Every, Indicator, Point
from madoguchi.engines.insight.periods import amount, is_japanese, number, period_mark, period_name
from madoguchi.engines.insight.readings import read

WIDTH, LEFT, RIGHT, ABOVE, BELOW = 360.0, 46.0, 8.0, 26.0, 30.0
FEW = 8
"""Up to this many periods stand as bars with their values above them."""
SIZE = 13
FAMILY = "inherit"


@dataclass(frozen=True)
class Frame:
    """Where a chart's values lie."""

    top: float
    count: int
    height: float
    palette: Palette

    @property
    def step(self) -> float:
        return (WIDTH - LEFT - RIGHT) / max(self.count, 1)

    @property
    def foot(self) -> float:
        return self.height - BELOW

    def x(self, place: int) -> float:
        return LEFT + self.step * (place + 0.5)

    def y(self, value: float) -> float:
        return self.foot - (self.foot - ABOVE) * min(max(value / self.top, 0.0), 1.0)


def chart(
    one: Indicator,
    series: Sequence[Point] | None = None,
    *,
    key: str = "",
    top: float | None = None,
    hidden: frozenset[str] = frozenset(),
    palette: Palette = SCREEN,
    height: float = 220.0,
    said: str = "",
) -> str:
    """The picture of a series. `key`: what its ids begin with, where it stands twice on a page; `top`: a scale shared with
    neighbours; `hidden`: periods whose small counts are not shown; `said`: what is read aloud, where that is not the reading of
    these points.
    """
    points = list(one.series if series is None else series)
    if one.every is Every.ANSWER:
        return _answers(one, points, key, palette)
    values = [point.value for point in points if point.value is not None]
    if one.target:
        values.append(one.target.value)
    least = 0.0 if one.decimals else 4.0  # whole things are not marked off in quarters
    frame = Frame(max(top or top_of(values), least), len(points), height, palette)
    parts = [_grid(frame), _foot(one, points, frame)]
    parts.append(_bars(one, points, frame, hidden) if len(points) <= FEW else _line(one, points, frame))
    parts += [_break(place, frame) for place, point in enumerate(points) if any(b.at == point.at for b in one.breaks)]
    if one.target:
        parts.append(_target(one, frame))
    return _whole(one, said or read(one, points).whole, "".join(parts), height, key)


def _whole(one: Indicator, said: str, inner: str, height: float, key: str) -> str:
    """`role="img"` with title and description: a reader hears the reading, not the shapes."""
    name = f"chart-{key}{one.code}"
    return (
        f'<svg class="series-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-size="{SIZE}" font-family="{FAMILY}">'
        f'<title id="{name}-title">{escape(str(one.title))}</title>'
        f'<desc id="{name}-desc">{escape(said)}</desc>{inner}</svg>'
    )


def _grid(frame: Frame) -> str:
    lines = []
    for value in ticks(frame.top):
        y = frame.y(value)
        colour = frame.palette.axis if value == 0 else frame.palette.line
        lines.append(f'<path d="M{LEFT:g} {y:.1f}H{WIDTH - RIGHT:g}" stroke="{colour}" fill="none"/>')
        name = tick_name(value, frame.top, is_japanese())
        lines.append(_words(LEFT - 5, y + 4, name, frame.palette.quiet, "end", size=11))
    return "".join(lines)


def _foot(one: Indicator, points: Sequence[Point], frame: Frame) -> str:
    """Names of the periods, as many as fit."""
    names = [period_mark(one.every, point.at) for point in points]
    widest = max((_breadth(name) for name in names), default=1.0)
    each = max(1, int(-(-(widest + 6) // frame.step))) if names else 1
    shown = [n for n in range(len(names)) if (len(names) - 1 - n) % each == 0]
    return "".join(_words(frame.x(n), frame.foot + 18, names[n], frame.palette.text, size=12) for n in shown)


def _breadth(text: str) -> float:
    """About how wide a short text is at 12."""
    return sum(12.0 if ord(letter) > 0x2E7F else 6.8 for letter in text)


def _bars(one: Indicator, points: Sequence[Point], frame: Frame, hidden: frozenset[str]) -> str:
    broad, parts = min(frame.step * 0.62, 44.0), []
    size = 13 if frame.step > 48 else 11
    for place, point in enumerate(points):
        x = frame.x(place)
        if point.value is None:
            parts.append(_words(x, frame.foot - 6, "…" if point.at in hidden else "―", frame.palette.quiet))
            continue
        y = frame.y(point.value)
        title = escape(f"{period_name(one.every, point.at)} {amount(one, point.value)}")
        parts.append(
            f'<rect x="{x - broad / 2:.1f}" y="{y:.1f}" width="{broad:.1f}" height="{max(frame.foot - y, 0):.1f}" '
            f'fill="{frame.palette.mark}"><title>{title}</title></rect>'
        )
        parts.append(_words(x, y - 5, number(one, point.value), frame.palette.text, size=size))
    return "".join(parts)


def _line(one: Indicator, points: Sequence[Point], frame: Frame) -> str:
    """Broken where nothing was counted and where the way of counting changed."""
    breaks, path, pen = {found.at for found in one.breaks}, [], "M"
    for place, point in enumerate(points):
        if point.value is None:
            pen = "M"
            continue
        pen = "M" if point.at in breaks else pen
        path.append(f"{pen}{frame.x(place):.1f} {frame.y(point.value):.1f}")
        pen = "L"
    counted = [(n, point.value) for n, point in enumerate(points) if point.value is not None]
    dots = "".join(
        f'<circle cx="{frame.x(n):.1f}" cy="{frame.y(value):.1f}" r="3" fill="{frame.palette.mark}">'
        f"<title>{escape(f'{period_name(one.every, points[n].at)} {amount(one, value)}')}</title></circle>"
        for n, value in counted
    )
    told = dict(counted[:1] + counted[-1:])
    words = "".join(
        _words(frame.x(n), frame.y(value) - 7, number(one, value), frame.palette.text, "end" if n == len(points) - 1 else "middle")
        for n, value in told.items()
    )
    return f'<path d="{"".join(path)}" fill="none" stroke="{frame.palette.mark}" stroke-width="2.5"/>{dots}{words}'


def _break(place: int, frame: Frame) -> str:
    """A broken line before the first period that is counted otherwise, with the sign of its note."""
    x = frame.x(place) - frame.step / 2
    line = (
        f'<path d="M{x:.1f} {ABOVE - 10:g}V{frame.foot:g}" stroke="{frame.palette.warn}" stroke-width="2" stroke-dasharray="4 4"/>'
    )
    return line + _words(x, ABOVE - 13, "※", frame.palette.warn)


def _target(one: Indicator, frame: Frame) -> str:
    assert one.target is not None
    y = frame.y(one.target.value)
    line = f'<path d="M{LEFT:g} {y:.1f}H{WIDTH - RIGHT:g}" stroke="{frame.palette.good}" stroke-width="2" stroke-dasharray="8 4"/>'
    mark = f"◎ {amount(one, one.target.value)}"
    return line + _words(LEFT + 3, y - 5, mark, frame.palette.good, "start", size=12)


def _answers(one: Indicator, points: Sequence[Point], key: str, palette: Palette) -> str:
    row, left = 40.0, 4.0
    height = row * len(points) + 8
    top = top_of([point.value for point in points if point.value is not None])
    parts = []
    for place, point in enumerate(points):
        y = row * place + 4
        broad = (WIDTH - 90) * (point.value or 0) / top
        parts.append(_words(left, y + 13, point.at, palette.text, "start"))
        parts.append(f'<rect x="{left}" y="{y + 18:.1f}" width="{broad:.1f}" height="14" fill="{palette.mark}"/>')
        parts.append(_words(left + broad + 6, y + 30, amount(one, point.value), palette.text, "start"))
    return _whole(one, read(one, points).whole, "".join(parts), height, key)


def _words(x: float, y: float, text: str, colour: str, anchor: str = "middle", size: int = SIZE) -> str:
    """Read aloud from the table and the description, therefore not from here."""
    about = f'x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}"' + (f' font-size="{size}"' if size != SIZE else "")
    return f'<text {about} aria-hidden="true">{escape(text)}</text>'
