"""The pages of the services that are switched on, found by their place: `portal/urls.py`, `desk/urls.py`, `api/routers.py`."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.apps import apps


def modules_of_services(place: str) -> Iterator[ModuleType]:
    """`modules_of_services("portal.urls")`: that module of every service that has one."""
    for config in apps.get_app_configs():
        file = Path(config.path, *place.split(".")).with_suffix(".py")
        if config.name.startswith("madoguchi.services.") and file.is_file():
            yield import_module(f"{config.name}.{place}")
