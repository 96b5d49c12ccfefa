"""Pages about where other systems are told (webhooks): made with a secret that is seen once, watched, paused, sent again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.engines.webhooks import public as webhooks
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.machines.forms import HookForm
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.guard import open_to

MANAGE = "people.manage-machines"
TRIES_SHOWN = 5


@open_to(MANAGE)
@require_safe
def listing(request: Any, pk: UUID) -> HttpResponse:
    """Of one system."""
    machine = get_object_or_404(people.Machine, pk=pk)
    rows = webhooks.Hook.objects.filter(machine=machine).order_by("ended_at", "-made_at")
    context = {"machine": machine, "hooks": rows, "may_read": _may_read(machine, request)}
    return render(request, "desk/machines/hooks.html", context)


@never_cache
@open_to(MANAGE, fresh=True)
def make(request: Any, pk: UUID) -> HttpResponse:
    machine = get_object_or_404(people.Machine, pk=pk)
    form = HookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hook, secret = webhooks.make_hook(machine, **form.cleaned_data, by=request.actor, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error("address" if isinstance(refusal, webhooks.AddressRefused) else None, str(refusal))
        else:
            return _secret(request, hook, secret)
    return render(request, "desk/machines/hook_new.html", {"form": form, "machine": machine}, status=422 if form.errors else 200)


@open_to(MANAGE)
@require_safe
def hook(request: Any, pk: UUID) -> HttpResponse:
    """One hook with its log, the newest message first."""
    held = get_object_or_404(webhooks.Hook.objects.select_related("machine"), pk=pk)
    sendings = webhooks.Sending.objects.filter(hook=held).select_related("event").prefetch_related("attempts")
    page = page_of(sendings, request, by=("-id",))
    rows = [(one, _kind(one), sorted(one.attempts.all(), key=lambda tried: -tried.pk)[:TRIES_SHOWN]) for one in page.rows]
    context = {
        "hook": held,
        "kinds": [webhooks.KINDS.get(kind) if kind in webhooks.KINDS else kind for kind in held.kinds],
        "page": page,
        "rows": rows,
        "troubles": webhooks.TROUBLES,
        "may_read": _may_read(held.machine, request),
    }
    return render(request, "desk/machines/hook.html", context)


@never_cache
@open_to(MANAGE, fresh=True)
@require_POST
def renew(request: Any, pk: UUID) -> HttpResponse:
    held = get_object_or_404(webhooks.Hook.objects.select_related("machine"), pk=pk, ended_at=None)
    secret = webhooks.renew_secret(held, by=request.actor, at=request.received_at)
    held.refresh_from_db()
    return _secret(request, held, secret)


ACTS: dict[str, tuple[Callable[..., object], Callable[[], str]]] = {
    "try": (webhooks.try_hook, lambda: _("試しの知らせを送ります。少し待ってから、記録を確かめてください。")),
    "pause": (webhooks.pause_hook, lambda: _("知らせを止めました。止めている間の出来事は、再開したときに送ります。")),
    "resume": (webhooks.resume_hook, lambda: _("知らせを再開しました。")),
    "end": (webhooks.end_hook, lambda: _("送り先をやめました。")),
}


@open_to(MANAGE, fresh=True)
@require_POST
def act(request: Any, pk: UUID, action: str) -> HttpResponse:
    if action not in ACTS:
        raise Http404
    held = get_object_or_404(webhooks.Hook.objects.select_related("key"), pk=pk, ended_at=None)
    does, said = ACTS[action]
    attempt(request, lambda: does(held, by=request.actor, at=request.received_at), said())
    return redirect("desk:hook", pk)


@open_to(MANAGE, fresh=True)
@require_POST
def send_again(request: Any, pk: UUID) -> HttpResponse:
    held = get_object_or_404(webhooks.Sending, pk=pk)
    attempt(request, lambda: webhooks.send_again(held, by=request.actor, at=request.received_at), _("もう一度送ります。"))
    return redirect(reverse("desk:hook", args=[held.hook_id]))


def _secret(request: Any, held: webhooks.Hook, secret: str) -> HttpResponse:
    return render(request, "desk/machines/hook_secret.html", {"hook": held, "secret": secret})


def _kind(sending: webhooks.Sending) -> str:
    if sending.event is None:
        return _("試し")
    return str(webhooks.KINDS.get(sending.event.kind)) if sending.event.kind in webhooks.KINDS else sending.event.kind


def _may_read(machine: people.Machine, request: Any) -> bool:
    actor = people.machine_actor(machine, request.received_at)
    return actor is not None and actor.may("events.read")
