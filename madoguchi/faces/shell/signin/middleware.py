"""Middleware: which face, whose session, who acts, at what time. The one place where a request reads the clock."""

import time
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext

from madoguchi.engines.people.public import (
    ANONYMOUS,
    PURPOSES,
    TOKYO,
    Actor,
    Face,
    actor_for,
    behalf_of,
    face_of,
    is_known_who_may_act,
    machine_of,
    sessions,
)
from madoguchi.faces.shell.limits import Limits

Handler = Callable[[HttpRequest], HttpResponseBase]


class Sessions:
    """Two session cookies, one a face: signing in or out at one never touches the other."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.store = import_module(settings.SESSION_ENGINE).SessionStore

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        face = face_of(request.path_info)
        request.face = face  # type: ignore[attr-defined]
        if face.urlconf:
            request.urlconf = face.urlconf  # type: ignore[attr-defined]
        request.session = self.store(request.COOKIES.get(face.cookie))
        response = self.get_response(request)
        return self.keep(request, response, face)

    def keep(self, request: HttpRequest, response: HttpResponseBase, face: Face) -> HttpResponseBase:
        session: Any = request.session
        empty = session.is_empty()
        if face.cookie in request.COOKIES and empty:
            response.delete_cookie(face.cookie, path=face.path, samesite="Lax")
            patch_vary_headers(response, ("Cookie",))
            return response
        if session.accessed:
            patch_vary_headers(response, ("Cookie",))
        if session.modified and not empty and response.status_code < 500:
            self.save(request, response, face)
        return response

    def save(self, request: HttpRequest, response: HttpResponseBase, face: Face) -> None:
        session: Any = request.session
        session.set_expiry(face.absolute)
        try:
            session.save()
        except UpdateError as error:
            raise SessionInterrupted("The session was ended by another request of the same person.") from error
        age = int(face.absolute.total_seconds()) if face.lasts else None
        response.set_cookie(
            face.cookie,
            session.session_key,
            max_age=age,
            expires=http_date(time.time() + age) if age else None,
            path=face.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


class Acting:
    """Sets `request.received_at`, `request.id`, `request.actor`, `request.purpose`, and ends sessions that are over.

    Residents cost nothing beyond session and account, staff two queries: for their posts, and for
    the sections that theirs took over.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.received_at = getattr(request, "received_at", None) or timezone.now()  # who queues was received before
        request.id = _request_id(request)
        request.purpose = ""
        request.session_ended = request.acting_ended = False
        bearer = _bearer(request)
        machine = machine_of(bearer, request.received_at) if bearer else None
        request.actor = machine or (ANONYMOUS if bearer else self.actor(request, request.received_at))
        if bearer:
            request.session_ends_at = None
        if bearer and machine is None:
            response: HttpResponseBase = Limits(lambda _request: _bad_token())(request)
        else:
            response = self.not_any_more(request) or self.get_response(request)
        response["X-Request-ID"] = request.id
        return response

    def actor(self, request: Any, at: datetime) -> Actor:
        face: Face = request.face
        ends = sessions.ends_at(request.session, face)
        request.session_ends_at = ends
        if ends is not None and ends <= at:
            self.end(request)
            request.session_ended = True
            ends = None
        account = request.user
        if not account.is_authenticated or account.kind != face.kind:
            if account.is_authenticated:
                self.end(request)
            return Actor(kind="anonymous", session=sessions.session_hash(request.session))
        sessions.touch(request.session, at)
        choice = sessions.acting(request.session, account.pk)
        behalf = behalf_of(account, choice, at.astimezone(TOKYO).date()) if choice else None
        if choice and behalf is None:
            sessions.end_acting(request.session)
            request.acting_ended = True
        return actor_for(
            account,
            at,
            session=sessions.session_hash(request.session),
            section=request.session.get(sessions.SECTION, ""),
            second_factor=sessions.second_factor_done(request.session, account.pk),
            acting_for=behalf,
            warned=sessions.warned(request.session, at),
            proved=sessions.proved(request.session, account.pk, at),
        )

    def not_any_more(self, request: Any) -> HttpResponseBase | None:
        """What was meant for somebody for whom one no longer acts is not done in one's own name instead."""
        if not request.acting_ended:
            return None
        messages.warning(request, _why_ended())
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return None
        if request.path_info.startswith("/api/"):
            return JsonResponse({"code": "acting-ended", "status": 409, "title": gettext("代理が終わりました。")}, status=409)
        address = reverse("portal_acting")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": address})
        return HttpResponseRedirect(address)

    def end(self, request: Any) -> None:
        request.session.flush()
        request.session_ends_at = None
        request.user = request._cached_user = AnonymousUser()

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """The purpose of looking: what was said for the task in this session; else what the page says, if it is one that may
        stand in an address; else the view's own.
        """
        if task := getattr(view, "mado_asks", ""):
            request.purpose = sessions.purposes(request.session).get(task, "")
            return
        said = request.headers.get("X-Mado-Purpose", "") or request.GET.get("purpose", "")
        if not said and request.method == "POST" and request.content_type in _FORMS:
            said = request.POST.get("purpose", "")
        known = said in PURPOSES and not PURPOSES.get(said).asked_only
        request.purpose = said if known else getattr(view, "mado_purpose", "")


def _why_ended() -> str:
    if is_known_who_may_act():
        return gettext("代理が終わったため、自分の操作に戻りました。")
    return gettext("市役所の中との通信が途切れているため、代理の操作を止めています。自分の操作に戻りました。")


_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def _bearer(request: Any) -> str:
    """The secret of another system. It counts at the API alone, and there nothing else counts beside it."""
    said = str(request.headers.get("Authorization", ""))
    return said[7:].strip() if request.path_info.startswith("/api/") and said[:7].lower() == "bearer " else ""


def _bad_token() -> HttpResponseBase:
    title = gettext("この鍵は使えません。期限が切れたか、取り消されたか、違う鍵です。")
    body = {"type": "about:blank", "title": title, "status": 401, "code": "bad-token"}
    return JsonResponse(body, status=401, content_type="application/problem+json", headers={"WWW-Authenticate": "Bearer"})


def _request_id(request: Any) -> str:
    """The proxy's id where one is sent in a plain form, else one of our own."""
    given = str(request.headers.get("X-Request-ID", ""))
    if 8 <= len(given) <= 64 and given.replace("-", "").isalnum() and given.isascii():
        return given
    return uuid4().hex
