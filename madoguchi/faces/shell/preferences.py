"""見やすさ: size of text, contrast, keys and language of the desk, in one small cookie. Works without script."""

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "mado_display"
KEPT = int(timedelta(days=400).total_seconds())
ALLOWED = {
    "size": ("", "large", "larger"),
    "contrast": ("", "high"),
    "keys": ("", "off"),
    "language": ("", "en", "ja-easy"),
}


@dataclass(frozen=True)
class Preferences:
    size: str = ""
    contrast: str = ""
    keys: str = ""
    language: str = ""

    def changed(self, given: Any) -> "Preferences":
        """With what was chosen; what was not asked, or is unknown, stays."""
        chosen = {name: given.get(name) for name in ALLOWED if name in given}
        return replace(self, **{name: value for name, value in chosen.items() if value in ALLOWED[name]})

    def written(self) -> str:
        return ".".join(f"{f.name}-{getattr(self, f.name)}" for f in fields(self) if getattr(self, f.name))


def preferences_of(request: HttpRequest | None) -> Preferences:
    """As the cookie says; whatever it holds that we did not write is passed over."""
    written = request.COOKIES.get(COOKIE, "") if request else ""
    pairs = (part.partition("-") for part in written.split("."))
    return Preferences().changed({name: value for name, _, value in pairs})


def keep(response: HttpResponse, preferences: Preferences) -> None:
    written = preferences.written()
    if not written:
        response.delete_cookie(COOKIE, path="/", samesite="Lax")
        return
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, written, max_age=KEPT, path="/", secure=secure, httponly=True, samesite="Lax")
