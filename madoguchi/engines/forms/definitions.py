"""What a city may say about a form in YAML. The published schema and the manual are made from these classes."""

import re
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator, model_validator

from madoguchi.city.public import Mistake, Part, Text, hint
from madoguchi.core.files.public import KINDS
from madoguchi.engines.forms.rules import Rule

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,4}$", max_length=80)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
Condition = Annotated[str, StringConstraints(max_length=600)]
RESERVED = {"today", "this", "rules", "true", "false", "null", "has", "size", "in"}


def _options(value: Any) -> Any:
    return {str(code): str(code) for code in value} if isinstance(value, list) else value


def _kinds(value: list[str]) -> list[str]:
    for code in value:
        if code not in KINDS:
            ja, en = hint(code, KINDS)
            raise Mistake(f"「{code}」というファイルの種類はありません。{ja}", f"there is no kind of file {code!r}.{en}")
    return value


def _several(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class Explain(Part):
    """A rule that says "not eligible", or something else worth knowing. It asks to confirm; it never bars."""

    code: Key = "explained"
    """Name of the rule, by which a confirmation is remembered."""
    when: Condition
    """When the explanation is due; `this` is the group of the question."""
    text: Text
    """What is explained, and what the person may do instead."""
    confirm: bool = True
    """Whether the person must confirm before going on; false only shows the text."""


Explains = Annotated[list[Explain], BeforeValidator(_several)]


class Question(Part):
    """One thing that is asked."""

    id: Id
    """Its place in the answers: `claimant.birth`. Within `repeat` it is relative to the item."""
    type: str
    """Type of field: text, kana, name, date, choice, multi, yes-no, number, yen, phone, mail, postal-address,
    bank-account, my-number, file, consent."""
    label: Text
    """What is asked, as the label above the field."""
    hint: Text | None = None
    """Help that stands between label and field."""
    short: Text | None = None
    """A shorter label for tables and the printed sheet."""
    options: Annotated[dict[str, Text], BeforeValidator(_options)] = Field(default_factory=dict)
    """choice, multi: code and text of each option."""
    optional: bool = False
    """Whether the person may leave it out."""
    required_when: Condition | None = None
    """Condition under which it must be answered; without it the person may leave it out."""
    when: Condition | None = None
    """Condition under which it is asked at all."""
    prefill: str = ""
    """Where a first value is taken from: contact.phone, addressee.name …"""
    prefill_when: Condition | None = None
    """Condition under which that value is proposed; without it always. For forms that one person fills in for another."""
    min: float | None = None
    """number, yen: smallest value."""
    max: float | None = None
    """number, yen: largest value."""
    max_length: int | None = Field(None, ge=1, le=10_000)
    """text, kana: most characters, as a person counts them."""
    lines: int = Field(1, ge=1, le=30)
    """text: height of the box in lines."""
    decimals: int = Field(0, ge=0, le=6)
    """number: digits after the point."""
    unit: Text | None = None
    """number: what is counted, shown behind the box."""
    pattern: str | None = Field(None, max_length=200)
    """text: regular expression that the whole text must fit."""
    pattern_says: Text | None = None
    """text: the sentence shown when `pattern` does not fit."""
    not_after: str | None = None
    """date: latest day: `today`, a day, or an expression that gives a day."""
    not_before: str | None = None
    """date: earliest day, in the same way."""
    kana: bool = True
    """name: whether the reading is asked too."""
    kinds: list[str] = Field(default_factory=list)
    """bank-account: kinds of account that are taken (ordinary, current, savings); all when empty."""
    public_account: bool = True
    """bank-account: whether 公金受取口座 is offered."""
    look_up: bool = True
    """my-number: whether it may be left blank and the city looks it up."""
    text: Text | None = None
    """consent: the full wording that is agreed to."""
    accept: Annotated[list[str], AfterValidator(_kinds)] = Field(default_factory=list)
    """file: kinds of file taken (pdf, jpeg …); all that the house takes when empty."""
    max_files: int = Field(10, ge=1, le=20)
    """file: most files."""
    explain: Explains = Field(default_factory=list)
    """Rules that explain something about the answer and ask to confirm."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """For field types of other rooms: what they want to know."""
    within: str = ""
    """The group that `this` means in its conditions; written by `use … as`."""

    @property
    def required(self) -> bool:
        return not self.optional and self.required_when is None

    @field_validator("pattern")
    @classmethod
    def _pattern_is_safe(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                re.compile(value)
            except re.error as error:
                raise Mistake(f"pattern が読めません: {error}", f"pattern can't be read: {error}") from None
            if re.search(r"[+*}]\)?[+*{]|\([^)]*[+*][^)]*\)[+*{]", value):
                raise Mistake(
                    "pattern の中に、くり返しのくり返しがあります。終わらないことがあるため使えません",
                    "pattern repeats something that repeats itself; that could take for ever",
                )
        return value

    @model_validator(mode="after")
    def _known_type(self) -> Self:
        from madoguchi.engines.forms.fields import FIELD_TYPES
        from madoguchi.engines.forms.fields.numbers import plainly

        if self.type not in FIELD_TYPES:
            ja, en = hint(self.type, FIELD_TYPES)
            raise Mistake(f"「{self.type}」という type はありません。{ja}", f"there is no type {self.type!r}.{en}")
        field_type = FIELD_TYPES.get(self.type)
        if self.id.split(".")[0] in RESERVED:
            first = self.id.split(".")[0]
            raise Mistake(f"「{first}」は条件式の中で別の意味を持ちます", f"{first!r} has a meaning of its own in conditions")
        if idle := sorted((self.model_fields_set & SPECIAL) - field_type.settings):
            names = ", ".join(idle)
            raise Mistake(f"type {self.type} では {names} は使えません", f"{names} has no meaning for type {self.type}")
        if self.min is not None and self.max is not None and self.min > self.max:
            low, high = plainly(self.min), plainly(self.max)
            raise Mistake(
                f"最小（min {low}）が最大（max {high}）より大きくなっています", f"min {low} is more than max {high}"
            )
        field_type.check_question(self)
        return self


SPECIAL = {
    "options", "min", "max", "max_length", "lines", "decimals", "unit", "pattern", "pattern_says", "not_after",
    "not_before", "kana", "kinds", "public_account", "look_up", "text", "accept", "max_files", "settings",
}  # fmt: skip


class Repeat(Part):
    """A group that is asked several times, one page an item."""

    id: Id
    """Name of the list in the answers."""
    min: int = Field(1, ge=0, le=50)
    """Fewest items."""
    max: int = Field(10, ge=1, le=50)
    """Most items that the form takes; for more it names the counter."""
    item: Text | None = None
    """What one item is called: 児童."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min > self.max:
            raise Mistake(
                f"最少（min {self.min}）が最多（max {self.max}）より大きくなっています",
                f"min {self.min} is more than max {self.max}",
            )
        return self


class Page(Part):
    """One topic. Shown only while `when` holds."""

    key: Key | None = None
    """Its name in addresses; made from the first question when left out."""
    title: Text
    """Heading of the page."""
    intro: Text | None = None
    """What stands below the heading."""
    when: Condition | None = None
    """Condition under which the page is on the way."""
    repeat: Repeat | None = None
    """Makes the page a group that is asked several times."""
    ask: list[Question] = Field(min_length=1, max_length=40)
    """The questions; `{use: block}` puts a block's questions in."""
    explain: Explains = Field(default_factory=list)
    """Rules about the page as a whole."""

    @property
    def name(self) -> str:
        """The key, once `FormSpec` has seen to it that there is one."""
        assert self.key
        return self.key

    def question(self, id: str) -> Question | None:
        return next((q for q in self.ask if q.id == id), None)


class Slot(Part):
    """添付: a paper that goes with the form."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
    """Its name."""
    label: Text
    """What the paper is called."""
    hint: Text | None = None
    """Where to get it, which pages are needed."""
    when: Condition | None = None
    """Condition under which it is asked for."""
    optional: bool = False
    """Whether it may be left out."""
    later: bool = False
    """Whether it may follow after the form is sent."""
    accept: Annotated[list[str], AfterValidator(_kinds)] = Field(default_factory=list)
    """Kinds of file taken (pdf, jpeg …); all that the house takes when empty."""
    max_files: int = Field(10, ge=1, le=20)
    """Most files."""


class FormSpec(Part):
    """A form, blocks inlined: pages of questions, then papers. A procedure is this and more."""

    pages: list[Page] = Field(min_length=1, max_length=40)
    """The pages, in the order in which they are asked."""
    attach: list[Slot] = Field(default_factory=list, max_length=30)
    """Papers that go with it."""
    rules: list[Rule] = Field(default_factory=list, max_length=20)
    """Codes of rules/ whose dated values its expressions read: `rules.code.name`, as they stand on the day of filing."""
    notes: Text | None = None
    """Said before the form is begun: what to have at hand."""

    @model_validator(mode="before")
    @classmethod
    def _give_keys(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("pages"), list):
            return data
        taken: set[str] = {str(p["key"]) for p in data["pages"] if isinstance(p, dict) and p.get("key")}
        return {**data, "pages": [_with_key(page, number, taken) for number, page in enumerate(data["pages"], 1)]}

    def page(self, key: str) -> Page | None:
        return next((page for page in self.pages if page.key == key), None)


def _with_key(page: Any, number: int, taken: set[str]) -> Any:
    if not isinstance(page, dict) or page.get("key"):
        return page
    ask = page.get("ask") or [{}]
    repeat = page.get("repeat")
    first = (
        (repeat.get("id") if isinstance(repeat, dict) else None) or (ask[0].get("id") if isinstance(ask[0], dict) else None) or ""
    )
    for key in (str(first).split(".")[0], str(first).replace(".", "-"), f"page-{number}"):
        key = key.replace("_", "-").lower()
        if key and key not in taken:
            taken.add(key)
            return {**page, "key": key}
    return page


def as_day(text: str) -> date | None:
    """A bare day in `not_after` and its sisters, else None: then it is an expression."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
