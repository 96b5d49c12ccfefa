"""Start-up checks: outside the demo no sample secret, no missing key."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from madoguchi.core.sealing import office
from madoguchi.core.sealing.ring import ring


@register("secrets")
def secrets(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """What is wrong with the secrets; `serve` and `worker` do not start with any of it."""
    if settings.MADO_DEMO:
        return []
    found: list[CheckMessage] = []
    if "sample" in settings.SECRET_KEY or len(settings.SECRET_KEY) < 40:
        found.append(_error("E001", "MADOGUCHI_SECRET_KEY is a sample or too short", "madoguchi new_keys prints a fresh one"))
    try:
        ring()
    except ImproperlyConfigured as error:
        found.append(_error("E002", str(error), "madoguchi new_keys prints a fresh one"))
    try:
        _office()
    except ImproperlyConfigured as error:
        found.append(_error("E003", str(error), "madoguchi new_keys prints a fresh pair"))
    return found


def _office() -> None:
    if settings.MADO_ZONE == "public":
        if settings.MADO_OFFICE_KEY:
            raise ImproperlyConfigured("MADOGUCHI_OFFICE_KEY: the private key must not lie on the public side")
        if not settings.MADO_OFFICE_PUBLIC_KEY:
            raise ImproperlyConfigured("MADOGUCHI_OFFICE_PUBLIC_KEY is not set")
        office.public_key()
        return
    private = [office.raw(key.public_key()) for key in office.private_keys()]
    if settings.MADO_OFFICE_PUBLIC_KEY and office.raw(office.public_key()) not in private:
        raise ImproperlyConfigured("MADOGUCHI_OFFICE_PUBLIC_KEY does not belong to MADOGUCHI_OFFICE_KEY")


def _error(number: str, what: str, hint: str) -> Error:
    return Error(what, hint=hint, id=f"mado_sealing.{number}")
