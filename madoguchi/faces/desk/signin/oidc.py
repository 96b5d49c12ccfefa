"""Staff by the city's own provider: single sign-on. Posts follow its groups; the second factor is its, or ours."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from madoguchi.core.refused import Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.signin.oidc import come_back, go, let_in, provider_or_404


@never_cache
@require_POST
def start(request: Any, provider: str) -> HttpResponse:
    after = request.POST.get("next", "")
    safe = after if after and get_adapter(request).is_safe_url(after) else ""
    return go(request, provider_or_404(request, provider), "staff_oidc_back", after=safe)


@never_cache
def back(request: Any, provider: str) -> HttpResponse:
    held = provider_or_404(request, provider)
    came = come_back(request, held)
    if came is None:
        return HttpResponseRedirect(reverse("account_login"))
    asked, vouched = came
    try:
        account = people.take_in_staff(held, vouched, at=request.received_at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("account_login"))
    request.mado_strong = vouched.strong
    response = let_in(request, account, held, asked.after)
    if vouched.strong and request.user.is_authenticated and request.user.pk == account.pk:
        people.sessions.note_second_factor(request.session, account.pk)
    return response
