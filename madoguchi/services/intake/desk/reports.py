"""状況の返し: what another system is to be told; as files that go by themselves, or as a list by which a clerk sets it there."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from madoguchi.core.audit.public import listed
from madoguchi.core.calendar.public import TOKYO
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.intake import queries
from madoguchi.services.intake.actions.report import mark_told
from madoguchi.services.intake.models import Report

BOM, MOST = "\ufeff", 5000


@open_to("intake.report", purpose="casework")
def reports(request: Any) -> HttpResponse:
    """What waits, and what was told last."""
    if request.method == "POST":
        chosen = Report.objects.visible_to(request.actor).waiting().filter(pk__in=ids_of(request.POST.getlist("report")))
        told = mark_told(chosen.select_related("parcel"), by=request.actor, at=request.received_at)
        if told:
            messages.success(request, _("{n}件を、返し終えたものとしました。").format(n=told))
        else:
            messages.error(request, _("返し終えたものを選んでください。"))
        return redirect("desk-intake:reports")
    rows = Report.objects.visible_to(request.actor).select_related("parcel__application")
    page = page_of(rows.waiting(), request, by=("at", "id"), size=100)
    listed(request.actor, request.received_at, "report", {}, [one.pk for one in page.rows], request.purpose)
    context = {
        "page": page, "told": rows.told().order_by("-told_at", "-id")[:20],
        "channels": queries.channel_titles(), "tab": "reports",
    }  # fmt: skip
    return render(request, "intake/reports.html", context)


def ids_of(sent: list[str]) -> list[str]:
    """What looks like an id of ours."""
    return [one for one in sent[:1000] if len(one) == 36 and set(one) <= set("0123456789abcdef-")]


@open_to("intake.report", purpose="casework")
@require_safe
def as_list(request: Any) -> HttpResponse:
    """What waits, as a table: number there, what it is to be set to, number here."""
    rows = Report.objects.visible_to(request.actor).waiting().select_related("parcel__application").order_by("at", "id")[:MOST]
    shown = list(rows)
    listed(request.actor, request.received_at, "report", {"as": "csv"}, [one.pk for one in shown], request.purpose)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    titles = queries.channel_titles()
    writer.writerow(["経路", "相手の受付番号", "設定する状況", "受付番号", "変わった日時"])
    for one in shown:
        number = one.parcel.application.number if one.parcel.application else ""
        at = one.at.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M")
        writer.writerow([titles.get(one.parcel.channel, one.parcel.channel), one.parcel.number, one.state, number, at])
    headers = {"Content-Disposition": f'attachment; filename="states-{request.received_at:%Y%m%d-%H%M}.csv"'}
    return HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
