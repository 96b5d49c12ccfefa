"""What every page of the plan's desk needs."""

from collections.abc import Callable
from typing import Any
from unicodedata import normalize

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import NotDefined
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.services.plan import queries
from madoguchi.services.plan.book import Book, Standing
from madoguchi.services.plan.permissions import keeps_the_plan


def the_plan() -> Book:
    try:
        return queries.the_plan()
    except NotDefined as missing:
        raise Http404 from missing


def standing_or_404(book: Book, code: str) -> Standing:
    found = book.standing(code)
    if found is None:
        raise Http404
    return found


def page(request: Any, template: str, book: Book, **context: Any) -> HttpResponse:
    around = {"book": book, "edition": book.latest, "keeper": keeps_the_plan(request.actor), "terms": set()}
    return render(request, f"plan/desk/{template}.html", around | context)


def done(request: Any, form: forms.Form, act: Callable[[], object], sentence: str) -> bool:
    """Do it. A refusal becomes a sentence on the form, with all that was typed."""
    try:
        act()
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        form.add_error(None, ValidationError(str(refusal)))
        return False
    messages.success(request, sentence)
    return True


class Day(forms.CharField):
    """A day as people write it: 和暦 or 西暦, full or half width."""

    def __init__(self, **options: Any) -> None:
        errors = {"required": _("日付を入力してください。")}
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(max_length=40, error_messages=errors, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except (Refused, ValueError) as problem:
            raise ValidationError(str(problem)) from problem


def halved(text: str) -> str:
    """Full-width letters and digits as half-width ones."""
    return normalize("NFKC", text)


def long_text(label: Any, *, required: bool = False, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("ここに書いてください。")},
    )


def sections(book: Book) -> list[tuple[str, Any]]:
    """Departments to choose from, by their reading."""
    return [(one.code, one.name) for one in sorted(book.departments.values(), key=lambda one: one.kana)]


def measures(book: Book) -> list[tuple[str, Any]]:
    return [("", _("―")), *((one.code, f"{one.code} {one.title}") for one in book.standings())]


def attempt(request: Any, act: Callable[[], object], sentence: str) -> bool:
    """Do it. A refusal becomes a sentence on the next page."""
    try:
        act()
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, sentence)
    return True
