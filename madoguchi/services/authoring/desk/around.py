"""What every page of a manuscript shows around its matter."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from madoguchi.city import public as city
from madoguchi.core.calendar.public import today
from madoguchi.services.authoring import queries
from madoguchi.services.authoring.body import Body, main_of
from madoguchi.services.authoring.checking import Looked, looked_over
from madoguchi.services.authoring.models import Manuscript, Submission


@dataclass
class Desk:
    """One manuscript on the desk of one person."""

    manuscript: Manuscript
    request: Any

    @property
    def pk(self) -> UUID:
        return self.manuscript.pk

    @property
    def body(self) -> Body:
        return self.manuscript.body

    @property
    def number(self) -> int:
        return self.manuscript.number

    @property
    def title(self) -> str:
        return title_of(self.body) or self.manuscript.code

    @cached_property
    def looked(self) -> Looked:
        return looked_over(self.body, run=False)

    @cached_property
    def submission(self) -> Submission | None:
        return queries.open_submission(self.manuscript)

    @property
    def is_block(self) -> bool:
        return self.manuscript.kind == "block"

    @property
    def may_write(self) -> bool:
        return self.manuscript.is_open and self.submission is None

    @cached_property
    def sections(self) -> list[tuple[str, str]]:
        mine = set(self.request.actor.sections_with("authoring.write"))
        on = today(self.request.received_at)
        return [(one.code, str(one.name)) for one in city.departments(on) if one.code in mine]


def desk_of(request: Any, pk: UUID) -> Desk:
    """Raises NotFound."""
    return Desk(queries.manuscript_for(request.actor, pk), request)


def title_of(body: Body) -> str:
    return said(main_of(body).get("title", ""))


def said(text: Any) -> str:
    """A text of a definition in the language of the page."""
    if not isinstance(text, dict):
        return str(text or "")
    language = get_language() or "ja"
    return str(text.get("en" if language == "en" else "ja") or text.get("ja") or "")


def number_in(values: Any, name: str, otherwise: int = 0) -> int:
    text = values.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else otherwise
