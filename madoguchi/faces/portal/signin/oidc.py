"""Residents by a provider: signing in, connecting one that is not known yet, taking one off."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from madoguchi.core.refused import Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.guard import confirm_first
from madoguchi.faces.shell.signin.oidc import come_back, go, let_in, provider_or_404

NEW, LASTS = "mado_oidc_new", 15 * 60


@never_cache
@require_POST
def start(request: Any, provider: str) -> HttpResponse:
    after = request.POST.get("next", "")
    safe = after if after and get_adapter(request).is_safe_url(after) else ""
    return go(request, provider_or_404(request, provider), "account_oidc_back", after=safe)


@never_cache
def back(request: Any, provider: str) -> HttpResponse:
    """Known: signed in. Not known: remembered for a quarter of an hour, to be connected to an account by its owner."""
    held = provider_or_404(request, provider)
    came = come_back(request, held)
    if came is None:
        return HttpResponseRedirect(reverse("account_security" if request.actor.kind == "resident" else "account_login"))
    asked, vouched = came
    if asked.whose != (str(request.user.pk) if request.user.is_authenticated else ""):
        messages.error(request, str(people.NotBelieved()))
        return HttpResponseRedirect(reverse("account_login"))
    account = people.account_behind(held, vouched, at=request.received_at)
    if account is not None and not request.user.is_authenticated:
        if vouched.by_card:
            people.sessions.note_proved(request.session, account.pk, request.received_at)
        return let_in(request, account, held, asked.after)
    if account is not None:
        if account.pk == request.user.pk and vouched.by_card:
            people.sessions.note_proved(request.session, account.pk, request.received_at)
            messages.success(request, gettext("マイナンバーカードで、ご本人と確かめました。"))
            safe = asked.after if asked.after and get_adapter(request).is_safe_url(asked.after) else ""
            return HttpResponseRedirect(safe or reverse("account_security"))
        if account.pk == request.user.pk:
            messages.info(request, gettext("すでにつながっています。"))
        else:
            messages.error(request, str(people.AlreadyConnected()))
        return HttpResponseRedirect(reverse("account_security"))
    request.session[NEW] = {
        "provider": held.code,
        "issuer": vouched.issuer,
        "subject": vouched.subject,
        "at": int(request.received_at.timestamp()),
    }
    return HttpResponseRedirect(reverse("account_oidc_connect"))


@never_cache
def connect(request: Any) -> HttpResponse:
    """Somebody new: sign in or sign up by mail first, then say that this is one's own."""
    waiting = _waiting(request)
    if waiting is None:
        return HttpResponseRedirect(reverse("account_security" if request.actor.kind == "resident" else "account_login"))
    provider, vouched = waiting
    if request.method == "POST" and request.actor.kind == "resident":
        if not people.is_fresh(request):
            return confirm_first(request)
        request.session.pop(NEW, None)
        if request.POST.get("answer") == "yes":
            try:
                people.connect(request.user, provider, vouched, by=request.actor, at=request.received_at)
                messages.success(request, gettext("つながりました。次からは、この方法でもサインインできます。"))
            except Refused as refusal:
                messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("account_security"))
    context = {"title": gettext("{name}をつなぐ").format(name=provider.name), "provider": provider}
    return render(request, "signin/oidc_connect.html", context)


@require_POST
def remove(request: Any, pk: int) -> HttpResponse:
    identity = get_object_or_404(people.Identity, pk=pk, account=request.user)
    people.disconnect(identity, by=request.actor, at=request.received_at)
    messages.success(request, gettext("外しました。"))
    return HttpResponseRedirect(reverse("account_security"))


def _waiting(request: Any) -> tuple[people.Provider, people.Vouched] | None:
    held = request.session.get(NEW)
    if not held or request.received_at.timestamp() - held["at"] > LASTS:
        request.session.pop(NEW, None)
        return None
    provider = people.provider_of(held["provider"], request.face.name)
    if provider is None or provider.issuer != held["issuer"]:
        raise Http404
    return provider, people.Vouched(issuer=held["issuer"], subject=held["subject"])
