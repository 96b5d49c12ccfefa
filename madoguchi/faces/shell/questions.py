"""A question of a definition as a field on the page: the inputs that its type names, what was typed, what is wrong."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from madoguchi.engines.forms.public import FIELD_TYPES, Part, Problem, Question
from madoguchi.faces.shell.fields import ErrorLink, FieldView, OptionView

WIDGETS = {
    "text": "text",
    "area": "textarea",
    "select": "select",
    "radio": "radio",
    "checks": "checkboxes",
    "file": "files",
}
LAYOUTS = {"date": "date", "name": "two"}
Typed = Mapping[str, Sequence[str]]


def field_of(
    question: Question, typed: Typed, problems: Iterable[Problem] = (), *, name: str = "", required: bool | None = None
) -> FieldView:
    """`typed`: what was typed by part, "" for the one input (as `FieldType.typed` gives it). `name`: of the inputs, the
    question's id without it. `problems`: those of this question."""
    name = name or question.id
    must = question.required if required is None else required
    field_type = FIELD_TYPES.get(question.type)
    parts = field_type.parts(question)
    found = list(problems)
    hint = str(question.hint) if question.hint else ""
    if question.type == "consent":
        words = str(question.text) if question.text else ""
        said = found[0].sentence if found else ""
        return FieldView(name, str(question.label), "consent", _first(typed, ""), hint, said, must, text=words)
    if not field_type.group and len(parts) == 1:
        view = _input(parts[0], name, typed, question)
        view.label, view.required, view.hint = str(question.label), must, hint or view.hint
        view.error = found[0].sentence if found else ""
        return view
    views = []
    for part in parts:
        view = _input(part, f"{name}.{part.name}" if part.name else name, typed, question)
        view.error = next((p.sentence for p in found if p.part and p.part == part.name), "")
        views.append(view)
    general = next((p.sentence for p in found if not any(p.part == part.name for part in parts if part.name)), "")
    if len(views) == 1:
        only = views[0]
        only.label, only.hint, only.required, only.error = (
            str(question.label),
            hint or only.hint,
            must,
            only.error or general,
        )
        return only
    _link_kana(views)
    return FieldView(
        name, str(question.label), "group", "", hint, general, must, layout=LAYOUTS.get(question.type, ""), parts=views
    )


def _input(part: Part, name: str, typed: Typed, question: Question) -> FieldView:
    widget = WIDGETS[part.kind]
    chosen = list(typed.get(part.name, ()))
    known = dict(part.options)
    if widget == "select" and chosen and chosen[0] not in known:
        known = {**dict(FIELD_TYPES.get(question.type).besides(chosen[0], question)), **known}
    options = [OptionView(code, str(label), chosen=code in chosen) for code, label in known.items()]
    if widget == "select" and part.name != "era" and not any(option.value == "" for option in options):
        options.insert(0, OptionView("", _("選んでください")))
    return FieldView(
        name,
        str(part.label),
        widget,
        value=_first(typed, part.name),
        hint=str(part.hint),
        inputmode=part.inputmode,
        autocomplete=part.autocomplete,
        size=_size(part),
        rows=getattr(question, "lines", 1) if widget == "textarea" else 4,
        options=options,
        type={"tel": "tel", "email": "email"}.get(part.inputmode, "text"),
    )


def _first(typed: Typed, part: str) -> str:
    values = typed.get(part) or [""]
    return values[0]


def _size(part: Part) -> str:
    steps = ((2, "two"), (5, "year"), (8, "short"), (20, "medium"))
    return next((name for limit, name in steps if 0 < part.size <= limit), "")


def _link_kana(views: list[FieldView]) -> None:
    """family_kana follows what is typed in family."""
    ids = {view.name.rpartition(".")[2]: view.id for view in views}
    for view in views:
        last = view.name.rpartition(".")[2]
        if last.endswith("_kana") and (source := ids.get(last.removesuffix("_kana"))):
            view.kana_for = source


def error_links(fields: Iterable[FieldView]) -> list[ErrorLink]:
    """The lines of the summary of errors, in the order of the page."""
    links = []
    for view in fields:
        wrong = [view, *view.parts]
        links += [ErrorLink(one.anchor, f"{view.label}：{one.error}") for one in wrong if one.error]
    return links
