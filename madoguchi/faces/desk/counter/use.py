"""利用の統計: how full, how early, who did not come, what was looked for and not found."""

import csv
import io
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from madoguchi.core.calendar.public import parse_date, today
from madoguchi.core.refused import Refused
from madoguchi.engines.booking import public as booking
from madoguchi.faces.shell.guard import open_to

BOM = "\ufeff"


@open_to("booking.see")
@require_safe
def use(request: Any) -> HttpResponse:
    first, last, problem = span(request)
    rows = booking.use(request.actor, first, last)
    chosen = request.GET.get("bookable", "")
    context = {
        "rows": rows,
        "first": first,
        "last": last,
        "problem": problem,
        "chosen": next((one for one in rows if one.bookable == chosen), None),
        "wanted": booking.refused_days(request.actor, chosen, first, last) if chosen else [],
        "tab": "use",
    }
    return render(request, "desk/counter/use.html", context)


@open_to("booking.see")
@require_safe
def use_csv(request: Any) -> HttpResponse:
    first, last, _problem = span(request)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [
        _("符号"),
        _("名称"),
        _("定員"),
        _("利用"),
        _("利用率（%）"),
        _("予約"),
        _("取消し"),
        _("平均の何日前"),
        _("来た"),
        _("来なかった"),
        _("満たせなかった希望"),
    ]
    writer.writerow(heads)
    for one in booking.use(request.actor, first, last):
        lead = "" if one.lead_days is None else f"{one.lead_days:.1f}"
        writer.writerow(
            [
                one.bookable,
                one.title,
                one.places,
                one.taken,
                one.rate,
                one.reservations,
                one.cancelled,
                lead,
                one.came,
                one.missed,
                one.refused,
            ]
        )
    headers = {"Content-Disposition": f'attachment; filename="use-{first}-{last}.csv"'}
    return HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def span(request: Any) -> tuple[date, date, str]:
    """From and until; by default the last thirty days and the next thirty."""
    day = today(request.received_at)
    first, last = day - timedelta(days=30), day + timedelta(days=30)
    try:
        first = parse_date(request.GET["from"]) if request.GET.get("from") else first
        last = parse_date(request.GET["until"]) if request.GET.get("until") else last
    except (Refused, ValueError) as refusal:
        return day - timedelta(days=30), day + timedelta(days=30), str(refusal)
    if last < first:
        return last, first, ""
    return first, last, ""
