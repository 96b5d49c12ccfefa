"""Start-up checks of the two sides: every key where it belongs, none where it does not."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from madoguchi.core.relay import keys
from madoguchi.core.zones import Zone, zone_here


def problems() -> Iterator[str]:
    """What is wrong with the settings of the relay on this side."""
    here = zone_here()
    if here is Zone.ALL:
        return
    for needed in (keys.signing_key, keys.peer_signing_keys, keys.peer_sealing_key, keys.opening_keys):
        try:
            needed()
        except ImproperlyConfigured as error:
            yield str(error)
    if here is Zone.PUBLIC:
        if settings.MADO_OFFICE_KEY:
            yield "MADOGUCHI_OFFICE_KEY: the private key must not lie on the public side"
        if settings.MADO_RELAY_ADDRESS:
            yield "MADOGUCHI_RELAY_ADDRESS: the public side calls nobody"
        if settings.MADO_RELAY_PEER_SEAL_KEY:
            yield "MADOGUCHI_RELAY_PEER_SEAL_KEY belongs to the office side"
    else:
        if not settings.MADO_RELAY_ADDRESS:
            yield "MADOGUCHI_RELAY_ADDRESS is not set"
        if settings.MADO_RELAY_SEAL_KEY:
            yield "MADOGUCHI_RELAY_SEAL_KEY: the public side's private key must not lie on the office side"


def relay(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    return [Error(problem, hint="docs/operator/zones.md", id="mado_relay.E001") for problem in problems()]


def register_checks() -> None:
    register(relay, "secrets")
