"""What `city check` says about lotteries, beyond their form."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, World, error
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.definitions.bookable import Kind
from madoguchi.engines.booking.lottery.definitions import LotteryRules


def check_lottery(rules: LotteryRules, world: World) -> Iterator[Finding]:
    yield from world.unknown(("department",), "department", rules.department)
    for index, code in enumerate(rules.bookables):
        yield from world.unknown(("bookables", index), "bookable", code)
        found = world.get(Bookable, code)
        if found and found.kind is Kind.NURSERY:
            yield error(
                ("bookables", index),
                "保育の場所は抽選にできません。必要の度合いで決めるものです（児童福祉法24条、利用調整）。",
                "places in child care can't be drawn by lot: they are given by need (Child Welfare Act, art. 24).",
                "lottery-by-need",
            )
    if rules.wins.holder < rules.wins.entry:
        yield error(
            ("wins", "holder"),
            f"ひとりの上限（{rules.wins.holder}）が、応募ひとつの上限（{rules.wins.entry}）より少なくなっています。",
            f"the limit of a person ({rules.wins.holder}) is below that of one entry ({rules.wins.entry}).",
            "limits-contradict",
        )
