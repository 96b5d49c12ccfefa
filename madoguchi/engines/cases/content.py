"""決定の内容: what a grant says beyond its outcome. Calculated values, what the clerk enters, a line for each item, how long it
holds. Proposed from the definition, completed by the clerk, checked before it is drafted and again before it is given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Text, closed_days
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.calculations.running import Calculated, in_expressions, reckon
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.definitions.outcome import EachDecided
from madoguchi.engines.cases.limits import history_for
from madoguchi.engines.cases.models import Outcome
from madoguchi.engines.cases.queries import answers_of
from madoguchi.engines.cases.reading import names_of
from madoguchi.engines.forms.public import (
    FIELD_TYPES,
    FormSpec,
    Page,
    Problem,
    Question,
    check,
    effective,
    evaluate,
    holds,
    read_path,
)


class EnteredWrong(Refused):
    """`problems` say which and why."""

    code, message = "entered-wrong", _("決定の内容に、確認が必要なところがあります。")

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = list(problems)


class NothingGranted(Refused):
    code, message = "nothing-granted", _("ひとつも認定しないときは、却下としてください。")


class LineNeedsReason(Refused):
    code, message = "line-needs-reason", _("「{name}」を認定しない理由を書いてください。")


class ValidityMissing(Refused):
    code, message = "validity-missing", _("有効期間の初日と末日を確かめてください。末日は初日より前にできません。")


@dataclass(frozen=True)
class Line:
    """One item's part of a decision."""

    path: str
    name: str
    outcome: str = Outcome.GRANTED.value
    yen: int | None = None
    reason: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {**vars(self)}

    @property
    def granted(self) -> bool:
        return self.outcome == Outcome.GRANTED.value


@dataclass(frozen=True)
class Content:
    values: dict[str, Any]
    lines: list[Line] = field(default_factory=list)
    valid_from: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class Basis:
    """What everything is derived from: the newest answers and the values calculated from them."""

    case: Any
    answers: dict[str, Any]
    names: dict[str, Any]
    calculated: list[Calculated]

    @property
    def definition(self) -> Procedure:
        found: Procedure = self.case.definition
        return found


def basis_of(case: Any) -> Basis:
    definition, answers = case.definition, answers_of(case.application)
    names = names_of(definition, answers, case.received_on, closed_days())
    calculated = reckon(definition.calculate, names, definition.rules, history_for(case))
    return Basis(case, answers, {**names, **{one.id: in_expressions(one) for one in calculated}}, calculated)


def proposed(case: Any, entered: Mapping[str, Any] | None = None) -> tuple[dict[str, Any], list[Line]]:
    """What the form for the clerk begins with: entered values and lines, as the definition suggests them."""
    basis = basis_of(case)
    return suggested_entries(basis, entered or {}), suggested_lines(basis)


def content_of(
    case: Any,
    outcome: Outcome,
    *,
    values: Mapping[str, Any] | None = None,
    entered: Mapping[str, Any] | None = None,
    lines: Iterable[Mapping[str, Any]] | None = None,
    on: date,
) -> Content:
    """The content of an answer that is drafted or given `on` a day. Of a grant it is whole and sound; of any other answer
    it is what was calculated.

    Raises EnteredWrong, NothingGranted, LineNeedsReason, ValidityMissing.
    """
    basis = basis_of(case)
    definition = basis.definition
    known = dict(values) if values is not None else {one.id: one.value for one in basis.calculated if one.value is not None}
    if outcome is not Outcome.GRANTED:
        return Content(known)
    if definition.decide and definition.decide.ask:
        given = {**{key: known[key] for key in ids(definition.decide.ask) if key in known}, **(entered or {})}
        known |= sound(definition.decide.ask, suggested_entries(basis, given), on)
    decided_lines = lines_of(basis, lines, on)
    each = definition.decide.each if definition.decide else None
    if each and each.amount and decided_lines:
        known[each.amount] = sum(line.yen or 0 for line in decided_lines if line.granted)
    names = {**basis.names, **typed(definition, known)}
    valid_from, expires_on = validity_of(definition, names)
    return Content(known, decided_lines, valid_from, expires_on)


def ids(asked: Sequence[Question]) -> list[str]:
    return [question.id for question in asked]


def typed(definition: Procedure, known: Mapping[str, Any]) -> dict[str, Any]:
    """Entered values as expressions read them."""
    asked = definition.decide.ask if definition.decide else []
    return {q.id: FIELD_TYPES.get(q.type).view(known[q.id], q) for q in asked if known.get(q.id) is not None}


def suggested_entries(basis: Basis, given: Mapping[str, Any]) -> dict[str, Any]:
    decide = basis.definition.decide
    found: dict[str, Any] = {}
    names = dict(basis.names)
    for question in decide.ask if decide else ():
        value = given.get(question.id)
        if value is None and question.id not in given and decide and question.id in decide.suggest:
            value = plain(evaluate(decide.suggest[question.id], names))
        if value is not None:
            found[question.id] = value
            names[question.id] = FIELD_TYPES.get(question.type).view(value, question)
    return found


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def form_of(asked: Sequence[Question]) -> FormSpec:
    """What the clerk is asked, as a form of one page: the same types, checks and words as anywhere."""
    return FormSpec(pages=[Page(key="decision", title=Text("決定の内容"), ask=list(asked))])


def sound(asked: Sequence[Question], values: Mapping[str, Any], day: date, prefix: str = "") -> dict[str, Any]:
    """Raises EnteredWrong."""
    spec = form_of(asked)
    problems = [one.at(f"{prefix}{one.path}") for one in check(spec, values, day) if not one.confirm]
    if problems:
        raise EnteredWrong(problems)
    return dict(effective(spec, values, day))


def suggested_lines(basis: Basis) -> list[Line]:
    each = basis.definition.decide.each if basis.definition.decide else None
    if each is None:
        return []
    views = basis.names.get(each.of)
    found = []
    for index, view in enumerate(views if isinstance(views, list) else []):
        names = {**basis.names, "item": view}
        if not holds(each.when, names):
            continue
        path = f"{each.of}[{index}]"
        values = {key: plain(evaluate(how, names)) for key, how in each.suggest.items()}
        values = {key: value for key, value in values.items() if value is not None}
        found.append(Line(path, name_in(view, each), yen=yen_of(basis, each, path), values=values))
    return found


def name_in(view: Any, each: EachDecided) -> str:
    name = read_path(view, each.name) if isinstance(view, Mapping) else None
    if isinstance(name, Mapping):
        return " ".join(str(name[part]) for part in ("family", "given") if name.get(part))
    return str(name or "")


def yen_of(basis: Basis, each: EachDecided, path: str) -> int | None:
    if each.amount is None:
        return None
    amounts = next((one.lines for one in basis.calculated if one.id == each.amount), ())
    return next((line.yen for line in amounts if line.path == path), 0)


def lines_of(basis: Basis, given: Iterable[Mapping[str, Any]] | None, on: date) -> list[Line]:
    """The suggested lines with what was changed, each sound. Raises EnteredWrong, LineNeedsReason, NothingGranted."""
    each = basis.definition.decide.each if basis.definition.decide else None
    changes = {str(one["path"]): one for one in given or ()}
    found = []
    for line in suggested_lines(basis):
        change = changes.get(line.path, {})
        outcome = str(change.get("outcome", line.outcome))
        if outcome not in {Outcome.GRANTED.value, Outcome.REFUSED.value}:
            raise EnteredWrong([Problem(line.path, "unknown-option", str(EnteredWrong.message))])
        reason = str(change.get("reason", "")).strip()
        if outcome == Outcome.REFUSED.value:
            if not reason:
                raise LineNeedsReason(name=line.name)
            found.append(Line(line.path, line.name, outcome, None, reason))
            continue
        yen = change.get("yen", line.yen)
        if yen is not None and (not isinstance(yen, int) or isinstance(yen, bool) or not 0 <= yen <= 100_000_000):
            raise EnteredWrong([Problem(f"{line.path}.yen", "not-a-number", str(_("額は0円以上の数字で入力してください。")))])
        values = {**line.values, **(change.get("values") or {})}
        if each and each.ask:
            values = sound(each.ask, values, on, f"{line.path}.")
        found.append(Line(line.path, line.name, outcome, yen, reason, values if each and each.ask else {}))
    if found and not any(line.granted for line in found):
        raise NothingGranted
    return found


def validity_of(definition: Procedure, names: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """Raises ValidityMissing."""
    validity = definition.validity
    if validity is None:
        return None, None
    first, last = evaluate(validity.from_, names), evaluate(validity.until, names)
    if not isinstance(first, date) or not isinstance(last, date) or last < first:
        raise ValidityMissing
    return first, last
