"""Filling pages of a draft from what the person sent before, where the person asked for it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from madoguchi.core.calendar.public import today
from madoguchi.engines.forms import answers as tree
from madoguchi.engines.forms.actions.save import write_items
from madoguchi.engines.forms.checks import check_asked
from madoguchi.engines.forms.definitions import Page
from madoguchi.engines.forms.models import Draft
from madoguchi.engines.forms.paths import Asked
from madoguchi.engines.forms.refusals import DraftClosed
from madoguchi.engines.forms.state import state_of
from madoguchi.engines.forms.typing import ASKED, typed_from
from madoguchi.engines.people.public import Actor, authorize


def check_page_values(page: Page, values: Mapping[str, Any], day: date) -> set[str]:
    """Ids of the given values that the page's questions would not take; limits that depend on other answers are not asked."""
    names = {"today": day, "this": {}}
    asked = [Asked(question, question.id, values[question.id], names) for question in page.ask if question.id in values]
    return {one.question.id for one in asked if any(not problem.confirm for problem in check_asked(one))}


@transaction.atomic
def fill_pages(draft: Draft, pages: Mapping[str, list[dict[str, Any]]], *, by: Actor, at: datetime) -> list[str]:
    """Fill these pages, by key with `{id: value}` for each item, as if typed. A page that was saved already stays as it is.
    Gives the keys that were filled. Raises NotPermitted, DraftClosed.
    """
    authorize(by, "forms.fill", draft)
    if not Draft.objects.open_on(today(at)).filter(pk=draft.pk).exists():
        raise DraftClosed
    state, filled = state_of(draft, today(at)), []
    for key, items in pages.items():
        page = state.spec.page(key)
        if page is None or key in state.pages or not items:
            continue
        written = []
        for given in items:
            values: dict[str, Any] = {}
            for id, value in given.items():
                tree.put_into(values, id, value)
            typed = {name: words for name, words in typed_from(page, values).items() if name != ASKED}
            written.append({"values": values, "typed": typed, "confirmed": []})
        write_items(draft, key, written, 0, mine={}, by=by, at=at)
        filled.append(key)
    return filled
