"""Scales: a round top above all values, and the lines in between."""

from math import floor, log10


def top_of(values: list[float]) -> float:
    """The least round number (1, 2, 2.5, 4, 5, 8 × 10ⁿ) that is not below any value; 1 where there is nothing."""
    highest = max(values, default=0.0)
    if highest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(highest))
    return next(step * power for step in (1, 2, 2.5, 4, 5, 8, 10) if step * power >= highest * (1 - 1e-9))


def ticks(top: float, count: int = 4) -> list[float]:
    return [top * n / count for n in range(count + 1)]


def tick_name(value: float, top: float, japanese: bool) -> str:
    """12万 rather than 120,000 where there is little room."""
    if japanese and top >= 100_000:
        return f"{value / 10_000:g}万" if value else "0"
    if not japanese and top >= 100_000:
        return f"{value / 1000:g}k" if value else "0"
    return f"{value:,.10g}"
