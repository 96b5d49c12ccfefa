"""Fields as HTML. `components/field.jinja` has a macro for each sort of widget; a field type of another room may bring a
Django template `components/field/<widget>.html` instead.

Jinja2 here and nowhere else: a page of a form is mostly fields, and it draws them many times quicker (docs/decisions/0015).
"""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from django.template.defaultfilters import linebreaks, linebreaksbr
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from madoguchi.faces.shell.fields import FieldView

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "components"
MACROS = {
    "textarea": "textarea",
    "select": "select",
    "radio": "radio",
    "choice": "radio",
    "yes-no": "radio",
    "checkbox": "checkbox",
    "checkboxes": "checkbox",
    "multi": "checkbox",
    "consent": "consent",
    "file": "files",
    "files": "files",
    "date": "date",
    "group": "group",
    "name": "group",
    "postal-address": "group",
    "bank-account": "group",
} | dict.fromkeys(["text", "kana", "mail", "phone", "number", "yen", "my-number", "password", "search", "time"], "text")
"""How a widget is drawn."""


def draw(view: FieldView) -> SafeString:
    """A question with label, hint, input and error."""
    name = MACROS.get(view.widget)
    if name is None:
        return render_to_string(view.template, {"f": view})
    return mark_safe(_macros()[name](view))  # noqa: S308  a template of ours, which escapes


@cache
def _macros() -> dict[str, Callable[[FieldView], str]]:
    from madoguchi.faces.shell.templatetags.mado import icon

    house = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, auto_reload=False, extensions=["jinja2.ext.i18n"])
    house.install_gettext_callables(gettext, ngettext, newstyle=False)  # type: ignore[attr-defined]  of the extension
    house.filters |= {"linebreaksbr": linebreaksbr, "linebreaks": linebreaks}
    house.globals |= {"draw": draw, "icon": icon, "file_list": _file_list}
    module = house.get_template("field.jinja").module
    options: Callable[[FieldView, str], str] = module.options  # type: ignore[attr-defined]  a macro
    kinds: dict[str, Callable[[FieldView], str]] = {kind: partial(options, kind=kind) for kind in ("radio", "checkbox")}
    return {name: kinds.get(name) or getattr(module, name) for name in set(MACROS.values())}


def _file_list(files: object) -> Markup:
    return Markup(render_to_string("components/file_list.html", {"files": files}))  # noqa: S704  a template of ours, which escapes
