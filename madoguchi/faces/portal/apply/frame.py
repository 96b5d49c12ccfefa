"""What every page of a draft shows around its matter: where one is, how far it is, whom to ask, which way out."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from madoguchi.city.public import NotDefined, city, department
from madoguchi.core.calendar.public import today
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms import public as forms
from madoguchi.engines.people import public as people
from madoguchi.engines.people.public import Actor


@dataclass(frozen=True)
class Office:
    """The department in charge, for the foot of the page and the sheets."""

    name: str
    place: str
    phone: str
    phone_note: str
    hours: str
    address: str
    city: str

    def hand_in(self) -> forms.HandIn:
        place = "　".join(filter(None, (self.address, self.place)))
        return forms.HandIn(self.city, self.name, place, self.phone, self.hours)


def office_of(spec: Any) -> Office:
    """Of the department that the definition names; empty where nothing is loaded yet."""
    try:
        whole = city()
        mine = department(spec.department)
    except (NotDefined, AttributeError):
        return Office("", "", "", "", "", "", "")
    return Office(
        name=str(mine.name),
        place=str(mine.place),
        phone=mine.phone,
        phone_note=str(mine.phone_note or ""),
        hours=str(mine.hours or whole.hours),
        address=f"〒{whole.postal_code} {whole.address}",
        city=str(whole.name),
    )


def title_of(spec: Any) -> str:
    return str(getattr(spec, "title", ""))


@dataclass
class Frame:
    """Context of a draft's page; `number` of `of` steps, 0 where the page is beside the way."""

    draft: forms.Draft
    state: forms.State
    by: Actor
    number: int = 0

    @cached_property
    def of(self) -> int:
        return len(self.state.walk.stops) + 1 + bool(self.has_papers)

    @cached_property
    def has_papers(self) -> bool:
        return bool(self.state.walk.slots() or self.file_questions())

    def file_questions(self) -> list[forms.Asked]:
        return [a for stop in self.state.walk.stops for a in stop.asked() if a.question.type == "file"]

    @cached_property
    def title(self) -> str:
        return title_of(self.state.spec)

    @cached_property
    def office(self) -> Office:
        return office_of(self.state.spec)

    @cached_property
    def is_helper(self) -> bool:
        return forms.is_helper(self.by, self.draft)


def frame_of(request: Any, draft: forms.Draft, by: Actor, state: forms.State | None = None) -> Frame:
    return Frame(draft, state or forms.state_of(draft, today(request.received_at)), by)


def takes_signatures(frame: Frame) -> bool:
    """Whether this procedure asks for one, and this city can judge it."""
    return getattr(frame.state.spec, "level", "none") == "sign" and people.can_sign() and cases.may_sign_for(frame.by)


def step_number(frame: Frame, key: str) -> int:
    return next((n for n, stop in enumerate(frame.state.walk.stops, 1) if stop.page.name == key), 0)


def address(name: str, draft: forms.Draft, *args: Any) -> str:
    return reverse(f"portal:{name}", args=[draft.pk, *args])


def after(frame: Frame, key: str) -> str:
    """The step that follows a page: the next page, the papers, the review."""
    names = [stop.page.name for stop in frame.state.walk.stops]
    place = names.index(key) + 1 if key in names else len(names)
    if place < len(names):
        return address("apply-page", frame.draft, names[place])
    if key != forms.PAPERS and frame.has_papers:
        return address("apply-papers", frame.draft)
    return address("apply-review", frame.draft)


def before(frame: Frame, key: str) -> str:
    """The step before; the first page leads back to the procedure."""
    names = [stop.page.name for stop in frame.state.walk.stops]
    if key in names:
        place = names.index(key)
        return address("apply-page", frame.draft, names[place - 1]) if place else ""
    if key == "review" and frame.has_papers:
        return address("apply-papers", frame.draft)
    return address("apply-page", frame.draft, names[-1]) if names else ""
