"""What the reservation asks, asked when a place is offered: at the portal, and by the desk of whoever telephones."""

from collections.abc import Sequence
from typing import Any

from madoguchi.engines.booking.public import waiting as line
from madoguchi.engines.forms.public import FIELD_TYPES, Problem, Question
from madoguchi.faces.shell.correcting import raw_of
from madoguchi.faces.shell.fields import ErrorLink, FieldView, errors_of
from madoguchi.faces.shell.questions import field_of


def questions_of(found: line.Waiting) -> dict[str, Question]:
    return {question.id: question for page in found.slot.version.definition.pages for question in page.ask}


def asked_with_offer(found: line.Waiting, request: Any, problems: Sequence[Problem]) -> list[FieldView]:
    """Each question with what was typed, or with what was said when the person came."""
    said = found.answers
    fields = []
    for question in questions_of(found).values():
        if request.method == "POST":
            now = raw_of(question, question.id, request)
        else:
            now = FIELD_TYPES.get(question.type).typed(said[question.id], question) if question.id in said else {}
        fields.append(field_of(question, now, [problem for problem in problems if problem.path == question.id]))
    return fields


def errors_with(asked: Sequence[FieldView], problems: Sequence[Problem]) -> list[ErrorLink]:
    """The lines of the summary; what is wrong with what is not asked here stands there without a place."""
    here = {field.name for field in asked}
    return [*errors_of(asked), *(ErrorLink("", problem.sentence) for problem in problems if problem.path not in here)]
