"""FieldView: a question as a template shows it. Views make them, `{% field f %}` shows them; nothing is checked.

    FieldView("mail", _("メールアドレス"), "mail", required=True, value="…", error=_("…"))

`widget` names the partial `components/field/<widget>.html`: text textarea select radio checkboxes files group consent,
or a field type of the definitions (kana name date choice multi yes-no number yen phone mail postal-address bank-account
my-number file), which is one of the former with what it needs filled in. A group carries its inputs in `parts`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

TYPES: dict[str, dict[str, Any]] = {
    "phone": {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "size": "medium"},
    "mail": {"type": "email", "inputmode": "email", "autocomplete": "email"},
    "number": {"inputmode": "numeric", "size": "short"},
    "yen": {"inputmode": "numeric", "size": "medium", "unit": _("円")},
    "my-number": {"inputmode": "numeric", "autocomplete": "off", "size": "medium"},
    "password": {"type": "password", "autocomplete": "current-password"},
    "search": {"type": "search"},
    "time": {"inputmode": "numeric", "size": "short"},
    "yes-no": {"options": (("yes", _("はい")), ("no", _("いいえ")))},
    "date": {"layout": "date"},
    "name": {"layout": "two"},
}
"""What a type fills in where the maker said nothing."""
NOT_IN_ID = re.compile(r"[^A-Za-z0-9]+")


class OptionView(NamedTuple):
    value: str
    label: Any
    hint: Any = ""
    chosen: bool = False
    disabled: bool = False
    id: str = ""


@dataclass(frozen=True)
class FileView:
    """A file that is already there; `remove_name` is the name of a submit button that takes its id as value."""

    id: str
    name: str
    note: Any = ""
    url: str = ""
    remove_name: str = ""


@dataclass(frozen=True)
class Confirmation:
    """Something that is explained and may be confirmed, and then no longer stands in the way."""

    name: str
    value: str
    sentence: Any
    checked: bool = False


@dataclass(frozen=True)
class ErrorLink:
    """A line of the summary of errors: where it leads and what it says."""

    anchor: str
    sentence: Any


@dataclass
class FieldView:
    name: str
    label: Any
    widget: str = "text"
    value: Any = ""
    """A string; a list of strings where several may be chosen."""
    hint: Any = ""
    error: Any = ""
    required: bool = False
    id: str = ""
    """Made of the name where it is not given."""
    type: str = "text"
    """Of the HTML input."""
    options: Sequence[Any] = ()
    """`OptionView`s, or (value, label) pairs; chosen is also what `value` holds."""
    parts: Sequence["FieldView"] = ()
    layout: str = ""
    """Of a group: `date` in one line, `two` columns, nothing for one below the other."""
    autocomplete: str = ""
    inputmode: str = ""
    size: str = ""
    """Room for what is expected: two year short medium; nothing for the whole width."""
    maxlength: int = 0
    rows: int = 5
    unit: Any = ""
    accept: str = ""
    multiple: bool = True
    """Of files."""
    files: Sequence[FileView] = ()
    text: Any = ""
    """Of a consent: what is agreed to, where that is more than a sentence."""
    confirm: Confirmation | None = None
    optional: bool = False
    """Says 任意."""
    heading: bool = False
    """The only question of a page: its label is the page's heading (h1)."""
    disabled: bool = False
    readonly: bool = False
    kana_for: str = ""
    """Id of the input whose reading this one takes from the input method."""
    lookup: str = ""
    """Address that answers a postcode with an address (JSON: prefecture, city, street)."""
    when: str = ""
    """`name=value`: shown only while that choice is made (with script; without it, always)."""
    data: dict[str, str] = field(default_factory=dict)
    """Further `data-…` attributes of the input."""

    def __post_init__(self) -> None:
        if not self.id:
            self.id = "f-" + NOT_IN_ID.sub("-", self.name).strip("-")
        for name, value in TYPES.get(self.widget, {}).items():
            if not getattr(self, name) or (name == "type" and self.type == "text"):
                setattr(self, name, value)

    @property
    def template(self) -> str:
        return f"components/field/{self.widget}.html"

    @property
    def errors(self) -> list[Any]:
        if not self.error:
            return []
        return list(self.error) if isinstance(self.error, list | tuple) else [self.error]

    @property
    def described_by(self) -> str:
        ids = [f"{self.id}-hint"] if self.hint else []
        return " ".join(ids + ([f"{self.id}-error"] if self.errors else []))

    @property
    def anchor(self) -> str:
        """Id of the input that the summary of errors leads to."""
        if not self.parts:
            return self.id
        return next((part.anchor for part in self.parts if part.errors), self.parts[0].anchor)

    @property
    def choices(self) -> list[OptionView]:
        """The options with what is chosen; the first has the field's own id."""
        held = {self.value} if isinstance(self.value, str) else set(self.value or ())
        given = [one if isinstance(one, OptionView) else OptionView(str(one[0]), one[1]) for one in self.options]
        if self.widget == "select":  # an option of a select has no id
            return [o._replace(chosen=True) if o.value in held and not o.chosen else o for o in given]
        return [
            o._replace(chosen=o.chosen or o.value in held, id=o.id or (f"{self.id}-{i}" if i else self.id))
            for i, o in enumerate(given)
        ]


def errors_of(fields: Sequence[FieldView]) -> list[ErrorLink]:
    """For `components/error_summary.html`, in the order of the page."""
    found: list[ErrorLink] = []
    for one in fields:
        found += [ErrorLink(one.anchor, error) for error in one.errors]
        found += errors_of(one.parts)
    return found


WIDGETS = {
    "Textarea": "textarea",
    "Select": "select",
    "RadioSelect": "radio",
    "CheckboxSelectMultiple": "checkboxes",
    "PasswordInput": "password",
    "FileInput": "files",
    "ClearableFileInput": "files",
}


def from_bound(bound: Any) -> FieldView:
    """A field of a Django form."""
    widget, attributes = bound.field.widget, bound.field.widget.attrs
    kind = WIDGETS.get(type(widget).__name__, "text")
    value = bound.value()
    several = isinstance(value, list | tuple | set)
    return FieldView(
        bound.html_name,
        bound.label,
        kind,
        value=[str(v) for v in value] if several else "" if value is None or kind in {"password", "files"} else str(value),
        hint=bound.help_text,
        error=list(bound.errors),
        required=bound.field.required,
        id=bound.auto_id or "",
        type=attributes.get("type") or (getattr(widget, "input_type", "") if kind in {"text", "password"} else "") or "text",
        options=[(v, label) for v, label in getattr(bound.field, "choices", ()) if v != "" or kind == "select"],
        autocomplete=attributes.get("autocomplete", ""),
        inputmode=attributes.get("inputmode", ""),
        maxlength=int(attributes.get("maxlength", 0)),
        disabled=bound.field.disabled,
    )
