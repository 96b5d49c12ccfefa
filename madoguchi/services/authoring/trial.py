"""Filling in a form that is not published: page by page, carried along by the pages themselves; nothing is stored."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from madoguchi.engines.cases.public import Procedure
from madoguchi.engines.forms import public as forms

LONGEST = 400_000
REVIEW = "@review"


@dataclass
class Trial:
    """`answers` so far; `confirmed` explanations."""

    form: Procedure
    today: date
    answers: dict[str, Any] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)

    @classmethod
    def carried(cls, form: Procedure, today: date, text: str) -> "Trial":
        """What a page carried along; what it can't be is left out."""
        try:
            data = json.loads(text) if text and len(text) <= LONGEST else {}
        except ValueError:
            data = {}
        answers = data.get("answers") if isinstance(data, dict) else None
        confirmed = data.get("confirmed") if isinstance(data, dict) else None
        return cls(
            form,
            today,
            answers if isinstance(answers, dict) else {},
            {str(one) for one in confirmed} if isinstance(confirmed, list) else set(),
        )

    @property
    def to_carry(self) -> str:
        return json.dumps({"answers": self.answers, "confirmed": sorted(self.confirmed)}, ensure_ascii=False)

    @cached_property
    def way(self) -> forms.Walk:
        return forms.walk(self.form, self.answers, self.today)

    @property
    def keys(self) -> list[str]:
        return [stop.page.name for stop in self.way.stops]

    def items(self, page: forms.Page) -> list[dict[str, Any]]:
        found = forms.get(self.answers, page.repeat.id) if page.repeat else None
        return found if isinstance(found, list) else []

    def asked(self, page: forms.Page, index: int | None) -> list[forms.Asked]:
        """The questions of a page as they stand; of an item that is not there yet, as of an empty one."""
        way = self.way
        if page.repeat and index is not None:
            items = self.items(page)
            if index >= len(items):
                way = forms.walk(self.form, forms.put(self.answers, page.repeat.id, [*items, {}]), self.today)
        stop = way.stop(page.name)
        if stop is None or not stop.items:
            return []
        return [one for one in stop.items[index or 0].asked if one.question.type != "file"]

    def typed(self, page: forms.Page, index: int | None) -> dict[str, list[str]]:
        if page.repeat is None:
            return dict(forms.typed_from(page, self.answers))
        items = self.items(page)
        return dict(forms.typed_from(page, items[index])) if index is not None and index < len(items) else {}

    def save(
        self, page: forms.Page, index: int | None, typed: Mapping[str, list[str]]
    ) -> tuple["Trial", list[forms.Problem], bool]:
        """The trial with the page's answers; what is wrong with them; whether they bring up further questions."""
        shown = set(" ".join(typed.get("asked", [])).split())
        parsed = forms.parse_typed(page, typed, secrets=True)
        kept = {one: value for one, value in _leaves(page, parsed.values) if not shown or one in shown}
        if page.repeat is None:
            answers = self.answers
            for question in page.ask:
                if question.type != "file" and (not shown or question.id in shown):
                    answers = forms.put(answers, question.id, kept.get(question.id))
        else:
            items, place = list(self.items(page)), index or 0
            item: dict[str, Any] = {}
            for one, value in kept.items():
                item = forms.put(item, one, value)
            items[place : place + 1] = [item]
            answers = forms.put(self.answers, page.repeat.id, items)
        new = Trial(self.form, self.today, answers, self.confirmed)
        prefix = f"{page.repeat.id}[{index or 0}]." if page.repeat else ""
        unread = [problem.at(prefix + problem.path) for problem in parsed.problems]
        places = {problem.path for problem in unread}
        asked = {one.path for one in new.asked(page, index)}
        others = [
            p for p in forms.check(self.form, answers, self.today) if p.path in asked and not p.confirm and p.path not in places
        ]
        revealed = bool(shown) and bool({one.question.id for one in new.asked(page, index)} - shown)
        return new, [*[p for p in unread if p.path in asked], *others], revealed

    def points(self, key: str) -> list[forms.Problem]:
        """What is explained on a page and wants to be confirmed."""
        problems = forms.check(self.form, self.answers, self.today)
        return [p for p in problems if p.confirm and p.key not in self.confirmed and forms.page_of(self.form, p.path) == key]

    def after(self, key: str) -> str:
        keys = self.keys
        place = keys.index(key) + 1 if key in keys else 0
        return keys[place] if place < len(keys) else REVIEW

    def before(self, key: str) -> str:
        keys = self.keys
        place = keys.index(key) if key in keys else len(keys)
        return keys[place - 1] if place else ""


def _leaves(page: forms.Page, values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    found = [(question.id, forms.get(values, question.id)) for question in page.ask]
    return [(id, value) for id, value in found if value is not None]
