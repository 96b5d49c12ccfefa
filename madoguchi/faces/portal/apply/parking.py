"""A page sent after the session had ended: kept sealed for half an hour, given back to who may fill in the draft."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from madoguchi.core.refused import NotFound
from madoguchi.engines.forms import public as forms
from madoguchi.faces.portal.apply.frame import address, frame_of, step_number
from madoguchi.faces.portal.apply.who import draft_of


def keep(request: Any, id: UUID, key: str, index: int | None) -> HttpResponse:
    """Nobody here may see the draft: what was typed is put aside, and the person is asked who they are."""
    typed = {name: request.POST.getlist(name) for name in request.POST}
    revision = request.POST.get("revision", "0")
    number = int(revision) if revision.isdecimal() and len(revision) < 9 else 0
    try:
        token = forms.park(id, key, typed, index=index, revision=number, at=request.received_at)
    except (forms.DraftClosed, NotFound):
        raise Http404 from None
    return _ask(request, reverse("portal:apply-restore", args=[id, token]), kept=True)


def ask_who(request: Any, id: UUID) -> HttpResponse:
    """Somebody opens a draft that is not theirs as far as we can tell: sign in, or give the code."""
    if request.actor.kind != "anonymous":
        raise Http404
    return _ask(request, reverse("portal:apply-draft", args=[id]), kept=False)


def restore(request: Any, id: UUID, token: str) -> HttpResponse:
    """The page again, with what had been typed; it is saved when the person sends it."""
    from madoguchi.faces.portal.apply.pages import show

    try:
        draft, by = draft_of(request, id)
    except NotFound:
        if request.actor.kind != "anonymous":
            raise
        return _ask(request, request.path, kept=True)
    try:
        content = forms.parked(draft, token, by=by, at=request.received_at)
    except forms.ParkedGone as gone:
        from django.contrib import messages

        messages.warning(request, str(gone))
        return HttpResponseRedirect(address("apply-draft", draft))
    frame = frame_of(request, draft, by)
    stop = frame.state.walk.stop(content["page"])
    if stop is None:
        return HttpResponseRedirect(address("apply-draft", draft))
    frame.number = step_number(frame, stop.page.name)
    index = content["index"]
    here = (
        address("apply-item", draft, stop.page.name, index) if index is not None else address("apply-page", draft, stop.page.name)
    )
    request.restored_to = here
    note = _("お預かりしていた内容です。まだ保存していません。「保存して次へ」を押してください。")
    return show(request, frame, stop.page, index, typed=content["typed"], note=note, revision=content["revision"])


def _ask(request: Any, there: str, *, kept: bool) -> HttpResponse:
    context = {
        "kept": kept,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': there})}",
        "resume": f"{reverse('portal:apply-code')}?{urlencode({'next': there})}",
    }
    return render(request, "portal/apply/who.html", context, status=401 if kept else 403)
