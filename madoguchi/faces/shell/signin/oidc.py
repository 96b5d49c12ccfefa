"""Signing in by OpenID Connect, the part that both faces share: going there and coming back."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext

from madoguchi.core.refused import Refused
from madoguchi.engines.people import public as people


def provider_or_404(request: Any, code: str) -> people.Provider:
    found = people.provider_of(code, request.face.name)
    if found is None:
        raise Http404
    return found


def go(request: Any, provider: people.Provider, back: str, *, after: str = "", whose: str = "") -> HttpResponse:
    """A page that leads on at once. No redirect: the page's policy lets forms lead to this house alone."""
    if limited := ratelimit.consume_or_429(request, action="oidc"):
        return limited  # type: ignore[no-any-return]
    if whose == "":
        whose = str(request.user.pk) if request.user.is_authenticated else ""
    try:
        address = people.begin_oidc(
            request.session, provider, back=callback(back, provider), after=after, whose=whose, at=request.received_at
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("account_login"))
    context = {"title": gettext("{name}に移動します").format(name=provider.name), "address": address, "provider": provider}
    return render(request, "signin/oidc_go.html", context)


def come_back(request: Any, provider: people.Provider) -> tuple[Any, people.Vouched] | None:
    """What was asked and what the provider vouches for; None, with a sentence, where nothing of it is believed."""
    if ratelimit.consume_or_429(request, action="oidc"):
        messages.error(request, gettext("回数が多すぎます。少し待ってから、もう一度お試しください。"))
        return None
    asked = people.take_oidc(request.session, request.GET.get("state", ""), provider, request.received_at)
    if asked is not None and request.GET.get("error") in {"access_denied", "login_required", "interaction_required"}:
        messages.info(request, gettext("サインインをやめました。"))
        return None
    try:
        if asked is None:
            raise people.NotBelieved
        return asked, people.finish_oidc(provider, asked, request.GET.dict(), at=request.received_at)
    except Refused as refusal:
        people.note_not_believed(provider, by=request.actor, at=request.received_at)
        messages.error(request, str(refusal))
        return None


def let_in(request: Any, account: people.Account, provider: people.Provider, after: str) -> HttpResponse:
    """On with the sign-in, the second factor included where it is asked for."""
    if request.user.is_authenticated and request.user.pk != account.pk:
        get_adapter(request).logout(request)
    record_authentication(request, account, method="oidc", provider=provider.code)
    safe = after if after and get_adapter(request).is_safe_url(after) else None
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url=safe))
    return response


def callback(name: str, provider: people.Provider) -> str:
    """The address registered at the provider: at the city's own address, without the language of the page."""
    path = reverse(name, args=[provider.code]).removeprefix(get_script_prefix())
    return f"{settings.MADO_ADDRESS.rstrip('/')}/{path.lstrip('/')}"
