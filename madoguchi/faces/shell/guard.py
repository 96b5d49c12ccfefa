"""Guard: every address says to whom it is open. One that says nothing is found by `unguarded_urls`, and by a test."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import gettext as _

from madoguchi.core.refused import NotFound, NotPermitted, SignInFirst
from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.people.public import PERMISSIONS, Actor, UnderProtection, is_fresh, sessions

View = Callable[..., HttpResponseBase]

KINDS = frozenset({"anyone", "resident", "staff", "signed-in", "enrolling"})
"""`staff`: second factor done. `enrolling`: staff on their way to it. Anything else is the code of a permission."""


def open_to(*whom: str, purpose: str = "", fresh: bool = False, asks: str = "") -> Callable[[Any], Any]:
    """Say who may come to a view: a kind of person, or the code of a permission. Several mean any of them.

    `purpose`: what looks at people's data on this page are for, if the page does not say. `fresh`: the person proved
    who they are within the last minutes, or is asked again first. `asks`: the task for which staff say their purpose
    first, once a session.
    """
    if not whom:
        raise ValueError("open_to() needs to be told to whom")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor: Actor = request.actor
            if not any(_admits(one, actor) for one in whom):
                return turn_away(request, whom)
            if fresh and not is_fresh(request):
                return confirm_first(request)
            if asks and actor.kind == "staff" and asks not in sessions.purposes(request.session):
                return ask_purpose(request, asks)
            if is_api(request) and _may_be_forged(request):
                return problem(415, "not-json", str(_("application/json で送ってください。")))
            try:
                return view(request, *args, **kwargs)
            except NotPermitted as refusal:
                if is_api(request):
                    return problem(403, refusal.code, str(refusal))
                raise PermissionDenied(str(refusal)) from refusal
            except NotFound as refusal:
                if is_api(request):
                    return problem(404, refusal.code, str(refusal))
                if isinstance(refusal, SignInFirst):
                    return sign_in_first(request, refusal)
                raise Http404(str(refusal)) from refusal
            except UnderProtection as refusal:
                if is_api(request):
                    return problem(403, refusal.code, str(refusal))
                return warn_first(request, refusal)
            except Unreadable as refusal:
                from madoguchi.faces.shell.errors import gone

                return problem(410, refusal.code, str(refusal)) if is_api(request) else gone(request, refusal)

        guarded.mado_open_to = whom  # type: ignore[attr-defined]
        guarded.mado_purpose = purpose  # type: ignore[attr-defined]
        guarded.mado_asks = asks  # type: ignore[attr-defined]
        return guarded

    return guard


def _admits(one: str, actor: Actor) -> bool:
    match one:
        case "anyone":
            return True
        case "resident":
            return actor.kind == "resident"
        case "staff":
            return actor.kind == "staff" and actor.second_factor
        case "enrolling":
            return actor.kind == "staff"
        case "signed-in":
            return actor.kind == "resident" or (actor.kind == "staff" and actor.second_factor)
    return one in PERMISSIONS and actor.may(one)


def turn_away(request: Any, whom: tuple[str, ...]) -> HttpResponseBase:
    """To sign in, to the second factor, or a plain no."""
    actor: Actor = request.actor
    if actor.kind == "anonymous":
        if is_api(request):
            return problem(401, "sign-in-needed", _("サインインが必要です。"))
        return _redirect(request, "account_login", ended=request.session_ended)
    if actor.kind == "staff" and not actor.second_factor and not is_api(request):
        return _redirect(request, "account_second_factor")
    if is_api(request):
        return problem(403, NotPermitted.code, str(NotPermitted.message))
    raise PermissionDenied(str(NotPermitted.message))


def sign_in_first(request: Any, refusal: SignInFirst) -> HttpResponseBase:
    """To the sign-in, out of another account first. A key in the address is not carried on: the owner needs none."""
    back = _page_asked(request).split("?")[0]
    if request.actor.kind == "anonymous":
        return _redirect(request, "account_login", back, ended=request.session_ended)
    after = f"{reverse('account_login')}?{urlencode({'next': back})}"
    context = {"title": _("アカウントが違います"), "sentence": str(refusal), "after": after}
    return render(request, "signin/another_account.html", context, status=403)


def warn_first(request: Any, refusal: UnderProtection) -> HttpResponseBase:
    """支援措置: a page of its own before the record; going on is an act, with the person's name in the log."""
    if not refusal.values.get("number"):
        raise Http404
    kind = str(refusal.values.get("kind", "case"))
    home = reverse(str(refusal.values.get("page", f"desk:{kind}")), args=[refusal.values["number"]])
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else home
    context = {"number": refusal.values["number"], "kind": kind, "back": back, "sentence": str(refusal)}
    return render(request, "desk/protection.html", context)


def ask_purpose(request: Any, task: str) -> HttpResponseBase:
    """What the looks are for, before the first; then back to the page that was asked for."""
    asked = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return HttpResponseRedirect(f"{reverse('desk:purpose', args=[task])}?{urlencode({'next': asked})}")


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _may_be_forged(request: Any) -> bool:
    """A write that another site's form could make a browser send with the person's cookie. JSON, or a header of ours, it can't."""
    if request.method in {"GET", "HEAD", "OPTIONS"} or request.actor.kind in {"anonymous", "machine"}:
        return False
    return request.content_type != "application/json" and "Idempotency-Key" not in request.headers


def problem(status: int, code: str, title: str) -> JsonResponse:
    """RFC 9457."""
    body = {"type": "about:blank", "title": title, "status": status, "code": code}
    return JsonResponse(body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False})


def _redirect(request: Any, name: str, back: str = "", *, ended: bool = False) -> HttpResponseBase:
    """`back`: where to afterwards, if not to the page that was asked for."""
    query = {"next": back or _page_asked(request), **({"ended": "1"} if ended else {})}
    address = f"{reverse(name)}?{urlencode(query)}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _page_asked(request: Any) -> str:
    """The page that was asked for; a form that was being sent goes back to the page it was on."""
    if request.method in {"GET", "HEAD"}:
        return str(request.get_full_path())
    referrer = urlsplit(request.headers.get("Referer", ""))
    if referrer.netloc == request.get_host() and referrer.path:
        return referrer.path + (f"?{referrer.query}" if referrer.query else "")
    return str(request.path)


def confirm_first(request: Any) -> HttpResponseBase:
    from allauth.account.adapter import get_adapter

    methods = get_adapter(request).get_reauthentication_methods(request.user)
    if not methods:
        raise PermissionDenied
    asked = request.get_full_path() if request.method == "GET" else request.path
    return HttpResponseRedirect(f"{methods[0]['url']}?{urlencode({'next': asked})}")


def unguarded_urls(urlconf: str | None = None) -> list[str]:
    """Addresses that do not say to whom they are open."""
    return sorted({address for address, view in _views(get_resolver(urlconf), "/") if not _is_guarded(view)})


def guarded_urls(urlconf: str | None = None) -> dict[str, tuple[str, ...]]:
    """Every guarded address with those to whom it is open; for the table in the docs."""
    return {address: view.mado_open_to for address, view in _views(get_resolver(urlconf), "/") if hasattr(view, "mado_open_to")}


def _views(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from _views(entry, address)
        elif isinstance(entry, URLPattern):
            yield address, entry.callback


def _is_guarded(view: Any) -> bool:
    if hasattr(view, "mado_open_to"):
        return True
    operations = getattr(_path_view(view), "operations", None)
    return bool(operations) and all(hasattr(operation.view_func, "mado_open_to") for operation in operations or ())


def _path_view(view: Any) -> Any:
    """The object behind a view of the API library, which keeps its operations."""
    for cell in getattr(view, "__closure__", None) or ():
        if hasattr(cell.cell_contents, "operations"):
            return cell.cell_contents
    return getattr(view, "__self__", None)
