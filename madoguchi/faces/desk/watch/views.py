"""Entries by day and actor, and the state of the chain."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.audit import public as audit
from madoguchi.core.jobs import public as jobs
from madoguchi.faces.desk.jobs.views import seconds
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.desk.sections import name_sections
from madoguchi.faces.desk.watch import asking
from madoguchi.faces.desk.watch.jobs import verify_whole
from madoguchi.faces.desk.who import names_of
from madoguchi.faces.shell.guard import open_to

AT_ONCE = 100
"""Seals that are verified while a person waits; the whole chain is a job."""


@open_to("audit.read", purpose="audit")
@require_safe
def listing(request: Any) -> HttpResponse:
    """The newest first. That somebody read them is an entry of its own."""
    asked = asking.asked(request)
    page = page_of(asked.entries(), request, by=("-at", "-id") if asked.day else ("-id",))
    by, at = request.actor, request.received_at
    audit.listed(by, at, "audit-entry", asked.as_codes(), [entry.pk for entry in page.rows], request.purpose)
    names = names_of(entry.by for entry in page.rows)
    name_sections(page.rows)
    context = {
        "page": page,
        "rows": [asking.shown(entry, names, request) for entry in page.rows],
        "asked": asked,
        "unfiltered": query(request, **dict.fromkeys(("day", "who", "what", "subject", "export", "after"), "")),
    }
    return render(request, "desk/watch/list.html", context)


@open_to("audit.read")
@require_safe
def chain(request: Any) -> HttpResponse:
    waiting = audit.oldest_unsealed(request.received_at)
    context = {
        "waiting": seconds(waiting.total_seconds()) if waiting is not None else "",
        "late": waiting is not None and waiting.total_seconds() > 60,
        "seal": audit.Seal.objects.order_by("-pk").defer("marks").first(),
        "head": audit.head(),
        "anchor": audit.Anchor.objects.order_by("-day").first(),
        "runs": jobs.outcomes(task=verify_whole.module_path)[:5],
        "at_once": AT_ONCE,
    }
    return render(request, "desk/watch/chain.html", context)


@open_to("audit.verify")
@require_POST
def verify(request: Any) -> HttpResponse:
    """The last seals at once, or the whole as a job."""
    if request.POST.get("whole"):
        jobs.enqueue_once(verify_whole, f"audit.verify:{request.received_at:%Y%m%d%H%M}")
        messages.success(request, _("全体の確認を始めました。結果はこのページに出ます。"))
        return redirect("desk:watch-chain")
    problems = audit.verify(after=_seal_before(AT_ONCE))
    data = {"whole": False, "problems": len(problems)}
    audit.note("audit.verified", by=request.actor, at=request.received_at, purpose="audit", data=data)
    for problem in problems[:10]:
        messages.error(request, problem.sentence)
    if not problems:
        messages.success(request, _("新しい%(n)s封までを確かめました。書き換えはありません。") % {"n": AT_ONCE})
    return redirect("desk:watch-chain")


def _seal_before(number: int) -> int:
    """The seal from which on the last `number` follow; 0 for all."""
    return audit.Seal.objects.order_by("-pk").values_list("pk", flat=True)[number : number + 1].first() or 0
