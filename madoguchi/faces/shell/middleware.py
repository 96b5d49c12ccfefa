"""Middleware of the shell: the language in the address, and the headers that keep a page to itself."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from madoguchi.faces.shell.errors import bad_request, not_found, not_this_way
from madoguchi.faces.shell.languages import (
    JAPANESE,
    PageLanguage,
    in_language,
    language_of_code,
    split_path,
    takes_prefix,
)
from madoguchi.faces.shell.preferences import preferences_of
from madoguchi.faces.shell.ruby import annotate_html

Handler = Callable[[HttpRequest], HttpResponseBase]


class LanguagePrefix:
    """Takes `/en` or `/easy` off the path and makes it the script prefix, so that every reversed address has it too."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language, bare = split_path(request.path_info)
        if language and (not bare or not takes_prefix(bare)):
            return _elsewhere(request, bare or f"{language.prefix}/")
        outer = get_script_prefix()
        chosen = language or self._without_prefix(request)
        if language:
            request.META["SCRIPT_NAME"] = request.META.get("SCRIPT_NAME", "").rstrip("/") + language.prefix
            request.META["PATH_INFO"] = request.path_info = bare
            set_script_prefix(f"{outer.rstrip('/')}{language.prefix}/")
        try:
            with translation.override(chosen.code):
                request.language, request.LANGUAGE_CODE = chosen, chosen.code  # type: ignore[attr-defined]
                response = self.get_response(request)
                if response.status_code == 405:
                    response = not_this_way(request, response)
                if language:
                    _keep_in_language(response, language)
                _finish(response)
                return response
        finally:
            set_script_prefix(outer)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """U+0000 is in no text of a person, and a database that cannot hold it says so: the input is at fault, not the house."""
        if isinstance(exception, DataError | ValueError) and "NUL" in str(exception):
            return bad_request(request)
        return None

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Nothing has U+0000 in its address. At the desk the account's own language, unless this browser was told another."""
        if "\0" in request.path_info:
            return not_found(request)
        actor = getattr(request, "actor", None)
        if takes_prefix(request.path_info) or actor is None or preferences_of(request).language:
            return None
        if request.path_info.startswith("/api/"):
            return None
        chosen = language_of_code(getattr(actor, "language", ""))
        translation.activate(chosen.code)
        request.language, request.LANGUAGE_CODE = chosen, chosen.code
        return None

    @staticmethod
    def _without_prefix(request: HttpRequest) -> PageLanguage:
        if request.path_info.startswith("/api/"):
            asked = request.headers.get("Accept-Language", "").lower()
            return language_of_code("en" if asked.startswith("en") else "ja")
        if takes_prefix(request.path_info):
            return JAPANESE
        return language_of_code(preferences_of(request).language)


def _elsewhere(request: HttpRequest, path: str) -> HttpResponseBase:
    query = request.META.get("QUERY_STRING", "")
    safe = "/" + path.lstrip("/\\")
    return HttpResponseRedirect(safe + (f"?{query}" if query else ""), preserve_request=True)


def _keep_in_language(response: HttpResponseBase, language: PageLanguage) -> None:
    """A redirect within the house stays in the language that the person reads."""
    for header in ("Location", "HX-Redirect"):
        address = response.headers.get(header, "")
        path, mark, query = address.partition("?")
        if path.startswith("/") and not path.startswith("//") and split_path(path)[0] is None:
            response.headers[header] = in_language(path, language) + mark + query


def _finish(response: HttpResponseBase) -> None:
    """Names the language; in easy Japanese the readings in brackets go above the words."""
    page = response.headers.get("Content-Type", "").startswith("text/html")
    if not page:
        return
    code = translation.get_language() or "ja"
    response.headers.setdefault("Content-Language", language_of_code(code).html)
    if code == "ja-easy" and not response.streaming and not response.headers.get("Content-Encoding"):
        content: Any = response
        content.content = annotate_html(content.content.decode(content.charset)).encode(content.charset)
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(content.content))


def head_without_body(get_response: Handler) -> Handler:
    """HEAD is answered as GET is, without the body (RFC 9110 9.3.2): the views are the same, and servers warn of each body."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "HEAD":
            if isinstance(response, HttpResponse):
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
            elif isinstance(response, StreamingHttpResponse):
                response.streaming_content = ()
        return response

    return answered


class Headers:
    """What a page may use of the device, who may find it, and that a person's own pages are kept nowhere."""

    PERMISSIONS = (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(self), "
        "gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)"
    )

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", self.PERMISSIONS)
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if settings.MADO_DEMO or request.path_info.startswith(("/desk", "/account")):
            headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        actor = getattr(request, "actor", None)
        if actor is not None and actor.kind != "anonymous":
            headers.setdefault("Cache-Control", "private, no-store")
        return response
