"""The provider's addresses and claims; imported in its own process."""

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tests.oidc.provider import PEOPLE


class Adapter(DefaultOIDCAdapter):  # type: ignore[misc]
    def get_issuer(self) -> str:
        return str(settings.ISSUER)

    def get_claims(self, purpose: Any, user: Any, client: Any, scopes: Any, **more: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_claims(purpose, user, client, scopes, **more)
        person = PEOPLE[user.username]
        card = {"acr": person["acr"]} if "acr" in person else {}
        return {**found, **card, "groups": person["groups"], "amr": person["amr"], "name": user.get_full_name()}


def enter(request: HttpRequest, name: str) -> HttpResponse:
    login(request, User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponse("in")


urlpatterns = [
    path("enter/<str:name>/", enter),
    path("accounts/", include("allauth.account.urls")),
    path("", include("allauth.idp.urls")),
]
