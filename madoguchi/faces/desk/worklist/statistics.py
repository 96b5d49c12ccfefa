"""統計: what came, what was decided and how long it took, by month and by procedure, of a fiscal year."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from madoguchi.city.public import all_defined
from madoguchi.core.calendar.public import fiscal_year, format_fiscal_year, format_month, today
from madoguchi.engines.cases import public as cases
from madoguchi.faces.desk.lists import query
from madoguchi.faces.desk.sections import choices_of
from madoguchi.faces.desk.tables import FORMS
from madoguchi.faces.desk.worklist.listing import titles
from madoguchi.faces.shell.guard import open_to

YEARS = 6
COLUMNS = [
    _("到達"),
    _("決定"),
    _("うち却下"),
    _("改めた決定"),
    _("取下げ"),
    _("補正の依頼"),
    _("日数の中央値"),
    _("用紙の取得"),
]


@open_to("cases.see")
@require_safe
def page(request: Any) -> HttpResponse:
    found, context = _found(request)
    language = get_language() or "ja"
    months = [(format_month(date.fromisoformat(f"{month}-01"), language), sums) for month, sums in found.by_month.items()]
    most = max([sums.received for _label, sums in months] + [sums.decided for _label, sums in months] + [1])
    context |= {
        "whole": found.whole,
        "months": months,
        "procedures": [(code, context["names"].get(code, code), sums) for code, sums in found.by_procedure.items()],
        "bars": [(label, sums, _bar(sums.received, most), _bar(sums.decided, most)) for label, sums in months],
        "columns": COLUMNS,
        "export": query(request),
    }
    return render(request, "desk/worklist/statistics.html", context)


@open_to("cases.see")
@require_safe
def export(request: Any, form: str) -> HttpResponseBase:
    if form not in FORMS:
        raise Http404
    found, context = _found(request)
    rows = [[month, "", *_cells(sums)] for month, sums in found.by_month.items()]
    rows += [["", str(context["names"].get(code, code)), *_cells(sums)] for code, sums in found.by_procedure.items()]
    return FORMS[form](f"statistics-{context['year']}", [_("月"), _("手続"), *COLUMNS], rows)


def _cells(sums: Any) -> list[Any]:
    return [
        sums.received,
        sums.decided,
        sums.refused,
        sums.revised,
        sums.withdrawn,
        sums.corrections,
        sums.median,
        sums.downloads,
    ]


def _bar(n: int, most: int) -> int:
    return round(100 * n / most)


def _found(request: Any) -> tuple[Any, dict[str, Any]]:
    this_year, typed, language = fiscal_year(today(request.received_at)), request.GET.get("year", ""), get_language() or "ja"
    year = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else this_year
    section, procedure = request.GET.get("section", "")[:40], request.GET.get("procedure", "")[:60]
    found = cases.statistics(date(year, 4, 1), date(year + 1, 3, 31), by=request.actor, section=section, procedure=procedure)
    known = titles(all_defined(cases.Procedure), request.actor)
    context = {
        "year": year,
        "years": [(one, format_fiscal_year(one, language)) for one in range(this_year, this_year - YEARS, -1)],
        "heading": format_fiscal_year(year, language),
        "section": section,
        "sections": choices_of(request.actor.sections_with("cases.see")),
        "procedure": procedure,
        "known": known,
        "names": dict(known),
    }
    return found, context
