"""An example made of what was filled in once: the answers, and as expected what came of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.cases.public import Calculated, calculated, deadline_of
from madoguchi.engines.forms import public as forms
from madoguchi.services.authoring.trial import Trial

OUTCOMES = (
    ("grant", _("許可・決定した")),
    ("refuse", _("不許可・却下にした")),
    ("accept", _("届出を受け付けた")),
    ("acknowledge", _("申出を受け付けた")),
    ("answer", _("回答した")),
    ("cancel", _("取り消した")),
)
NEEDS_REASON = {"refuse", "cancel"}
"""Outcomes to a person's disadvantage (行政手続法8条)."""


def example_of(trial: Trial, name: str, *, result: str = "", reason: str = "") -> dict[str, Any]:
    """As it stands in the definition. Texts that a consent agreed to are left to the form; sealed numbers are not there."""
    form, way = trial.form, trial.way
    problems = forms.check(form, trial.answers, trial.today)
    expect: dict[str, Any] = {
        "pages": [stop.page.name for stop in way.stops],
        "attachments": [slot.id for slot in way.slots()],
    }
    if (last := deadline_of(form, way.answers, trial.today)) is not None:
        expect["deadline"] = last.isoformat()
    expect |= {one.id: one.value for one in amounts(trial) if isinstance(one.value, int | str)}
    if explained := [problem.path for problem in problems if problem.confirm]:
        expect["explained"] = explained
    if errors := {problem.path: problem.code for problem in problems if not problem.confirm}:
        expect["errors"] = errors
    found: dict[str, Any] = {"name": name, "today": trial.today.isoformat(), "answers": _plain(trial)}
    if result in dict(OUTCOMES) and getattr(form.results, result, None):
        found["decided"] = {"result": result} | ({"reason": reason} if reason else {})
    return found | {"expect": expect}


def amounts(trial: Trial) -> list[Calculated]:
    """What is calculated of the answers: fees above all."""
    return [one for one in calculated(trial.form, trial.way.answers, trial.today) if one.value is not None]


def _plain(trial: Trial) -> dict[str, Any]:
    answers = trial.way.answers
    for page in trial.form.pages:
        for question in page.ask:
            if page.repeat or question.type != "consent":
                continue
            given = forms.get(answers, question.id)
            if isinstance(given, dict):
                answers = forms.put(answers, question.id, bool(given.get("agreed")))
    return answers
