"""Pages about other systems. A secret is shown in the answer to the form itself and kept nowhere: it is seen once."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotPermitted, Refused
from madoguchi.engines.people import public as people
from madoguchi.engines.webhooks import public as webhooks
from madoguchi.faces.desk.machines.forms import MachineForm
from madoguchi.faces.desk.outcomes import attempt
from madoguchi.faces.shell.guard import open_to

MANAGE = "people.manage-machines"


@open_to(MANAGE)
@require_safe
def listing(request: Any) -> HttpResponse:
    words, on = people.machine_scopes(), today(request.received_at)
    hooks: dict[UUID, list[webhooks.Hook]] = {}
    for hook in webhooks.Hook.objects.filter(ended_at=None).select_related("machine"):
        hooks.setdefault(hook.machine_id, []).append(hook)
    rows = [
        (
            one,
            [words.get(code, code) for code in one.scopes],
            one.revoked_at is None and one.expires_on > on,
            len(hooks.get(one.pk, ())),
            any(hook.paused_at for hook in hooks.get(one.pk, ())),
        )
        for one in people.Machine.objects.order_by("revoked_at", "name")[:200]
    ]
    stopped = [hook for mine in hooks.values() for hook in mine if hook.paused_at and hook.paused_why != webhooks.Why.BY_HAND]
    return render(request, "desk/machines/list.html", {"rows": rows, "stopped_hooks": stopped})


@never_cache
@open_to(MANAGE, fresh=True)
def admit(request: Any) -> HttpResponse:
    form = MachineForm(request.POST or None, on=today(request.received_at))
    if request.method == "POST" and form.is_valid():
        try:
            machine, secret = people.admit_machine(**form.cleaned_data, by=request.actor, at=request.received_at)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "desk/machines/secret.html", {"machine": machine, "secret": secret})
    return render(request, "desk/machines/new.html", {"form": form}, status=422 if form.errors else 200)


@open_to(MANAGE, fresh=True)
@require_POST
def revoke(request: Any, pk: UUID) -> HttpResponse:
    machine = get_object_or_404(people.Machine, pk=pk)
    attempt(request, lambda: people.revoke_machine(machine, by=request.actor, at=request.received_at), _("鍵を取り消しました。"))
    return redirect("desk:machines")
