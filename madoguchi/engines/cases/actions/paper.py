"""What a notice says: named values, nothing else. The wording is the city's (notices/)."""

from dataclasses import dataclass
from typing import Any

from madoguchi.core.calendar.public import format_date, to_wareki
from madoguchi.engines.cases.answers import entered_words
from madoguchi.engines.cases.calculations.rates import Line
from madoguchi.engines.cases.content import Basis, basis_of
from madoguchi.engines.cases.models import Decision, Extension, Grant, Notification, Transfer
from madoguchi.engines.cases.reading import Person, applicant_of
from madoguchi.engines.forms.public import holds


@dataclass(frozen=True)
class Paper:
    """What is to be typeset, and for whom; `about` makes the notice one and only."""

    data: dict[str, Any]
    who: Person
    answers: dict[str, Any]
    about: str


def paper_of(case: Any, notification: Notification) -> Paper:
    """The data of the notice of a decision, an extension or a transfer."""
    basis = basis_of(case)
    who = applicant_of(case.definition, basis.answers)
    if notification.decision is not None:
        notification.decision.case = case
        data, about = of_decision(basis, notification.decision), f"decision:{notification.decision_id}"
    elif notification.extension is not None:
        notification.extension.case = case
        data, about = of_extension(notification.extension), f"extension:{notification.extension_id}"
    else:
        assert notification.transfer is not None
        notification.transfer.case = case
        data, about = of_transfer(notification.transfer), f"transfer:{notification.transfer_id}"
    return Paper({**common(basis, who), **data}, who, basis.answers, about)


def common(basis: Basis, who: Person) -> dict[str, Any]:
    case, definition = basis.case, basis.definition
    return {
        "number": case.number,
        "recipient": {"name": who.name, "kana": who.kana, "postcode": who.postcode, "lines": list(who.lines)},
        "procedure": str(definition.title.ja),
        "law": str(definition.law.ja),
        "received_on": case.received_on.isoformat(),
        "received_on_words": to_wareki(case.received_on),
        "decided_on_words": "",
        "outcome": "",
        "revises": "",
        "appeal_body": appeal_body_of(basis),
        "must_appeal_first": definition.must_appeal_first,
        "remedies": False,
    }


def appeal_body_of(basis: Basis) -> str:
    """The body of review: the first whose condition these answers fulfil, else the procedure's."""
    found = next((one.is_ for one in basis.definition.appeal_body_when if holds(one.when, basis.names)), None)
    return found or basis.definition.appeal_body


def of_decision(basis: Basis, decision: Decision) -> dict[str, Any]:
    """`values` are words, `amounts` the plain values; `lines` say how a sum comes about, item by item where the decision has
    a line for each; the remedies are named whenever the answer, or a part of it, is to the person's disadvantage.
    """
    given, definition = decision.values, basis.definition
    reckoned = [one for one in basis.calculated if one.id in given]
    words = {one.id: (one.words() if one.value == given[one.id] else str(given[one.id])) for one in reckoned}
    lines = [{"place": line.words(), "yen": line.yen, "why": line.why.ja} for one in reckoned for line in one.lines]
    items = list(decision.grants.all())
    for item in items:
        item.decision = decision
    if items:
        reckoned_lines = {line.path: line for one in reckoned for line in one.lines}
        lines = [item_line(item, reckoned_lines.get(item.path)) for item in items]
    return {
        "decided_on": decision.decided_on.isoformat(),
        "decided_on_words": to_wareki(decision.decided_on),
        "outcome": decision.outcome,
        "reason": decision.reason,
        "revises": format_date(decision.revises.decided_on) if decision.revises else "",
        "values": {"reply": decision.reason, **entered_words(definition, given), **words},
        "amounts": given,
        "labels": {one.id: one.label.ja for one in basis.calculated},
        "lines": lines,
        "remedies": decision.is_against() or any(item.outcome != decision.outcome for item in items),
    }


def item_line(item: Grant, line: Line | None) -> dict[str, Any]:
    """An item by its name; its reason is the rule's where the amount is, else the clerk's, else the outcome."""
    if line is not None and item.yen == line.yen:
        return {"place": f"{line.words()}　{item.name}", "yen": line.yen, "why": item.reason or line.why.ja}
    return {"place": item.name, "yen": item.yen or 0, "why": item.reason or item.get_outcome_display()}


def of_extension(extension: Extension) -> dict[str, Any]:
    return {
        "reason": extension.reason,
        "values": {
            "due_on": to_wareki(extension.due_on),
            "until": to_wareki(extension.until_on),
            "deferred_reason": extension.reason,
        },
    }


def of_transfer(transfer: Transfer) -> dict[str, Any]:
    return {"reason": transfer.reason, "values": {"to_city": transfer.to_city}}
