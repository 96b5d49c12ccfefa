"""Examples that prove a procedure."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict

from madoguchi.city.public import Part


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


Day = Annotated[date, BeforeValidator(_day)]


class Expected(Part):
    """What must come out of an example; any calculated value may be named as well."""

    model_config = ConfigDict(extra="allow", frozen=True)

    deadline: Day | None = None
    """Last day for filing."""
    attachments: list[str] | None = None
    """Papers that are asked for, by id."""
    errors: dict[str, str] = {}
    """Errors: path and code. None expected means that none may come."""
    explained: list[str] | None = None
    """Paths at which something is explained and must be confirmed."""
    pages: list[str] | None = None
    """Pages that are shown, by key."""
    answers: dict[str, Any] = {}
    """What `typed` became: path and value as it is kept."""
    says: list[str] = []
    """Words that must stand in the notice of the answer given by `decided`."""


class Decided(Part):
    """How the city answers an example."""

    result: Literal["grant", "refuse", "accept", "acknowledge", "answer", "cancel", "extend", "transfer"]
    """The outcome, by its name in `results`."""
    reason: str = ""
    """理由: needed to refuse and to cancel; the answer to an inquiry."""
    entered: dict[str, Any] = {}
    """What the clerk enters with a grant, by the ids of `decide`; for `extend` and `transfer` the values of their notices."""


class ExampleCase(Part):
    """An example application that proves the definition."""

    name: str
    """What it shows."""
    today: Day
    """The day on which it is filled in and filed."""
    answers: dict[str, Any] = {}
    """The answers, as they are stored; a consent may be written as true or false."""
    like: str | None = None
    """Name of another example whose answers these are, but for `change`."""
    change: dict[str, Any] = {}
    """What is otherwise: path and value; null takes an answer away."""
    typed: dict[str, str | list[str] | dict[str, str | list[str]]] = {}
    """What a person types, as it comes from the boxes: path and text, or path and text by part (`{year: 令和８}`)."""
    decided: Decided | None = None
    """How the city answers it; the notice is filled in to prove its wording."""
    expect: Expected
    """What must come out."""
