"""Letters: what waits to be printed and posted, their sheets, and saying that it was done."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.audit.public import looked
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import Refused
from madoguchi.engines.cases import public as cases
from madoguchi.engines.messages import public as mail
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.desk.outcomes import attempt_each, back
from madoguchi.faces.desk.sections import choices_of, name_sections
from madoguchi.faces.desk.who import is_id
from madoguchi.faces.shell.guard import open_to

AT_ONCE = 50


@open_to("messages.print")
@require_safe
def queue(request: Any) -> HttpResponse:
    """The oldest first, of all sections in which one may print, or of one; no names: those stand on the sheets."""
    waiting = mail.PrintJob.objects.visible_to(request.actor).waiting().select_related("delivery__notice")
    section, state = request.GET.get("section", ""), request.GET.get("state", "")
    if section:
        waiting = waiting.filter(section=section)
    if state in {"new", "printed"}:
        waiting = waiting.filter(printed_at__isnull=state == "new")
    page = page_of(waiting, request, by=("queued_at", "id"), size=AT_ONCE)
    name_sections(page.rows)
    context = {
        "page": page,
        "sections": choices_of(request.actor.sections_with("messages.print")),
        "section": section,
        "state": state,
        "here": request.get_full_path(),
        "states": [("", _("すべて")), ("new", _("印刷待ち")), ("printed", _("発送待ち"))],
        "unfiltered": query(request, section="", state="", after=""),
    }
    return render(request, "desk/posting/queue.html", context)


@open_to("messages.print")
@require_POST
def mark(request: Any) -> HttpResponse:
    """Printed or posted: one letter by its own button, or all that were chosen. Or on to the sheets of the chosen."""
    what, chosen = _asked(request)
    following = back(request, reverse("desk:posting"))
    if not chosen:
        messages.error(request, _("通知を選んでください。"))
        return following
    if what == "sheets":
        return HttpResponseRedirect(f"{reverse('desk:posting-sheets')}?{urlencode({'job': chosen}, doseq=True)}")
    jobs = _jobs(request, chosen)
    by_whom = {"by": request.actor, "at": request.received_at}
    if what == "printed":
        done = attempt_each(request, jobs, partial(_printed, **by_whom))
        said = ngettext("%(n)s件を印刷済みにしました。", "%(n)s件を印刷済みにしました。", done)
    else:
        try:
            on = parse_date(request.POST["on"]) if request.POST.get("on", "").strip() else None
        except (Refused, ValueError) as problem:
            messages.error(request, _("発送日：%(why)s") % {"why": problem})
            return following
        done = attempt_each(request, jobs, partial(_posted, on=on, **by_whom))
        said = ngettext("%(n)s件を発送済みにしました。", "%(n)s件を発送済みにしました。", done)
    if done:
        messages.success(request, said % {"n": done})
    return following


@open_to("messages.print", purpose="casework")
@require_safe
def sheets(request: Any) -> HttpResponse:
    """Address page and letter, one after another, ready for the printer. Each is a look at a person's data."""
    jobs = _jobs(request, request.GET.getlist("job"))
    warn_of(jobs, request.actor)
    try:
        pdf = mail.bound(jobs)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:posting")
    for job in jobs:
        looked(request.actor, request.received_at, "notice", job.delivery.notice_id, request.purpose)
    headers = {"Content-Disposition": f'inline; filename="letters-{request.received_at:%Y%m%d-%H%M}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def warn_of(jobs: Iterable[mail.PrintJob], by: Any) -> None:
    """Before letters to protected persons are opened. Raises UnderProtection."""
    about = [job.delivery.notice for job in jobs if job.delivery.notice]
    cases.warn_first(cases.cases_behind((one.subject_kind, one.subject_id) for one in about), by=by)


def _asked(request: Any) -> tuple[str, list[str]]:
    for what in ("printed", "posted", "sheets"):
        if one := request.POST.get(what):
            return what, [one]
    return request.POST.get("do", "sheets"), request.POST.getlist("job")[:AT_ONCE]


def _jobs(request: Any, chosen: list[str]) -> list[mail.PrintJob]:
    """Those of the chosen that one may print, in their order in the queue."""
    ids = [UUID(one) for one in chosen[:AT_ONCE] if is_id(one)]
    rows = mail.PrintJob.objects.visible_to(request.actor).filter(pk__in=ids)
    return list(rows.select_related("delivery__notice__key", "delivery__notice__file__key").order_by("queued_at", "id"))


def _printed(job: mail.PrintJob, **by_whom: Any) -> object:
    return mail.mark_printed(job, **by_whom)


def _posted(job: mail.PrintJob, **by_whom: Any) -> object:
    return mail.mark_posted(job, **by_whom)
