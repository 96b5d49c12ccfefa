"""決定の内容 as fields: what the clerk enters with a grant, and a line for each child or item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from madoguchi.city.public import Text
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms.public import FIELD_TYPES, Problem, Question, Unparsable
from madoguchi.faces.shell.correcting import raw_of
from madoguchi.faces.shell.fields import FieldView, OptionView
from madoguchi.faces.shell.questions import field_of

ENTRY, LINE = "entry", "line"
WHEN_GRANTED = "outcome=granted"


@dataclass
class LineView:
    """One item: its name, whether it is granted, why not, its amount and further values."""

    path: str
    name: str
    fields: list[FieldView] = field(default_factory=list)


@dataclass
class Entries:
    """The fields of a form, and what was sent in them."""

    fields: list[FieldView] = field(default_factory=list)
    lines: list[LineView] = field(default_factory=list)
    entered: dict[str, Any] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def all_fields(self) -> list[FieldView]:
        return [*self.fields, *(one for line in self.lines for one in line.fields)]


def entries_of(held: Any, request: Any, decision: Any = None, problems: Sequence[Problem] = ()) -> Entries:
    """As proposed by the definition (or as an earlier decision has it), or as they were typed."""
    decide = held.definition.decide
    found = Entries()
    if decide is None:
        return found
    values, lines = cases.proposed(held, decision.values if decision else None)
    sent = request if request.method == "POST" else None
    found.entered, found.problems = typed({f"{ENTRY}.{q.id}": q for q in decide.ask}, sent, ENTRY)
    wrong = [*found.problems, *problems]
    for question in decide.ask:
        view = shown(question, f"{ENTRY}.{question.id}", values.get(question.id), sent, wrong, question.id)
        view.when = WHEN_GRANTED
        found.fields.append(view)
    earlier = {one.path: one for one in decision.grants.all()} if decision else {}
    for line in lines:
        read_line(line, earlier.get(line.path), decide.each, found, sent, wrong)
    return found


def read_line(line: Any, earlier: Any, each: Any, found: Entries, sent: Any, problems: Sequence[Problem]) -> None:
    prefix = f"{LINE}.{line.path}"
    now = {"outcome": line.outcome, "reason": line.reason, "yen": line.yen, "values": line.values}
    if earlier:
        now = {"outcome": earlier.outcome, "reason": earlier.reason, "yen": earlier.yen, "values": earlier.values}
    asked = {f"{prefix}.{q.id}": q for q in each.ask}
    if sent is not None:
        outcome = sent.POST.get(f"{prefix}.outcome", line.outcome)
        change: dict[str, Any] = {"path": line.path, "outcome": outcome, "reason": sent.POST.get(f"{prefix}.reason", "")}
        more, wrong = typed({**asked, **({f"{prefix}.yen": YEN} if each.amount else {})}, sent, prefix)
        if "yen" in more:
            change["yen"] = more.pop("yen")
        change["values"] = more
        found.changes.append(change)
        found.problems += wrong
        now = {**now, **change}
    view = LineView(line.path, line.name)
    options = [
        OptionView("granted", _("認定する"), chosen=now["outcome"] == "granted"),
        OptionView("refused", _("認定しない"), chosen=now["outcome"] == "refused"),
    ]
    view.fields.append(FieldView(f"{prefix}.outcome", _("結果"), "radio", value=now["outcome"], options=options))
    if each.amount:
        view.fields.append(shown(YEN, f"{prefix}.yen", now["yen"], sent, problems, f"{line.path}.yen"))
    for name, question in asked.items():
        value = (now["values"] or {}).get(question.id)
        view.fields.append(shown(question, name, value, sent, problems, f"{line.path}.{question.id}"))
    reason = FieldView(f"{prefix}.reason", _("認定しない理由"), "textarea", value=now["reason"], rows=2)
    reason.when = f"{prefix}.outcome=refused"
    view.fields.append(reason)
    found.lines.append(view)


YEN = Question(id="yen", type="yen", label=Text({"ja": "額", "en": "Amount"}))


def typed(asked: Mapping[str, Question], sent: Any, prefix: str) -> tuple[dict[str, Any], list[Problem]]:
    """Values by id, and what could not be read, by the place that a check would name."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, question in asked.items() if sent is not None else ():
        raw = raw_of(question, name, sent)
        if not raw and question.type not in {"multi", "choice", "yes-no"}:
            continue  # a box that was not sent keeps what is proposed
        try:
            value = FIELD_TYPES.get(question.type).parse(raw, question)
        except Unparsable as unparsable:
            problems.append(unparsable.problem.at(name.removeprefix(f"{ENTRY}.").removeprefix(f"{LINE}.")))
            continue
        values[question.id] = value
    return values, problems


def shown(question: Question, name: str, value: Any, sent: Any, problems: Sequence[Problem], place: str) -> FieldView:
    given = raw_of(question, name, sent) if sent is not None else None
    if given is None:
        given = FIELD_TYPES.get(question.type).typed(value, question) if value is not None else {}
    return field_of(question, given, [one for one in problems if one.path == place], name=name)
