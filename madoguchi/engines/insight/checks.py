"""What holds between indicators and other definitions."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, World, error, warning
from madoguchi.engines.insight.definitions import Indicator


def check_indicator(one: Indicator, world: World) -> Iterator[Finding]:
    if one.department:
        yield from world.unknown(("department",), "department", one.department)
    for i, code in enumerate(one.total_of):
        yield from world.unknown(("total_of", i), "indicator", code)
    for i, code in enumerate(one.measures):
        yield from world.unknown(("measures", i), "plan-measure", code)
    if one.printed and not one.notes:
        yield from _sums(one, world)
    if one.target and one.direction == "none":
        yield error(
            ("target",),
            "目標があるのに direction（よい方向）が none です。up か down を書いてください。",
            "there is a target, but direction is none; say up or down.",
            "direction",
        )


def _sums(one: Indicator, world: World) -> Iterator[Finding]:
    """A printed total that does not add up stays as printed, but with a note."""
    parts = [part for code in one.total_of if (part := world.get(Indicator, code))]
    if len(parts) != len(one.total_of) or not parts:
        return
    for i, point in enumerate(one.series):
        summed = sum(part.value_at(point.at) or 0 for part in parts)
        if point.value is not None and round(summed - point.value, 4):
            yield warning(
                ("series", i, "value"),
                f"{point.at} の内訳の合計は {summed:g} で、印刷された {point.value:g} と違います。"
                "notes に「原文のまま」と書いてください。",
                f"the parts of {point.at} sum to {summed:g}, not to {point.value:g}; say in notes that it stands as printed.",
                "sum",
            )
