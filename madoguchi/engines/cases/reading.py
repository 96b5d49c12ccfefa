"""Reading answers through the definition: names for rules, who asks, deadlines, calculated values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.city.public import Text, closed_days
from madoguchi.core.calendar.public import ClosedDays
from madoguchi.engines.cases.calculations.running import Calculated, History, in_expressions, reckon
from madoguchi.engines.cases.clocks import filing_deadline
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.forms.public import holds, walk


def names_of(procedure: Procedure, answers: Mapping[str, Any], filed: date, closed: ClosedDays) -> dict[str, Any]:
    """The answers as rules see them, with `filed`, `today` (the same: rules look at the day of filing) and
    `deadline`.
    """
    names = {**walk(procedure, answers, filed).names, "filed": filed, "today": filed}
    return {**names, "deadline": filing_deadline(procedure.deadline, names, closed)}


def calculated(
    procedure: Procedure,
    answers: Mapping[str, Any],
    filed: date,
    closed: ClosedDays | None = None,
    history: History | None = None,
) -> list[Calculated]:
    """The values that follow from the answers; with `history` also from what was granted before."""
    return reckon(procedure.calculate, names_of(procedure, answers, filed, closed or closed_days()), procedure.rules, history)


def deadline_of(procedure: Procedure, answers: Mapping[str, Any], filed: date, closed: ClosedDays | None = None) -> date | None:
    found: date | None = names_of(procedure, answers, filed, closed or closed_days())["deadline"]
    return found


def department_for(procedure: Procedure, answers: Mapping[str, Any], filed: date) -> str:
    """The department in charge, where it depends on the answers: the first whose condition holds."""
    if not procedure.department_when:
        return procedure.department
    names = names_of(procedure, answers, filed, closed_days())
    names |= {one.id: in_expressions(one) for one in reckon(procedure.calculate, names, procedure.rules)}
    return next((one.is_ for one in procedure.department_when if holds(one.when, names)), procedure.department)


@dataclass(frozen=True)
class Seen:
    """A mark that these answers bring up."""

    label: Text
    why: Text | None
    shown: bool


def marks_of(procedure: Procedure, names: Mapping[str, Any]) -> list[Seen]:
    return [Seen(mark.label, mark.why, mark.shown) for mark in procedure.marks if holds(mark.when, names)]


@dataclass(frozen=True)
class Person:
    """Who asks, as the answers say."""

    name: str = ""
    kana: str = ""
    postcode: str = ""
    lines: tuple[str, ...] = field(default_factory=tuple)
    phone: str = ""
    mail: str = ""
    birth: str = ""


def applicant_of(procedure: Procedure, answers: Mapping[str, Any]) -> Person:
    who = procedure.applicant
    if who is None:
        return Person()
    name, address = at(answers, who.name), at(answers, who.address)
    name = name if isinstance(name, Mapping) else {"family": str(name or "")}
    address = address if isinstance(address, Mapping) else {}
    line = "".join(str(address.get(part, "")) for part in ("prefecture", "city", "street"))
    return Person(
        name=" ".join(filter(None, (name.get("family"), name.get("given")))),
        kana=" ".join(filter(None, (name.get("family_kana"), name.get("given_kana")))),
        postcode=str(address.get("postal", "")),
        lines=tuple(filter(None, (line, str(address.get("building", ""))))),
        phone=text_of(at(answers, who.phone)),
        mail=text_of(at(answers, who.mail)),
        birth=text_of(at(answers, who.birth)),
    )


def text_of(value: Any) -> str:
    return value if isinstance(value, str) else ""


def at(answers: Any, path: str | None) -> Any:
    for part in path.split(".") if path else ():
        answers = answers.get(part) if isinstance(answers, Mapping) else None
    return answers if path else None
