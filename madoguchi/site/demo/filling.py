"""Filling in a form as a person would, page by page, through the same actions as the pages of the portal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from madoguchi.city.public import Version
from madoguchi.core.calendar.public import today
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.public import Actor


def fill_in(version: Version, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> forms.Draft:
    """A draft with these answers, papers marked as following, what is explained confirmed."""
    draft = forms.start_draft(version, by=by, at=at)
    day = today(at)
    for page in draft.spec.pages:
        if forms.state_of(draft, day).walk.stop(page.name) is None:
            continue
        rows = (forms.get(answers, page.repeat.id) or []) if page.repeat else [answers]
        revision = 0
        for index, values in enumerate(rows):
            typed, place = forms.typed_from(page, values), index if page.repeat else None
            revision = forms.save_page(draft, page.name, typed, revision=revision, index=place, by=by, at=at).revision
    state = forms.state_of(draft, day)
    for slot in state.walk.slots():
        if slot.later:
            forms.mark_later(draft, slot.id, True, by=by, at=at)
    for problem in state.problems():
        if problem.confirm:
            forms.confirm_problems(draft, forms.page_of(state.spec, problem.path), [problem.key], by=by, at=at)
    return draft


def apply(version: Version, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> cases.Application:
    """Fill in and hand in."""
    return cases.submit(fill_in(version, answers, by=by, at=at), by=by, at=at)
