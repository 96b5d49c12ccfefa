"""From a question on the way to what a template shows; the shell knows how, here is what a draft adds to it."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from madoguchi.engines.forms import public as forms
from madoguchi.faces.shell import questions
from madoguchi.faces.shell.fields import ErrorLink, FieldView, OptionView

Typed = Mapping[str, Sequence[str]]
OWN = ("account.", "contact.", "addressee.")
WAY_OF = {"bank": "bank", "branch": "bank", "kind": "bank", "symbol": "yucho"}
NAMES = {"family": "family-name", "given": "given-name"}


def field_of(asked: forms.Asked, typed: Typed, problems: Iterable[forms.Problem], *, kept: bool = False) -> FieldView:
    """The view of one question with what was typed and what is wrong. `kept`: a sealed number is there already."""
    question = asked.question
    mine = [problem for problem in problems if problem.path == asked.path]
    sealed = asked.type.sealed
    by_part = {} if sealed else _by_part(question, typed)
    must = asked.required and not sealed and question.type != "consent"
    view = questions.field_of(question, by_part, mine, required=must)
    own = question.prefill.startswith(OWN)
    for part in (view, *view.parts):
        name = part.name.removeprefix(question.id).lstrip(".")
        part.autocomplete = (part.autocomplete or NAMES.get(name, "")) if own or sealed else ""
    for inner, known in zip(view.parts, asked.type.parts(question), strict=False):
        inner.optional = known.optional and question.type != "bank-account"
        if question.type == "bank-account" and known.name in WAY_OF:
            inner.when = f"{question.id}.way={WAY_OF[known.name]}"
    view.optional = not (asked.required or sealed or question.type == "consent")
    return _sealed(view) if sealed and kept else view


def _by_part(question: forms.Question, typed: Typed) -> dict[str, list[str]]:
    """Inputs are called `id` or `id.part`; the shell wants the parts."""
    parts = [part.name for part in forms.FIELD_TYPES.get(question.type).parts(question)]
    names = {part: f"{question.id}.{part}" if part else question.id for part in parts}
    return {part: list(typed[name]) for part, name in names.items() if name in typed}


def _sealed(view: FieldView) -> FieldView:
    """A My Number that is kept: never shown; it can be replaced or forgotten."""
    number = FieldView(
        name=view.name, label=_("新しい番号"), autocomplete="off", inputmode="numeric", size="short", error=view.error
    )
    forget = FieldView(name=f"{view.name}.forget", label=_("取り消し"), widget="checkboxes")
    forget.options = [OptionView("1", _("入力済みの番号を取り消す"))]
    hint = _("入力済みです（番号は表示しません）。変えるときだけ入力してください。")
    return FieldView(f"{view.name}.group", view.label, "group", hint=hint, layout="stack", parts=[number, forget])


def errors_of(fields: list[FieldView], problems: Iterable[forms.Problem], asked: Iterable[forms.Asked]) -> list[ErrorLink]:
    """Lines of the summary, each leading to where it is put right."""
    views = {a.path: view for a, view in zip(asked, fields, strict=True)}
    links = []
    for problem in problems:
        view = views.get(problem.path)
        part = None
        if view and problem.part:
            part = next((p for p in view.parts if p.name.endswith(f".{problem.part}")), None)
        if part is None and view and view.parts:
            part = next((p for p in view.parts if p.widget != "select"), None)  # 年 rather than 元号
        target = part or view
        links.append(ErrorLink(target.anchor if target else "", problem.sentence))
    return links
