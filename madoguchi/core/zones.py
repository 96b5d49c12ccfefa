"""Zones: on which side of the network split a table lives, and on which this process runs."""

from collections.abc import Iterator
from enum import StrEnum

from django.apps import apps
from django.conf import settings
from django.db.models import Model


class Zone(StrEnum):
    """`PUBLIC`: Internet side. `OFFICE`: LGWAN side. `ALL`: needed on both, each side with rows of its own."""

    PUBLIC = "public"
    OFFICE = "office"
    ALL = "all"


def zone_here() -> Zone:
    """The side that this process serves; `ALL`: both, nothing crosses."""
    return Zone(settings.MADO_ZONE)


def is_here(zone: Zone) -> bool:
    """Whether what belongs to that side, or to both, is done by this process."""
    return zone is Zone.ALL or zone_here() in (Zone.ALL, zone)


def models_of_the_house() -> Iterator[type[Model]]:
    """Every concrete model of Madoguchi's own rooms."""
    for model in apps.get_models():
        if model.__module__.startswith("madoguchi."):
            yield model


def models_without_zone() -> list[str]:
    """Names of the models that forgot to say where they live."""
    return [model._meta.label for model in models_of_the_house() if not isinstance(getattr(model, "zone", None), Zone)]
