"""Pages that say the same to everybody of whom nothing is known, drawn once a second and not for each of thousands.

A view marks its answer (`draw_once`) and leaves places (`[[name]]`) for what is one person's own; the middleware keeps the finished
answer and fills in the places. What such a page says about free slots may be a second old: the database decides, when one is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string

from madoguchi.engines.booking.public import rush
from madoguchi.faces.shell.preferences import preferences_of

CSRF = "csrf"
TURN = "mado_turn"
"""The cookie with the number."""
PASSED_ON = ("Content-Type", "Content-Language", "Cache-Control", "Vary", "X-Frame-Options")
_csrf = CsrfViewMiddleware(lambda _request: HttpResponse())


@dataclass(frozen=True)
class Page:
    content: bytes
    headers: Mapping[str, str]


KEPT = rush.Momentary[Page]()


def place(name: str) -> str:
    return f"[[{name}]]"


def key_of(request: Any, *what: Any) -> tuple[Any, ...]:
    return (request.get_host(), request.path, preferences_of(request).written(), *what)


def in_a_rush(request: Any, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page, for the next second everybody's who asks for the same, if there is a rush and nobody is known."""
    if not may_be_shared(request):
        return HttpResponse(render_to_string(template, context, request))
    text = render_to_string(template, {**context, "csrf_token": place(CSRF)}, request)
    return draw_once(HttpResponse(text), shared_key(request))


def may_be_shared(request: Any) -> bool:
    """While people have numbers: for those of whom nothing is known."""
    known = {settings.CSRF_COOKIE_NAME, TURN}
    return getattr(request, "turn", None) is not None and set(request.COOKIES) <= known


def shared_key(request: Any) -> tuple[Any, ...]:
    return key_of(request, request.META.get("QUERY_STRING", ""))


def draw_once(response: HttpResponse, key: tuple[Any, ...]) -> HttpResponse:
    response.mado_drawn = key  # type: ignore[attr-defined]
    return response


def kept(key: tuple[Any, ...]) -> Page | None:
    return KEPT.get(key)


def keep(response: Any) -> Page | None:
    """The finished answer of a view that marked it, for the next second; None for any other."""
    key = getattr(response, "mado_drawn", None)
    if key is None:
        return None
    headers = {name: response.headers[name] for name in PASSED_ON if name in response.headers}
    return KEPT.put(key, Page(response.content, headers))


def filled(request: Any, page: Page, own: Mapping[str, object]) -> HttpResponse:
    """The page for one person. A form on it gets this person's token, and the person the cookie that belongs to it."""
    content = page.content
    for name, value in own.items():
        content = content.replace(place(name).encode(), str(value).encode())
    form = place(CSRF).encode() in content
    if form:
        _csrf.process_request(request)
        content = content.replace(place(CSRF).encode(), get_token(request).encode())
    response = HttpResponse(content, headers={**page.headers, "Content-Length": str(len(content))})
    if form:
        _csrf.process_response(request, response)
    return response
