"""What a notice says: named values, nothing else. The wording is the city's (notices/)."""

from typing import Any

from madoguchi.core.calendar.public import ClosedDays, format_date, to_wareki
from madoguchi.engines.cases.calculations.running import reckon
from madoguchi.engines.cases.models import Decision
from madoguchi.engines.cases.reading import Person, names_of


def data_of(case: Any, decision: Decision, who: Person, answers: dict[str, Any], closed: ClosedDays) -> dict[str, Any]:
    """`values` are words, `amounts` the plain values; `lines` say how a sum comes about; the remedies are chosen by
    `appeal_body` and `must_appeal_first`, and named whenever the answer is to the person's disadvantage.
    """
    definition = case.definition
    reckoned = reckon(definition.calculate, names_of(definition, answers, case.received_on, closed), definition.rules)
    given = decision.values
    words = {one.id: (one.words() if one.value == given.get(one.id) else str(given[one.id])) for one in reckoned if one.id in given}
    return {
        "number": case.number,
        "recipient": {"name": who.name, "kana": who.kana, "postcode": who.postcode, "lines": list(who.lines)},
        "procedure": str(definition.title.ja),
        "law": str(definition.law.ja),
        "received_on": case.received_on.isoformat(),
        "received_on_words": to_wareki(case.received_on),
        "decided_on": decision.decided_on.isoformat(),
        "decided_on_words": to_wareki(decision.decided_on),
        "outcome": decision.outcome,
        "reason": decision.reason,
        "revises": format_date(decision.revises.decided_on) if decision.revises else "",
        "values": {**{key: str(value) for key, value in given.items()}, **words},
        "amounts": given,
        "labels": {one.id: one.label.ja for one in reckoned},
        "lines": [{"place": line.words(), "yen": line.yen, "why": line.why.ja} for one in reckoned for line in one.lines],
        "appeal_body": definition.appeal_body,
        "must_appeal_first": definition.must_appeal_first,
        "remedies": decision.is_against(),
    }
