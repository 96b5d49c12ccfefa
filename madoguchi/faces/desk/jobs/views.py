"""Jobs: numbers, those in trouble with their reason, the table of periodic ones."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.jobs import public as jobs
from madoguchi.core.relay import public as relay
from madoguchi.core.zones import Zone, zone_here
from madoguchi.faces.desk.lists import page_of, query
from madoguchi.faces.desk.outcomes import attempt, back
from madoguchi.faces.shell.guard import open_to


@open_to("jobs.see")
@require_safe
def listing(request: Any) -> HttpResponse:
    """Those in trouble, unless another state is asked for; the newest first. A retrying job waits as `later` does."""
    numbers = jobs.counts()
    kinds: dict[str, tuple[str, int | None, dict[str, Any]]] = {
        "": (_("失敗と再試行"), numbers.dead + numbers.retrying, {"troubled": True}),
        "dead": (_("失敗"), numbers.dead, {"states": [jobs.State.DEAD]}),
        "retrying": (_("再試行待ち"), numbers.retrying, {"states": [jobs.State.LATER], "troubled": True}),
        "ready": (_("待ち"), numbers.waiting, {"states": [jobs.State.READY]}),
        "running": (_("実行中"), numbers.running, {"states": [jobs.State.RUNNING]}),
        "later": (_("予定（再試行を含む）"), numbers.later + numbers.retrying, {"states": [jobs.State.LATER]}),
        "done": (_("済み"), None, {"states": [jobs.State.DONE]}),
    }
    state = request.GET.get("state", "")
    state = state if state in kinds else ""
    task = request.GET.get("task", "")
    lag = jobs.worker_lag(request.received_at)
    page = page_of(jobs.outcomes(task=task, **kinds[state][2]), request, by=("-id",))
    context = {
        "page": page,
        "rows": [(job, task_name(job.task), _is_troubled(job)) for job in page.rows],
        "kinds": [(code, *kinds[code][:2], query(request, state=code, after="")) for code in kinds],
        "state": state,
        "heading": kinds[state][0],
        "task": task,
        "all_tasks": query(request, task="", after=""),
        "lag": seconds(lag.total_seconds()),
        "late": lag.total_seconds() > 60,
        "may_mend": request.actor.may("jobs.mend"),
        "here": request.get_full_path(),
    }
    return render(request, "desk/jobs/list.html", context)


@open_to("jobs.see")
@require_safe
def periodic(request: Any) -> HttpResponse:
    apart = zone_here() is not Zone.ALL
    context = {
        "chores": jobs.chores(),
        "now": request.received_at,
        "relay": relay.state() if apart else None,
        "relay_findings": list(relay.findings(request.received_at)) if apart else [],
    }
    return render(request, "desk/jobs/periodic.html", context)


@open_to("jobs.mend")
@require_POST
def retry(request: Any, pk: UUID) -> HttpResponse:
    attempt(request, lambda: jobs.retry(pk, by=request.actor, at=request.received_at), _("もう一度実行します。"))
    return back(request, reverse("desk:jobs"))


@open_to("jobs.mend")
@require_POST
def set_aside(request: Any, pk: UUID) -> HttpResponse:
    attempt(request, lambda: jobs.set_aside(pk, by=request.actor, at=request.received_at), _("仕事を取りやめました。"))
    return back(request, reverse("desk:jobs"))


def task_name(path: str) -> str:
    """`madoguchi.engines.messages.jobs.carry` → `messages.carry`."""
    parts = [part for part in path.split(".") if part not in {"jobs", "subscribers", "tasks"}]
    return ".".join(parts[2:]) if len(parts) > 2 and parts[0] == "madoguchi" else path


def _is_troubled(job: jobs.Job) -> bool:
    return job.state == jobs.State.DEAD or (job.state == jobs.State.LATER and job.attempts > 0)


def seconds(number: float) -> str:
    """A length of time in the two words that matter."""
    whole = int(number)
    if whole < 60:
        return _("%(s)s秒") % {"s": whole}
    if whole < 3600:
        return _("%(m)s分") % {"m": whole // 60}
    if whole < 86_400:
        return _("%(h)s時間%(m)s分") % {"h": whole // 3600, "m": whole % 3600 // 60}
    return _("%(d)s日") % {"d": whole // 86_400}
