"""The page and its table. Both read the facts by the same few questions."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from madoguchi.core.calendar.public import today
from madoguchi.engines.insight import public as insight
from madoguchi.faces.desk.flow.asked import Filters, filters_of
from madoguchi.faces.desk.flow.telling import Telling
from madoguchi.faces.desk.lists import query
from madoguchi.faces.desk.tables import csv_response
from madoguchi.faces.shell.guard import open_to

GROUPED = [_("件数"), _("1件あたりの日数"), _("うち市"), _("うち本人"), _("補正の割合"), _("標準処理期間を守った割合")]
SPREAD = [_("その日"), _("3日まで"), _("7日まで"), _("14日まで"), _("30日まで"), _("31日以上")]
COLUMNS = [_("区分"), _("項目"), *GROUPED, _("工程を通った案件の平均"), _("全体に占める割合"), *SPREAD]


@open_to("insight.flow")
@require_safe
def page(request: Any) -> HttpResponse:
    filters, telling = _told(request)
    whole = telling.whole
    context: dict[str, Any] = {
        "filters": filters,
        "asked": filters.asked,
        "query": query(request),
        "enough": whole.cases >= insight.SMALL,
        "small": insight.SMALL,
        "lying": telling.lying(),
        "may_export": request.actor.may("insight.flow-log"),
        "forms": [("xes", "XES"), ("ocel-json", "OCEL 2.0（JSON）"), ("ocel-xml", "OCEL 2.0（XML）")],
    }
    if context["enough"]:
        rows = telling.step_rows()
        context |= {
            "lead": telling.lead(),
            "steps": rows,
            "bar": list(_stacked(rows)),
            "promise": telling.promise(),
            "corrections": telling.corrections(),
            "shorter": telling.shorter(),
            "variants": list(telling.variants()),
            "tables": [
                (_("月ごと"), _("月"), telling.months()),
                (_("手続ごと"), _("手続"), telling.procedures()),
                *([(_("所属ごと"), _("所属"), telling.sections())] if len(telling.found.by_section) > 1 else []),
            ],
            "spread": SPREAD,
            "spread_rows": [(row.label, list(zip(SPREAD, row.spread, strict=True))) for row in rows if row.spread],
        }
    return render(request, "desk/flow/page.html", context)


@open_to("insight.flow")
@require_safe
def table(request: Any) -> HttpResponseBase:
    _filters, telling = _told(request)
    return csv_response(f"days-{today(request.received_at):%Y%m%d}", COLUMNS, _rows(telling))


@open_to("insight.flow-log")
@require_safe
def log(request: Any, form: str) -> HttpResponseBase:
    """The log behind the page, for tools of process mining: without persons, sent as it is read."""
    asked = filters_of(request).asked
    wanted = insight.LogAsked(asked.first, asked.last, asked.section, asked.procedure, still_open="open" in request.GET)
    parts = insight.export_log(wanted, form, by=request.actor, at=request.received_at)
    kind = insight.LOG_FORMS[form]
    name = f"cases-{today(request.received_at):%Y%m%d}.{kind.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(parts, content_type=kind.content_type, headers=headers)


def _told(request: Any) -> tuple[Filters, Telling]:
    filters = filters_of(request)
    found = insight.overview(filters.asked, by=request.actor)
    return filters, Telling(found, filters.names, dict(filters.sections), today(request.received_at))


def _stacked(rows: list[Any]) -> Iterator[tuple[int, int, str, str]]:
    """Where each step's part of the bar begins and how wide it is, of 1000."""
    whole, at = sum(row.share for row in rows) or 1, 0
    for row in rows:
        width = round(1000 * row.share / whole)
        if width:
            yield at, max(width - 3, 1), row.kind, f"{row.label} {row.share}%"
        at += width


def _rows(telling: Telling) -> Iterator[list[Any]]:
    """What the page's tables say, no more: the same counts are left out."""
    if telling.whole.cases < insight.SMALL:
        return
    whole = telling.group(str(_("全体")), telling.whole)
    groups = [(_("全体"), [whole]), (_("月"), telling.months()), (_("手続"), telling.procedures()), (_("所属"), telling.sections())]
    for kind, rows in groups:
        for row in rows:
            few = row.cases < insight.SMALL
            cells = ["" if few else row.cases, row.each, row.city, row.person, row.corrected, row.kept]
            yield [str(kind), row.label, *cells, "", "", *[""] * len(SPREAD)]
    for step in telling.step_rows():
        yield [
            str(_("工程")), step.label, step.cases, step.each, "", "", "", "", step.passing, f"{step.share}%",
            *(step.spread or [""] * len(SPREAD)),
        ]  # fmt: skip
