"""What holds between plan, editions, measures and the rest of the city."""

from collections.abc import Iterable, Iterator

from madoguchi.city.public import Finding, Path, World, error
from madoguchi.services.plan.definitions.edition import Edition, Said
from madoguchi.services.plan.definitions.logic import Logic
from madoguchi.services.plan.definitions.measure import EVERYBODY, Measure
from madoguchi.services.plan.definitions.plan import Plan


def check_plan(one: Plan, world: World) -> Iterator[Finding]:
    yield from world.unknown(("owner",), "department", one.owner)
    fields = {field.code for field in one.fields}
    for i, policy in enumerate(one.policies):
        for j, code in enumerate(policy.answers):
            if code not in fields:
                yield error(
                    ("policies", i, "answers", j),
                    f"「{code}」は fields にありません。",
                    f'fields has no "{code}".',
                    "unknown-field",
                )
        yield from _editions(policy.said, ("policies", i, "said"), world)
        for j, group in enumerate(policy.groups):
            yield from _editions((*group.said, *group.titles), ("policies", i, "groups", j), world)
    for i, chapter in enumerate(one.chapters):
        yield from _editions(chapter.said, ("chapters", i, "said"), world)
    bodies = {body.code for body in one.bodies}
    for i, body in enumerate(one.bodies):
        if body.reports_to and body.reports_to not in bodies:
            yield error(
                ("bodies", i, "reports_to"), f"「{body.reports_to}」は bodies にありません。", f'bodies has no "{body.reports_to}".'
            )


def check_edition(one: Edition, world: World) -> Iterator[Finding]:
    for i, code in enumerate(one.carries):
        yield from world.unknown(("carries", i), "plan-measure", code)
    if one.based_on:
        yield from world.unknown(("based_on",), "plan-edition", one.based_on)
        if one.based_on >= one.code:
            yield error(
                ("based_on",),
                f"元の版（{one.based_on}）は、この版（{one.code}）より前のものです。",
                f"the edition it is based on ({one.based_on}) comes before this one ({one.code}).",
                "order",
            )


def check_measure(one: Measure, world: World) -> Iterator[Finding]:
    plan = next(iter(world.all(Plan)), None)
    policy = plan.policy(one.policy) if plan else None
    if plan and policy is None:
        yield error(("policy",), f"基本方針 {one.policy} は plan.yaml にありません。", f"plan.yaml has no policy {one.policy}.")
    elif policy and one.group and one.group not in {group.letter for group in policy.groups}:
        yield error(("group",), f"基本方針 {one.policy} に {one.group} はありません。", f"policy {one.policy} has no {one.group}.")
    if one.sheet:
        yield from world.unknown(("sheet",), "plan-measure", one.sheet)
    for i, entry in enumerate(one.entries):
        yield from world.unknown(("entries", i, "edition"), "plan-edition", entry.edition)
        for j, code in enumerate(entry.departments or ()):
            if code != EVERYBODY:
                yield from world.unknown(("entries", i, "departments", j), "department", code)
        edition = world.get(Edition, entry.edition)
        for j, line in enumerate(entry.lines or ()):
            if edition and len(line.steps) != len(edition.years):
                yield error(
                    ("entries", i, "lines", j, "steps"),
                    f"欄が{len(line.steps)}つあります。版 {edition.code} の年度は{len(edition.years)}つです。",
                    f"{len(line.steps)} cells; edition {edition.code} has {len(edition.years)} fiscal years.",
                    "cells",
                )


def check_logic(one: Logic, world: World) -> Iterator[Finding]:
    yield from world.unknown(("code",), "plan-measure", one.code)
    for name, boxes in one.stages():
        for i, box in enumerate(boxes):
            if box.indicator:
                yield from world.unknown((name, i, "indicator"), "indicator", box.indicator)


def _editions(texts: Iterable[Said], path: Path, world: World) -> Iterator[Finding]:
    for one in texts:
        yield from world.unknown(path, "plan-edition", one.edition)
