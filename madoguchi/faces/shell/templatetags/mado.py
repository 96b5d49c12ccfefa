"""Tags of the shell. A builtin library: templates need no `{% load %}`."""

import json
import re
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from madoguchi.faces.shell import ruby as readings
from madoguchi.faces.shell.drawing import draw, drawn
from madoguchi.faces.shell.fields import ErrorLink, FieldView, errors_of, from_bound
from madoguchi.faces.shell.languages import in_language, language_of_code

register = template.Library()


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A drawing beside a word, never instead of it."""
    drawn = f"{static('mado/icons.svg')}#{name}"
    return format_html('<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', classes, drawn)


@register.simple_tag
def field(f: Any) -> SafeString:
    """A question with label, hint, input and error; `f` is a FieldView, or a field of a Django form."""
    return draw(f if isinstance(f, FieldView) else from_bound(f))


_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(name="linked_data", takes_context=True)
def linked_data_tag(context: Any, data: Any) -> SafeString:
    """schema.org for robots, as a block that no browser runs; `<` and `&` are written so that nothing in it ends it."""
    text = json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT)
    nonce = getattr(context.get("request"), "csp_nonce", "")
    return format_html('<script type="application/ld+json" nonce="{}">{}</script>', nonce, mark_safe(text))  # noqa: S308


@register.simple_tag(name="drawn", takes_context=True)
def drawn_tag(context: Any, template: str) -> SafeString:
    """`{% drawn "portal/apply/matter.jinja" %}`: a part of this page, drawn by Jinja2 with the page's own context."""
    return drawn(template, context.flatten())


@register.inclusion_tag("components/error_summary.html")
def error_summary(fields: Any, errors: Any = ()) -> dict[str, Any]:
    """All errors of a page, first on it. Of `FieldView`s, or of a Django form; `errors` are further sentences."""
    found = [ErrorLink("", text) for text in errors]
    if hasattr(fields, "non_field_errors"):
        found += [ErrorLink("", text) for text in fields.non_field_errors()]
        fields = [from_bound(bound) for bound in fields]
    return {"errors": found + errors_of(fields or ())}


@register.simple_tag(takes_context=True)
def lang_url(context: Any, code: str) -> str:
    """This page in another language, with its query."""
    request = context.get("request")
    if request is None:
        return in_language("/", language_of_code(code))
    query = request.META.get("QUERY_STRING", "")
    return in_language(request.path, language_of_code(code)) + (f"?{query}" if query else "")


@register.simple_tag(name="ruby")
def ruby_tag(text: str, reading: str) -> SafeString | str:
    """`{% ruby "市役所" "しやくしょ" %}`: the reading in easy Japanese, the word alone elsewhere."""
    return readings.ruby(text, reading) if get_language() == "ja-easy" else text


@register.filter(name="ruby", is_safe=True)
def ruby_filter(text: Any) -> SafeString:
    """漢字（かんじ） with the reading above, in easy Japanese."""
    escaped = conditional_escape(text)
    return mark_safe(readings.annotate(escaped)) if get_language() == "ja-easy" else escaped  # noqa: S308  escaped above


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Any, page: Any) -> dict[str, Any]:
    """Pages of a list, with the rest of the address kept. An elided place is None."""
    spread = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {"page": page, "numbers": [n if isinstance(n, int) else None for n in spread], "request": context["request"]}


@register.filter
def department_name(code: str) -> Any:
    """The department's name; its code where it is not defined."""
    from madoguchi.city.public import NotDefined, department

    try:
        return department(code).name if code else ""
    except NotDefined:
        return code


@register.filter
def tel(number: Any) -> str:
    """`href="{{ phone|tel }}"`."""
    return "tel:" + re.sub(r"[^0-9+#*]", "", str(number))


@register.filter
def unbroken(number: Any) -> SafeString | str:
    """`{{ case.number|unbroken }}`: a number that is read out and copied stays on one line, hyphens and all."""
    return format_html('<span class="unbroken">{}</span>', number) if number else ""


@register.simple_tag(takes_context=True)
def with_query(context: Any, **changes: Any) -> str:
    """The query of this page with something else in it: `{% with_query page=3 %}`; None takes a key out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def in_words(calculated: Any) -> str:
    """A calculated value in the language of the page."""
    language = get_language() or "ja"
    return str(calculated.words("easy" if language == "ja-easy" else language))


@register.filter
def table_words(calculated: Any) -> Any:
    """The rows of a calculated table in the language of the page."""
    language = get_language() or "ja"
    return calculated.table_words("easy" if language == "ja-easy" else language)


@register.filter
def at(mapping: Any, key: str) -> Any:
    """The value under a key that is itself a value of the template."""
    return mapping.get(key, "")
