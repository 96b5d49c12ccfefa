"""References of topics, sayings and words of crisis."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, World, warning
from madoguchi.engines.knowledge.definitions.crisis import Crisis
from madoguchi.engines.knowledge.definitions.saying import Sayings
from madoguchi.engines.knowledge.definitions.topic import Topic

REFERENCES = {
    "procedures": "procedure",
    "bookables": "bookable",
    "purposes": "purpose",
    "life_events": "life-event",
    "words": "word",
    "topics": "topic",
}
FEW = 8
"""Phrasings under which a topic is hardly found."""


def check_topic(one: Topic, world: World) -> Iterator[Finding]:
    yield from _references(one, world)
    if len(one.say) < FEW:
        yield warning(
            ("say",),
            f"言い方が{len(one.say)}個です。{FEW}個以上書くと、見つかりやすくなります。",
            f"{len(one.say)} phrasings; with {FEW} or more it is found more easily.",
            "few-sayings",
        )


def check_crisis(one: Crisis, world: World) -> Iterator[Finding]:
    yield from _references(one, world)


def check_sayings(one: Sayings, world: World) -> Iterator[Finding]:
    for i, said in enumerate(one.of):
        yield from world.unknown(("of", i, "code"), said.kind, said.code)


def _references(one: Topic | Crisis, world: World) -> Iterator[Finding]:
    if one.department:
        yield from world.unknown(("department",), "department", one.department)
    for key, kind in REFERENCES.items():
        for i, code in enumerate(getattr(one, key, ())):
            yield from world.unknown((key, i), kind, code)
