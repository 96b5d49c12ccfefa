"""What a provider says of itself: its document and keys, kept for an hour, asked for anew when a key is unknown."""

import json
from typing import Any

import requests
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.people.oidc.providers import Provider, _safe

KEPT, PATIENCE, MOST = 3600, (3, 5), 512 * 1024
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderAway(Refused):
    code, message = (
        "provider-away",
        _("サインイン先のサービスに、いまつながりません。少し待つか、ほかの方法でサインインしてください。"),
    )


def document_of(provider: Provider) -> dict[str, Any]:
    """The discovery document. Its issuer must be the one configured, and its addresses safe. Raises ProviderAway."""
    key = f"mado-oidc:document:{provider.issuer}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = fetch(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != provider.issuer or any(not _safe(str(found.get(name, ""))) for name in NEEDED):
            raise ProviderAway
        cache.set(key, found, KEPT)
    return found


def keys_of(provider: Provider, *, fresh: bool = False) -> list[dict[str, Any]]:
    """The provider's public keys. Raises ProviderAway."""
    key = f"mado-oidc:keys:{provider.issuer}"
    found: list[dict[str, Any]] | None = None if fresh else cache.get(key)
    if found is None:
        found = list(fetch(document_of(provider)["jwks_uri"]).get("keys", []))
        cache.set(key, found, KEPT)
    return found


def fetch(address: str, **options: Any) -> dict[str, Any]:
    """A JSON object from the provider: no redirects, little patience, not too long. Raises ProviderAway."""
    method = "POST" if "data" in options else "GET"
    try:
        with requests.request(method, address, timeout=PATIENCE, allow_redirects=False, stream=True, **options) as answer:
            body = answer.raw.read(MOST + 1, decode_content=True)
            if answer.status_code != 200 or len(body) > MOST:
                raise ProviderAway
            found = json.loads(body)
    except (requests.RequestException, ValueError, OSError) as trouble:
        raise ProviderAway from trouble
    if not isinstance(found, dict):
        raise ProviderAway
    return found
