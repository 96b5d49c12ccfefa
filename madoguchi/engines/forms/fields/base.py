"""FieldType: all that the house knows about a kind of question: its inputs, its value, its words, its schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import get_language

from madoguchi.core.registry import Registry
from madoguchi.engines.forms.conditions.types import Kind, Type
from madoguchi.engines.forms.problems import Problem

if TYPE_CHECKING:
    from madoguchi.engines.forms.definitions import Question

Raw = Mapping[str, Sequence[str]]
Word = str | Promise


def lang() -> str:
    """The language of texts now: ja, en, easy …"""
    active = get_language() or "ja"
    return "easy" if active == "ja-easy" else active


@dataclass(frozen=True)
class Part:
    """One input of a question. `name` is empty where there is only one; `kind`: text, area, select …"""

    name: str = ""
    kind: str = "text"
    label: Word = ""
    options: tuple[tuple[str, Word], ...] = ()
    autocomplete: str = ""
    inputmode: str = ""
    size: int = 0
    hint: Word = ""
    optional: bool = False


@dataclass(frozen=True)
class Limits:
    """What a question's limits come to at this moment: `not_after` and its sister as days."""

    not_after: date | None = None
    not_before: date | None = None
    today: date | None = None
    words: Mapping[str, Any] = field(default_factory=dict)


class FieldType:
    """The plain kind; others override what differs. Values are canonical JSON; None means that nothing was answered."""

    code: ClassVar[str] = ""
    settings: ClassVar[frozenset[str]] = frozenset()
    sealed: ClassVar[bool] = False  # kept apart, never echoed
    group: ClassVar[bool] = False  # several inputs of different names under one legend

    def check_question(self, question: "Question") -> None:
        """Raises ValueError where a definition of this kind can't be."""

    def kind(self, question: "Question") -> Kind:
        """What a condition may take it for."""
        return Type.TEXT

    def parts(self, question: "Question") -> tuple[Part, ...]:
        return (Part(),)

    def besides(self, typed: str, question: "Question") -> tuple[tuple[str, Word], ...]:
        """Options that are offered to this person alone, for what stands in their field already."""
        return ()

    def parse(self, raw: Raw, question: "Question") -> Any:
        """The value of what was typed, None for nothing. Raises Unparsable."""
        return one(raw) or None

    def secret(self, raw: Raw, question: "Question") -> str:
        """What must be sealed apart, "" for nothing."""
        return ""

    def typed(self, value: Any, question: "Question") -> dict[str, list[str]]:
        """What one would type to give the value."""
        return {"": [] if value is None else [str(value)]}

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        """What is wrong with a value that is there. Must take any JSON."""
        return []

    def view(self, value: Any, question: "Question") -> Any:
        """The value as conditions see it."""
        return value

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        """The value in words."""
        return "" if value is None else str(value)

    def schema(self, question: "Question") -> dict[str, Any]:
        """JSON Schema 2020-12 of the value."""
        return {"type": "string"}


FIELD_TYPES: Registry[FieldType] = Registry("field types")


def register_field_type(field_type: FieldType) -> FieldType:
    """For other rooms: `slot` of booking, `fee` of ledger."""
    return FIELD_TYPES.register(field_type.code, field_type)


def one(raw: Raw, part: str = "") -> str:
    """What was typed in an input, without spaces around; "" for nothing."""
    values = raw.get(part) or [""]
    return values[0].strip()


def written(raw: Raw) -> bool:
    return any(value.strip() for values in raw.values() for value in values)


def wrong_shape(expected: str) -> list[Problem]:
    from madoguchi.engines.forms.problems import bad

    return [bad("wrong-shape", f"この項目の形式が違います（{expected}）。")]
