"""`shell`: what base templates need, found when a template asks for it, so that a page pays for what it shows."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from madoguchi.core.zones import Zone, is_here, zone_here
from madoguchi.faces.shell import navigation
from madoguchi.faces.shell.alerts import CityAlert, alerts_for
from madoguchi.faces.shell.city_words import CityWords, city_words, known_words
from madoguchi.faces.shell.languages import PAGE_LANGUAGES, PageLanguage, in_language, language_of_code
from madoguchi.faces.shell.preferences import Preferences, preferences_of


class Shell:
    """`plain=True` for error pages: asks no database and knows nobody."""

    def __init__(self, request: Any, *, plain: bool = False, face: str = "") -> None:
        self.request, self.plain = request, plain
        self.face = face or getattr(getattr(request, "face", None), "name", "portal")

    @cached_property
    def city(self) -> CityWords:
        return known_words() if self.plain else city_words()

    @property
    def demo(self) -> bool:
        return bool(settings.MADO_DEMO)

    @property
    def language(self) -> PageLanguage:
        return language_of_code(get_language())

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        now = self.language
        return [
            {"code": one.code, "name": one.name, "html": one.html, "url": self.url_in(one), "current": one == now}
            for one in PAGE_LANGUAGES
        ]

    def url_in(self, language: PageLanguage) -> str:
        if self.request is None:
            return in_language("/", language)
        query = self.request.META.get("QUERY_STRING", "")
        return in_language(self.request.path, language) + (f"?{query}" if query else "")

    @cached_property
    def display(self) -> Preferences:
        return preferences_of(self.request)

    @property
    def here(self) -> str:
        """Where a form of the shell returns to."""
        return self.request.get_full_path() if self.request is not None else "/"

    @property
    def actor(self) -> Any:
        return None if self.plain else getattr(self.request, "actor", None)

    @property
    def acting_for(self) -> Any:
        """For whom somebody acts; pages of errors say it too."""
        return getattr(getattr(self.request, "actor", None), "acting_for", None)

    @property
    def acting_url(self) -> str | None:
        return navigation.url_or_none("portal_acting")

    @property
    def acting_back_url(self) -> str | None:
        return navigation.url_or_none("portal_acting_back")

    @property
    def signed_in(self) -> bool:
        return self.actor is not None and self.actor.kind in {"resident", "staff"}

    @cached_property
    def section_name(self) -> Any:
        """Name of the department acted for; its code where it is not defined."""
        from madoguchi.city.public import NotDefined, department

        code = self.actor.section if self.signed_in else ""
        try:
            return department(code).name if code else ""
        except NotDefined:
            return code

    @cached_property
    def nav(self) -> list[navigation.Link | navigation.Menu]:
        return [] if self.plain else navigation.menus(self.face, self.request)

    @cached_property
    def footer(self) -> list[navigation.Link]:
        return [] if self.plain else navigation.links("footer", self.request)

    @cached_property
    def alerts(self) -> list[CityAlert]:
        return [] if self.plain or self.face != "portal" else alerts_for(self.request)

    @property
    def home(self) -> str:
        if zone_here() is Zone.OFFICE or (self.face == "desk" and is_here(Zone.OFFICE)):
            return "/desk/"
        return navigation.url_or_none("portal:home") or in_language("/", self.language)

    @property
    def search_url(self) -> str | None:
        return None if self.plain else navigation.url_or_none(f"{self.face}:search")

    @property
    def account_url(self) -> str | None:
        return navigation.url_or_none("account_security")

    @property
    def sign_in_url(self) -> str | None:
        return navigation.url_or_none("account_login")

    @property
    def sign_out_url(self) -> str | None:
        return navigation.url_or_none("account_logout")

    @property
    def still_here_url(self) -> str | None:
        return navigation.url_or_none("account_still_here") if self.signed_in else None

    @property
    def size(self) -> str:
        return self.display.size

    @property
    def contrast(self) -> str:
        return self.display.contrast

    @property
    def session_ends(self) -> Any:
        return None if self.plain else getattr(self.request, "session_ends_at", None)


def shell(request: Any) -> dict[str, Any]:
    """The context processor. `mado` is a second name for the same."""
    around = Shell(request)
    return {"shell": around, "mado": around, "actor": around.actor}
