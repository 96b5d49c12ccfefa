"""The register on a page, and as CSV for a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from madoguchi.core.audit.public import note_export
from madoguchi.core.calendar.public import fiscal_year, format_fiscal_year, today
from madoguchi.engines.documents import public as documents
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.desk.sections import choices_of
from madoguchi.faces.desk.tables import csv_response
from madoguchi.faces.desk.who import names_of
from madoguchi.faces.shell.guard import open_to

YEARS = 6
AT_ONCE = 500
COLUMNS = [
    _("文書番号"),
    _("番号"),
    _("日付"),
    _("件名"),
    _("様式"),
    _("公印"),
    _("代わりの字"),
    _("発行した者"),
    _("効力"),
    _("失効日"),
    _("代わりの文書"),
    _("指紋（SHA-256）"),
]


@open_to("documents.see")
@require_safe
def listing(request: Any) -> HttpResponse:
    section, year = _asked(request)
    rows = documents.register_of(section, year, by=request.actor)
    page = page_of(rows, request, by=("serial",))
    names = names_of(row.issued_by for row in page.rows)
    this_year, language = fiscal_year(today(request.received_at)), get_language() or "ja"
    context = {
        "page": page,
        "rows": [(row, getattr(row, "revocation", None), names.get(row.issued_by, "")) for row in page.rows],
        "section": section,
        "sections": choices_of(request.actor.sections_with("documents.see")),
        "year": year,
        "years": [(one, format_fiscal_year(one, language)) for one in range(this_year, this_year - YEARS, -1)],
        "heading": format_fiscal_year(year, language),
        "csv": query(request, section=section, year=str(year), after=""),
    }
    return render(request, "desk/register/list.html", context)


@open_to("documents.see")
@require_safe
def as_csv(request: Any) -> HttpResponseBase:
    """Sent row by row. That it was taken away is written down."""
    section, year = _asked(request)
    rows = documents.register_of(section, year, by=request.actor)
    left = note_export(
        "documents.register-exported",
        by=request.actor,
        at=request.received_at,
        what="register",
        form="csv",
        query={"section": section, "fiscal_year": year},
    )
    return csv_response(f"register-{section}-{year}", COLUMNS, _rows(rows), left.watermark)


def _asked(request: Any) -> tuple[str, int]:
    """Section and year; those at hand where nothing is said."""
    allowed = request.actor.sections_with("documents.see")
    own = request.actor.section if request.actor.section in allowed else min(allowed, default="")
    typed = request.GET.get("year", "")
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) == 4):
        raise Http404
    return request.GET.get("section", "") or own, int(typed) if typed else fiscal_year(today(request.received_at))


def _rows(rows: Any) -> Iterator[list[Any]]:
    for row in rows.iterator(chunk_size=AT_ONCE):
        ended = getattr(row, "revocation", None)
        yield [
            row.number,
            row.serial,
            localtime(row.issued_at).date(),
            row.title,
            row.template,
            row.get_seal_display(),
            gettext("あり") if row.with_substitutes else "",
            row.issued_by,
            ended.get_reason_display() if ended else gettext("有効"),
            localtime(ended.at).date() if ended else "",
            ended.replaced_by.number if ended and ended.replaced_by else "",
            row.digest,
        ]
