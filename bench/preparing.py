"""A database to measure on: made if it is not there, migrated, with the city, the cast and the floor's first row."""

import os
import time
from io import StringIO

import django


def set_up(address: str = "") -> None:
    """Django with the bench's settings, on that database."""
    if address:
        os.environ["MADOGUCHI_DATABASE"] = address
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()


def prepare() -> None:
    """A second run changes nothing."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from bench.floor.models import Tick
    from madoguchi.core.sealing.ring import ring
    from madoguchi.site.demo.cast import make_cast

    settings.MADO_HOME.mkdir(parents=True, exist_ok=True)
    _create()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("city", "load", "--take", "desk", stdout=StringIO())  # the yardstick of flows stays
    make_cast(timezone.now())
    ring()
    if not Tick.objects.exists():
        Tick.objects.create(at=timezone.now(), by="system")


def _create() -> None:
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")


class Clock:
    """Says how long something took."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def passed(self) -> float:
        return time.monotonic() - self.began
