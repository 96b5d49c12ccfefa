"""カードの更新: progress by month, files of expiry dates, those who have not come, and the statistics of issue."""

import csv
import io
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.audit.public import listed
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.outcomes import attempt, back
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.cards import queries
from madoguchi.services.cards.actions.follow_up import follow_up, keep_figure
from madoguchi.services.cards.actions.take_in import take_in
from madoguchi.services.cards.models import ExpiryFile, FollowUp, Renewal, What
from madoguchi.services.cards.reading import COLUMNS

LARGEST = 50 * 1024 * 1024
BOM = "\ufeff"


@open_to("cards.see")
def home(request: Any) -> HttpResponse:
    """Progress by the month of ending, and where a file is handed in."""
    if request.method == "POST":
        made = _take_in(request)
        return redirect("desk-cards:file", made.pk) if made else redirect("desk-cards:home")
    what = request.GET.get("what", "")
    files = ExpiryFile.objects.filter(section__in=request.actor.sections_with("cards.see")).order_by("-at")[:10]
    context = {
        "months": queries.months(request.actor, what if what in What.values else ""),
        "what": what,
        "kinds": What.choices,
        "files": files,
        "tab": "home",
        "may_import": request.actor.may("cards.import"),
    }
    return render(request, "cards/home.html", context)


def _take_in(request: Any) -> ExpiryFile | None:
    given = request.FILES.get("file")
    if given is None:
        messages.error(request, _("CSVファイルを選んでください。"))
        return None
    if given.size > LARGEST:
        messages.error(request, _("ファイルが大きすぎます（50MBまで）。分けてください。"))
        return None
    try:
        return take_in(given.name, given.read(), by=request.actor, at=request.received_at)
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None


@open_to("cards.see")
@require_safe
def sample(request: Any) -> HttpResponse:
    """The columns, with two invented lines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([names[0] for names in COLUMNS.values()])
    writer.writerow(["999990000000101", "カード", "2027-03-31", "見本 花子", "279-0000", "架空市架空一丁目1番1号", "例示荘101", ""])
    writer.writerow(
        ["999990000000102", "電子証明書", "2027-02-10", "例示 太郎", "279-0000", "架空市架空一丁目1番2号", "", "2026-11-20"]
    )
    headers = {"Content-Disposition": 'attachment; filename="card-expiry-sample.csv"'}
    return HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@open_to("cards.see")
@require_safe
def one_file(request: Any, pk: UUID) -> HttpResponse:
    file = get_object_or_404(ExpiryFile, pk=pk, section__in=request.actor.sections_with("cards.see"))
    context = {
        "file": file,
        "errors": file.errors.order_by("line")[:500],
        "wrong": file.errors.count(),
        "percent": 100 * file.done // file.rows if file.rows else 100,
        "tab": "home",
    }
    return render(request, "cards/file.html", context)


@open_to("cards.follow-up", purpose="casework")
@require_safe
def follow_ups(request: Any) -> HttpResponse:
    """Those who were told and have neither booked nor come, the nearest end first; each name seen is written down."""
    what = request.GET.get("what", "")
    rows = queries.to_follow_up(request.actor, request.received_at, what=what if what in What.values else "")
    page = page_of(rows, request, by=("expires_on", "id"), size=30)
    listed(request.actor, request.received_at, "card-renewal", {"what": what}, [one.pk for one in page.rows], request.purpose)
    shown = queries.with_what_was_done(page.rows)
    context = {
        "page": page, "rows": shown, "what": what, "kinds": What.choices, "ways": FollowUp.Way.choices, "tab": "follow-up",
        "here": request.get_full_path(),
    }  # fmt: skip
    return render(request, "cards/follow_up.html", context)


@open_to("cards.follow-up", purpose="casework")
@require_POST
def note(request: Any, pk: UUID) -> HttpResponse:
    renewal = people.look(Renewal.objects.all(), by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk)
    way = request.POST.get("way", "")
    if way not in FollowUp.Way.values:
        raise Http404
    attempt(request, lambda: follow_up(renewal, way, by=request.actor, at=request.received_at), _("連絡を記録しました。"))
    return back(request, reverse("desk-cards:follow-up"))


class FigureForm(forms.Form):
    month = forms.CharField(label=gettext_lazy("月（2026-11 のように）"), max_length=7)
    issued = forms.IntegerField(label=gettext_lazy("その月の交付枚数"))
    held = forms.IntegerField(label=gettext_lazy("月末の保有枚数"))
    population = forms.IntegerField(label=gettext_lazy("人口"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("%(what)sを入力してください。") % {"what": field.label}
            field.error_messages["invalid"] = _("%(what)sは数字で入力してください。") % {"what": field.label}

    def clean_month(self) -> Any:
        from datetime import date

        year, _dash, month = str(self.cleaned_data["month"]).replace("/", "-").partition("-")
        try:
            return date(int(year), int(month), 1)
        except ValueError:
            raise forms.ValidationError(_("月は 2026-11 のように入力してください。")) from None


@open_to("cards.see")
def figures(request: Any) -> HttpResponse:
    """3-1: how many cards by month, and the share of the people that have one."""
    form = FigureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_figure(**form.cleaned_data, by=request.actor, at=request.received_at)
            messages.success(request, _("記録しました。"))
            return redirect("desk-cards:figures")
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    rows = queries.figures()
    return render(request, "cards/figures.html", {"form": form, "rows": rows, "bars": bars(rows), "tab": "figures"})


def bars(rows: Any) -> list[tuple[int, float, str]]:
    """The last twelve months for the drawing: place, height in percent, label."""
    recent = list(reversed(rows[:12]))
    return [(20 + 46 * n, round(one.rate, 1), f"{one.month:%y/%m}") for n, one in enumerate(recent)]


@open_to("cards.see")
@require_safe
def figures_csv(request: Any) -> HttpResponse:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["月", "交付枚数", "保有枚数", "人口", "保有率（%）"])
    for one in reversed(queries.figures()):
        writer.writerow([f"{one.month:%Y-%m}", one.issued, one.held, one.population, f"{one.rate:.2f}"])
    headers = {"Content-Disposition": 'attachment; filename="card-issue.csv"'}
    return HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
