"""Limits of the API: how many requests a minute, by key, by account, or by address for whoever says no name."""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from madoguchi.core.limits.public import COUNTER, Standing
from madoguchi.faces.shell.guard import is_api, problem

Handler = Callable[[HttpRequest], HttpResponseBase]


class Limits:
    """Stands inside `Acting`, which knows who asks. Adds the headers that a view or a page of a list has asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        if not is_api(request):
            return self.get_response(request)
        request.api_headers = {}
        limit = settings.MADO_API_PER_TOKEN if request.actor.kind == "machine" else settings.MADO_API_PER_ADDRESS
        if limit <= 0:
            return _with(self.get_response(request), request.api_headers)
        standing = COUNTER.count(caller_of(request), limit, request.received_at)
        response = self.get_response(request) if standing.admitted else too_many(standing)
        return _with(response, {**_headers(standing), **request.api_headers})


def caller_of(request: Any) -> str:
    """Who asks, as a code: the account, the machine, else a mark of the address, which is kept nowhere in clear."""
    actor = request.actor
    if actor.kind != "anonymous":
        return str(actor.code)
    return f"address:{salted_hmac('mado.limits', network_of(address_of(request))).hexdigest()[:40]}"


def address_of(request: Any) -> str:
    """The client's, behind as many proxies as the operator has said."""
    try:
        return str(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return str(request.META.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """Of IPv6 the first half: the rest anybody may choose for themselves."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return address


def too_many(standing: Standing) -> HttpResponseBase:
    sentence = _("依頼の回数が上限を超えました。{seconds}秒後に、もう一度送ってください。").format(seconds=standing.reset)
    answer = problem(429, "too-many-requests", sentence)
    answer["Retry-After"] = str(standing.reset)
    return answer


def _headers(standing: Standing) -> dict[str, str]:
    return {
        "RateLimit-Limit": str(standing.limit),
        "RateLimit-Remaining": str(standing.remaining),
        "RateLimit-Reset": str(standing.reset),
    }


def _with(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponseBase:
    for name, value in headers.items():
        response.headers[name] = value
    return response
