"""Fields as HTML. `components/field.jinja` has a macro for each sort of widget; a field type of another room may bring a
Django template `components/field/<widget>.html` instead.

Jinja2 for these, and for what surrounds them on a form page (`drawn`), and nowhere else: it draws them many times quicker
(docs/decisions/0015, 0031).
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.template.defaultfilters import linebreaks, linebreaksbr
from django.template.loader import render_to_string
from django.template.utils import get_app_template_dirs
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from madoguchi.faces.shell.fields import FieldView

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
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


def drawn(template: str, context: Mapping[str, Any]) -> SafeString:
    """A part of a page whose file ends in `.jinja`, with the page's context."""
    return mark_safe(_house().get_template(template).render(context))  # noqa: S308  a template of ours, which escapes


@cache
def _house() -> Environment:
    """Templates are found where Django finds its own."""
    from madoguchi.core.calendar.templatetags import mado_calendar as dates
    from madoguchi.faces.shell.templatetags import mado

    folders = [TEMPLATES, *get_app_template_dirs("templates")]
    house = Environment(loader=FileSystemLoader(folders), autoescape=True, auto_reload=False, extensions=["jinja2.ext.i18n"])
    house.install_gettext_callables(gettext, ngettext, newstyle=False)  # type: ignore[attr-defined]  of the extension
    house.filters |= {"linebreaksbr": linebreaksbr, "linebreaks": linebreaks, "ruby": mado.ruby_filter, "tel": mado.tel}
    house.filters |= {"day": dates.day, "instant": dates.instant}
    house.globals |= {"draw": draw, "icon": mado.icon, "file_list": _file_list, "url": _url}
    return house


def _url(name: str, *args: object) -> str:
    return reverse(name, args=args)


@cache
def _macros() -> dict[str, Callable[[FieldView], str]]:
    module = _house().get_template("components/field.jinja").module
    options: Callable[[FieldView, str], str] = module.options  # type: ignore[attr-defined]  a macro
    kinds: dict[str, Callable[[FieldView], str]] = {kind: partial(options, kind=kind) for kind in ("radio", "checkbox")}
    return {name: kinds.get(name) or getattr(module, name) for name in set(MACROS.values())}


def _file_list(files: object) -> Markup:
    return Markup(render_to_string("components/file_list.html", {"files": files}))  # noqa: S704  a template of ours, which escapes
