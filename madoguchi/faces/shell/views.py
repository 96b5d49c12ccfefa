"""The few pages that belong to the shell itself."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from madoguchi.faces.shell import preferences, samples
from madoguchi.faces.shell.context import Shell
from madoguchi.faces.shell.errors import EXPLANATIONS, error_page
from madoguchi.faces.shell.languages import in_language, language_of_code


@csrf_exempt  # changes only how pages look to this browser, so that it works on pages that hold no token
@require_POST
def display(request: Any) -> HttpResponse:
    chosen = preferences.preferences_of(request).changed(request.POST)
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure()):
        following = in_language("/", language_of_code(request.LANGUAGE_CODE))
    response = HttpResponseRedirect(following)
    preferences.keep(response, chosen)
    return response


@require_safe
def to_the_desk(request: HttpRequest) -> HttpResponse:
    """The office side has nothing else at its door."""
    return redirect("desk:home")


@require_safe
@cache_control(max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    closed = ["/desk/", "/api/", *(f"{one}/{part}/" for part in ("account", "lists") for one in ("", "/easy", "/en"))]
    kept_out = ["/"] if settings.MADO_DEMO else closed
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in kept_out), ""]
    lines += [] if settings.MADO_DEMO else [f"Sitemap: {settings.MADO_ADDRESS.rstrip('/')}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    shell = Shell(request)
    icons = [
        {"src": static(f"mado/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size, purpose in ((192, "any"), (512, "any"), (512, "maskable"))
    ]
    body = {
        "name": f"{shell.city.service}（デモ）" if shell.demo else str(shell.city.service),
        "short_name": str(shell.city.service),
        "lang": shell.language.html,
        "id": shell.home,
        "start_url": shell.home,
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#0017c1",
        "icons": [{"src": static("mado/icon.svg"), "sizes": "any", "type": "image/svg+xml"}, *icons],
    }
    return JsonResponse(body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("mado/icon-192.png"))


def _only_shown() -> None:
    if not (settings.DEBUG or settings.MADO_DEMO):
        raise Http404


def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    _only_shown()
    return render(request, "shell/style.html", samples.style())


def style_case(request: HttpRequest) -> HttpResponse:
    """The desk's case page with nothing behind it."""
    _only_shown()
    return render(request, "shell/style_case.html", {**samples.case(), "shell": Shell(request, face="desk")})


def style_error(request: HttpRequest, status: int) -> Any:
    _only_shown()
    if status not in EXPLANATIONS:
        raise Http404
    return error_page(request, status)
