"""What `city check` says about counters, beyond their form."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, World, error
from madoguchi.engines.booking.counter.definitions import Counter


def check_counter(counter: Counter, world: World) -> Iterator[Finding]:
    yield from world.unknown(("department",), "department", counter.department)
    for index, line in enumerate(counter.lines):
        for number, code in enumerate(line.bookables):
            yield from world.unknown(("lines", index, "bookables", number), "bookable", code)
        for other in world.all(Counter):
            twice = [
                one for one in other.lines if one.letter == line.letter and (other.code, one.code) != (counter.code, line.code)
            ]
            if twice:
                yield error(
                    ("lines", index, "letter"),
                    f"記号「{line.letter}」は、窓口 {other.code} の列 {twice[0].code} も使っています。ほかの文字にしてください。",
                    f'the letter "{line.letter}" is also that of line {twice[0].code} at {other.code}; each line needs its own.',
                    "letter-twice",
                )
