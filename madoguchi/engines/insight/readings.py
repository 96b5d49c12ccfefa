"""Plain readings of a series: where it went, where it must not be compared, and what that means. By rule, never by guess."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from madoguchi.engines.insight.definitions import Direction, Every, Indicator, Point
from madoguchi.engines.insight.periods import amount, language, number, period_name

STEADY = 0.03
"""A change below this share is called none."""
Counted = tuple[str, float]


@dataclass(frozen=True)
class Reading:
    """What is said of a series, in the language of the page. Each part may be empty."""

    trend: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    meaning: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """Everything as one text, such as a chart says to those who do not see it."""
        return " ".join((*self.trend, *self.breaks, *self.meaning))


def read(one: Indicator, series: Sequence[Point] | None = None) -> Reading:
    """Read an indicator's series, or another one of the same kind (what Madoguchi counted itself)."""
    points = one.series if series is None else series
    counted = [(point.at, point.value) for point in points if point.value is not None]
    if one.every is Every.ANSWER:
        return Reading(trend=tuple(_answers(one, counted)), meaning=tuple(_direction(one, None)))
    comparable = since_break(one, counted)
    return Reading(
        trend=(*_trend(one, comparable), *_missing(one, points)),
        breaks=tuple(_breaks(one)),
        meaning=(*_direction(one, comparable), *_target(one, counted)),
    )


def since_break(one: Indicator, counted: list[Counted]) -> list[Counted]:
    """Only what may be compared with the newest value."""
    last = max((found.at for found in one.breaks), default="")
    return [(at, value) for at, value in counted if at >= last]


def change_of(counted: list[Counted]) -> float | None:
    """From the first value to the last one; None where there is nothing to compare."""
    return counted[-1][1] - counted[0][1] if len(counted) > 1 else None


def is_steady(counted: list[Counted]) -> bool:
    first, last = counted[0][1], counted[-1][1]
    return abs(last - first) <= STEADY * max(abs(first), abs(last))


def _trend(one: Indicator, counted: list[Counted]) -> Iterator[str]:
    if not counted:
        yield _("まだ数がありません。")
        return
    change = change_of(counted)
    (first, a), (last, b) = counted[0], counted[-1]
    said = {"first": _period(one, first), "last": _period(one, last), "a": amount(one, a), "b": amount(one, b)}
    if change is None:
        yield _("{last}は{b}です。比べられる期間はまだありません。").format(**said)
        return
    if is_steady(counted):
        yield _("{first}の{a}から{last}の{b}へ、ほとんど変わっていません。").format(**said)
    else:
        sentence = (
            _("{first}の{a}から{last}の{b}へ、{by}増えました。")
            if change > 0
            else _("{first}の{a}から{last}の{b}へ、{by}減りました。")
        )
        yield sentence.format(**said, by=_by(one, a, change))
    yield from _between(one, counted)


def _by(one: Indicator, first: float, change: float) -> str:
    """How much, and which share of what it was. Shares are told in points: a share of a share misleads."""
    size = abs(change)
    if one.unit.ja == "%":
        return _("{n}ポイント").format(n=number(one, size))
    if first <= 0:
        return amount(one, size)
    return _("{n}（{share}%）").format(n=amount(one, size), share=f"{size / first * 100:,.0f}")


def _between(one: Indicator, counted: list[Counted]) -> Iterator[str]:
    """The top and the bottom, where they lie between the first and the last period."""
    values = [value for _at, value in counted]
    for extreme, sentence in (
        (max(values), _("いちばん多かったのは{at}の{n}です。")),
        (min(values), _("いちばん少なかったのは{at}の{n}です。")),
    ):
        if values.count(extreme) == 1 and 0 < (place := values.index(extreme)) < len(values) - 1:
            yield sentence.format(at=_period(one, counted[place][0]), n=amount(one, extreme))


def _missing(one: Indicator, points: Sequence[Point]) -> Iterator[str]:
    names = [_period(one, point.at) for point in points if point.value is None]
    if names:
        yield _("{periods}の数はありません。").format(periods=_("、").join(names))


def _breaks(one: Indicator) -> Iterator[str]:
    for found in one.breaks:
        note = found.note.in_(language())
        yield _("{at}から数え方が変わったので、その前とは比べられません（{note}）。").format(
            at=_period(one, found.at), note=note.rstrip("。.")
        )


def _direction(one: Indicator, counted: list[Counted] | None) -> Iterator[str]:
    if one.direction is Direction.NONE:
        if counted is not None:
            yield _("増えればよいとも減ればよいとも決めていない、ようすを見るための数です。")
        return
    yield _("増えるほどよい数です。") if one.direction is Direction.UP else _("減るほどよい数です。")
    change = change_of(counted) if counted else None
    if change is None or not counted or is_steady(counted):
        return
    good = (change > 0) == (one.direction is Direction.UP)
    yield _("この間は、よい方向に動いています。") if good else _("この間は、よくない方向に動いています。")


def _target(one: Indicator, counted: list[Counted]) -> Iterator[str]:
    if one.target is None:
        return
    aim = {"by": _period(one, one.target.by), "n": amount(one, one.target.value)}
    value = counted[-1][1] if counted else None
    reached = value is not None and (value >= one.target.value if one.direction is Direction.UP else value <= one.target.value)
    sentence = _("目標（{by}までに{n}）に届いています。") if reached else _("目標（{by}までに{n}）には、まだ届いていません。")
    yield sentence.format(**aim)


def _answers(one: Indicator, counted: list[Counted]) -> Iterator[str]:
    ranked = sorted(counted, key=lambda pair: -pair[1])
    if not ranked:
        yield _("まだ数がありません。")
        return
    yield _("いちばん多い答えは「{answer}」（{n}）です。").format(answer=ranked[0][0], n=amount(one, ranked[0][1]))
    if len(ranked) > 1:
        yield _("次は「{answer}」（{n}）です。").format(answer=ranked[1][0], n=amount(one, ranked[1][1]))


def _period(one: Indicator, at: str) -> str:
    return period_name(one.every, at)
