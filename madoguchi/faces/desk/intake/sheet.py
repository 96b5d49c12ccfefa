"""The whole form as one page: every question of every page, whatever the conditions; what does not count is dropped later."""

from dataclasses import dataclass
from typing import Any

from madoguchi.engines.forms.public import FIELD_TYPES, Problem, Question
from madoguchi.faces.shell.correcting import raw_of
from madoguchi.faces.shell.fields import FieldView
from madoguchi.faces.shell.questions import field_of


@dataclass
class Block:
    """A page, or an item of a repeated one; `repeat` names the list after its last item."""

    title: str
    questions: dict[str, Question]
    fields: list[FieldView]
    repeat: str = ""


def sheet_of(procedure: Any, items: dict[str, int], request: Any, problems: list[Problem]) -> list[Block]:
    blocks = []
    for page in procedure.pages:
        count = items[page.repeat.id] if page.repeat else 1
        for index in range(count):
            prefix = f"{page.repeat.id}[{index}]." if page.repeat else ""
            questions = {f"{prefix}{q.id}": q for q in page.ask if _is_typed(q)}
            title = f"{page.title}{f' {index + 1}' if page.repeat else ''}"
            fields = [_field(path, question, request, problems) for path, question in questions.items()]
            last = bool(page.repeat) and index == count - 1 and count < page.repeat.max
            blocks.append(Block(title, questions, fields, page.repeat.id if last else ""))
    return blocks


def answers_from(values: dict[str, Any]) -> dict[str, Any]:
    """Values by path as one tree; items of lists in which nothing was typed are left out."""
    answers: dict[str, Any] = {}
    for path, value in values.items():
        if value is not None:
            _put(answers, path, value)
    return answers


def _put(tree: dict[str, Any], path: str, value: Any) -> None:
    here: Any = tree
    *before, last = path.split(".")
    for step in before:
        name, _bracket, rest = step.partition("[")
        if rest:
            index = int(rest.rstrip("]"))
            rows = here.setdefault(name, [])
            rows.extend({} for _ in range(index + 1 - len(rows)))
            here = rows[index]
        else:
            here = here.setdefault(name, {})
    here[last] = value


def _is_typed(question: Question) -> bool:
    return question.type != "file" and not FIELD_TYPES.get(question.type).sealed


def _field(path: str, question: Question, request: Any, problems: list[Problem]) -> FieldView:
    given = raw_of(question, path, request) if request is not None else {}
    return field_of(question, given, [p for p in problems if p.path == path], name=path, required=False)
