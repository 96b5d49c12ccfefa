"""A person with a whole draft, and a browser that sends pages of it, in any language."""

from collections.abc import Mapping
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone

from madoguchi.city.public import current
from madoguchi.core.calendar.public import today
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people.testing import a_resident_account, actor_of, signed_in
from madoguchi.site.demo.filling import fill_in

PREFIXES = {"ja": "", "ja-easy": "/easy", "en": "/en"}


class Person:
    """Signed in, with a draft of each procedure that is asked for, filled in as the definition's first example."""

    def __init__(self) -> None:
        self.account = a_resident_account()
        self.by = actor_of(self.account)
        self.browser = signed_in(Client(), self.account)
        self.drafts: dict[str, forms.Draft] = {}
        self.now = timezone.now()

    def draft(self, code: str) -> forms.Draft:
        if code not in self.drafts:
            version = current("procedure", code)
            assert version
            answers = cases.example_answers(version.definition)
            self.drafts[code] = fill_in(version, answers, by=self.by, at=self.now)
        return self.drafts[code]

    def state(self, code: str) -> forms.State:
        draft = forms.Draft.objects.get(pk=self.draft(code).pk)
        return forms.state_of(draft, today(self.now))

    def typed(self, code: str, key: str, index: int | None = None) -> dict[str, Any]:
        """What the page would send if nothing were changed."""
        state = self.state(code)
        page = state.spec.page(key)
        assert page
        answers = cases.example_answers(state.spec)  # type: ignore[arg-type]
        given = (forms.get(answers, page.repeat.id) or [{}])[0] if page.repeat else answers
        return {**forms.typed_from(page, given), "revision": str(state.revision(key))}

    def address(self, code: str, key: str, index: int | None = None, lang: str = "ja") -> str:
        return f"{PREFIXES[lang]}/apply/d/{self.draft(code).pk}/page/{key}/" + ("" if index is None else f"{index}/")

    def send(self, code: str, key: str, changes: Mapping[str, Any], *, index: int | None = None, lang: str = "ja") -> Any:
        """Post the page with these boxes otherwise; a None takes a box out."""
        typed = {**self.typed(code, key, index), **changes}
        sent = {name: value for name, value in typed.items() if value is not None}
        return self.browser.post(self.address(code, key, index, lang), sent)


def words(answer: Any) -> str:
    return unescape(answer.content.decode())


def sentences(answer: Any) -> list[str]:
    """The lines of the summary of errors."""
    return [str(error.sentence) for error in answer.context["errors"]]
