"""What `city check` says about the city's duties, beyond their form."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, World, error
from madoguchi.engines.cases import public as cases
from madoguchi.services.duties.definitions import DataFile, Duties, NumberAffair


def check_duties(rules: Duties, world: World) -> Iterator[Finding]:
    yield from world.unknown(("records",), "department", rules.records)
    for index, code in enumerate(rules.requests):
        yield from world.unknown(("requests", index), "procedure", code)


def check_file(file: DataFile, world: World) -> Iterator[Finding]:
    """Procedures that exist, each in one file."""
    elsewhere = {code: one.code for one in world.all(DataFile) if one.code != file.code for code in one.procedures}
    for index, code in enumerate(file.procedures):
        yield from world.unknown(("procedures", index), "procedure", code)
        if code in elsewhere:
            yield error(
                ("procedures", index),
                f"手続「{code}」は、ファイル「{elsewhere[code]}」にも入っています。",
                f'the procedure "{code}" is in the file "{elsewhere[code]}" as well.',
                "in-two-files",
            )


def check_affair(affair: NumberAffair, world: World) -> Iterator[Finding]:
    """Procedures that exist, are in one affair, and of which one at least asks for 個人番号; a number of its own."""
    others = [one for one in world.all(NumberAffair) if one.code != affair.code]
    for index, code in enumerate(affair.procedures):
        yield from world.unknown(("procedures", index), "procedure", code)
        if other := next((one for one in others if code in one.procedures), None):
            yield error(
                ("procedures", index),
                f"手続「{code}」は、事務「{other.code}」にも入っています。",
                f'the procedure "{code}" is in the affair "{other.code}" as well.',
                "in-two-affairs",
            )
    if any(one.number == affair.number for one in others):
        yield error(("number",), "評価書番号が重なっています。", "another affair has this number.", "number-taken")
    known = [found for code in affair.procedures if (found := world.get(cases.Procedure, code))]
    if known and not any(asks_number(one) for one in known):
        yield error(
            ("procedures",),
            "どの手続も個人番号を聞いていません。",
            "none of these procedures asks for a My Number.",
            "no-my-number",
        )


def asks_number(procedure: cases.Procedure) -> bool:
    return any(question.type == "my-number" for question in cases.questions(procedure).values())
