"""What `city check` says about cards.yaml, beyond its form."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, World
from madoguchi.services.cards.definitions import CardRules


def check_cards(rules: CardRules, world: World) -> Iterator[Finding]:
    yield from world.unknown(("department",), "department", rules.department)
    yield from world.unknown(("notice",), "notice", rules.notice)
    for place in ("card_at", "certificate_at"):
        for index, code in enumerate(getattr(rules, place)):
            yield from world.unknown((place, index), "bookable", code)
