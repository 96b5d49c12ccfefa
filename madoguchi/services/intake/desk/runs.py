"""取込み: files handed in at the desk, and how far they are."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.intake import queries
from madoguchi.services.intake.actions.begin import begin
from madoguchi.services.intake.models import Parcel, ParcelState, Run

MOST_FILES = 500


@open_to("intake.see")
def runs(request: Any) -> HttpResponse:
    """Hand files in, and see what came of those before."""
    mine = queries.channels_for(request.actor, "intake.take-in")
    if request.method == "POST":
        made = _begin(request, {one.code: one for one in mine})
        return redirect("desk-intake:run", made.pk) if made else redirect("desk-intake:runs")
    context = {
        "channels": mine,
        "runs": Run.objects.filter(section__in=request.actor.sections_with("intake.see")).order_by("-at")[:30],
        "titles": queries.channel_titles(),
        "tab": "runs",
    }
    return render(request, "intake/runs.html", context)


def _begin(request: Any, mine: dict[str, Any]) -> Run | None:
    channel, files = mine.get(request.POST.get("channel", "")), request.FILES.getlist("files")[:MOST_FILES]
    if channel is None:
        messages.error(request, _("どこから届いたものかを選んでください。"))
        return None
    try:
        return begin(channel, [(one.name, one.read()) for one in files], by=request.actor, at=request.received_at)
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None


@open_to("intake.see")
def one_run(request: Any, pk: UUID) -> HttpResponse:
    run = get_object_or_404(Run, pk=pk, section__in=request.actor.sections_with("intake.see"))
    aside = Parcel.objects.visible_to(request.actor).filter(run=run, state=ParcelState.ASIDE).select_related("key")
    context = {"run": run, "aside": aside.order_by("id")[:200], "title": queries.channel_titles().get(run.channel), "tab": "runs"}
    return render(request, "intake/run.html", context)
