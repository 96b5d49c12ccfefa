"""届いた申請データ: what could not be taken in, and why; what was; one of them, and what can be done with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from madoguchi.core.audit.public import listed
from madoguchi.core.calendar.public import today
from madoguchi.core.files.public import ScannerAway, stream_file
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.intake import queries
from madoguchi.services.intake.actions.expire import WARNED, days_kept, last_day
from madoguchi.services.intake.actions.mend import dismiss, replace, retry
from madoguchi.services.intake.actions.take import Outcome
from madoguchi.services.intake.models import Parcel, ParcelState

LARGEST = 100 * 1024 * 1024


@open_to("intake.see", purpose="casework")
@require_safe
def home(request: Any) -> HttpResponse:
    """What waits for somebody first; the rest by its state."""
    state = request.GET.get("state", "")
    state = state if state in ParcelState.values else ParcelState.ASIDE
    rows = Parcel.objects.visible_to(request.actor).filter(state=state).select_related("key", "application")
    page = page_of(rows, request, by=("-arrived_at", "-id"), size=50)
    listed(request.actor, request.received_at, "parcel", {"state": state}, [one.pk for one in page.rows], request.purpose)
    kept, day = days_kept(), today(request.received_at)
    ends = {one.pk: last_day(one, kept) for one in page.rows}
    context = {
        "ends": {pk: end for pk, end in ends.items() if end},
        "soon": {pk for pk, end in ends.items() if end and end - day <= WARNED},
        "page": page, "state": state, "states": queries.counts(request.actor), "tab": "home",
        "channels": queries.channel_titles(), "procedures": queries.procedure_titles(),
    }  # fmt: skip
    return render(request, "intake/home.html", context)


@open_to("intake.see", purpose="casework")
def one(request: Any, pk: UUID) -> HttpResponse:
    """One of them: why it was set aside, and what can be done."""
    parcel = people.look(
        Parcel.objects.select_related("key", "application", "file", "run"),
        by=request.actor,
        at=request.received_at,
        purpose=request.purpose,
        pk=pk,
    )
    if request.method == "POST":
        return _act(request, parcel)
    context = {
        "parcel": parcel,
        "name": parcel.name,
        "fault": parcel.fault if parcel.reason and parcel.is_kept else None,
        "dismissed": parcel.said["values"].get("dismissed", "") if parcel.is_kept else "",
        "last_day": last_day(parcel, days_kept()),
        "case": getattr(parcel.application, "case", None),
        "channel": queries.channel_titles().get(parcel.channel, parcel.channel),
        "procedure": queries.procedure_titles().get(parcel.procedure, ""),
        "may_mend": request.actor.may("intake.mend", parcel.section) and parcel.state == ParcelState.ASIDE,
        "tab": "home",
    }
    return render(request, "intake/parcel.html", context)


def _act(request: Any, parcel: Parcel) -> HttpResponse:
    what, by, at = request.POST.get("what", ""), request.actor, request.received_at
    try:
        if what in {"retry", "bear"}:
            _say(request, retry(parcel, bearing=what == "bear", by=by, at=at))
        elif what == "replace":
            _replace(request, parcel)
        elif what == "dismiss":
            dismiss(parcel, request.POST.get("why", ""), by=by, at=at)
            messages.success(request, _("取り込まないことにしました。"))
        else:
            raise Http404
    except (NotPermitted, NotFound):
        raise
    except (Refused, ScannerAway) as refusal:
        messages.error(request, str(refusal))
        return redirect("desk-intake:parcel", parcel.pk)
    still = Parcel.objects.visible_to(by).filter(pk=parcel.pk).exists()
    return redirect("desk-intake:parcel", parcel.pk) if still else redirect("desk-intake:home")


def _replace(request: Any, parcel: Parcel) -> None:
    given = request.FILES.get("file")
    if given is None:
        messages.error(request, _("差し替えるファイルを選んでください。"))
    elif given.size > LARGEST:
        messages.error(request, _("ファイルが大きすぎます。"))
    else:
        _say(request, replace(parcel, given.name, given.read(), by=request.actor, at=request.received_at))


def _say(request: Any, outcome: Outcome | None) -> None:
    if outcome is Outcome.ACCEPTED:
        messages.success(request, _("取り込みました。担当する所属の案件に入っています。"))
    elif outcome is None:
        messages.success(request, _("1件ずつに分けて、取り込んでいます。"))
    elif outcome is Outcome.KNOWN:
        messages.error(request, _("同じ中身のファイルは、前に届いています。"))
    else:
        messages.error(request, _("まだ取り込めません。理由を確かめてください。"))


@open_to("intake.see", purpose="casework")
@require_safe
def file(request: Any, pk: UUID) -> HttpResponseBase:
    """The file as it came. The look is written down."""
    parcel = people.look(
        Parcel.objects.select_related("file__key"), by=request.actor, at=request.received_at, purpose=request.purpose, pk=pk
    )
    if parcel.file is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{parcel.pk}.zip"'}
    return StreamingHttpResponse(stream_file(parcel.file), content_type="application/octet-stream", headers=headers)
