"""Zones: on which side of the network split a table lives. Every model of the house names its own."""

from collections.abc import Iterator
from enum import StrEnum

from django.apps import apps
from django.db.models import Model


class Zone(StrEnum):
    """`PUBLIC`: Internet side. `OFFICE`: LGWAN side. `ALL`: needed on both, each side with rows of its own."""

    PUBLIC = "public"
    OFFICE = "office"
    ALL = "all"


def models_of_the_house() -> Iterator[type[Model]]:
    """Every concrete model of Madoguchi's own rooms."""
    for model in apps.get_models():
        if model.__module__.startswith("madoguchi."):
            yield model


def models_without_zone() -> list[str]:
    """Names of the models that forgot to say where they live."""
    return [model._meta.label for model in models_of_the_house() if not isinstance(getattr(model, "zone", None), Zone)]
