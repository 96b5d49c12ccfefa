"""What holds between indicators and other definitions."""

import dataclasses
from collections.abc import Iterator

from madoguchi.city.public import Finding, World, error, hint, warning
from madoguchi.core.events.public import event_classes
from madoguchi.engines.insight.definitions import Indicator


def check_indicator(one: Indicator, world: World) -> Iterator[Finding]:
    if one.department:
        yield from world.unknown(("department",), "department", one.department)
    for i, code in enumerate(one.total_of):
        yield from world.unknown(("total_of", i), "indicator", code)
    for i, code in enumerate(one.measures):
        yield from world.unknown(("measures", i), "plan-measure", code)
    yield from _counts(one)
    if one.printed and not one.notes:
        yield from _sums(one, world)
    if one.target and one.direction == "none":
        yield error(
            ("target",),
            "目標があるのに direction（よい方向）が none です。up か down を書いてください。",
            "there is a target, but direction is none; say up or down.",
            "direction",
        )


def _counts(one: Indicator) -> Iterator[Finding]:
    """Events and their fields are those of this release."""
    if one.counts is None:
        return
    classes = {found.kind: found for found in event_classes()}
    fields = {"section", "subject"}
    for i, kind in enumerate(one.counts.events):
        if kind not in classes:
            near_ja, near_en = hint(kind, classes)
            yield error(
                ("counts", "events", i),
                f"出来事「{kind}」はありません。{near_ja}",
                f'there is no event "{kind}".{near_en}',
                "unknown-event",
            )
            continue
        fields |= {field.name for field in dataclasses.fields(classes[kind])}
    for key in (*one.counts.where, *filter(None, (one.counts.by, one.counts.add))):
        if key not in fields and all(kind in classes for kind in one.counts.events):
            yield error(
                ("counts",),
                f"出来事に「{key}」という項目はありません（あるもの: {'、'.join(sorted(fields))}）。",
                f'the events have no field "{key}" (there are {", ".join(sorted(fields))}).',
                "unknown-field",
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
