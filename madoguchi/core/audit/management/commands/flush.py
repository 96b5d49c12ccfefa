"""flush, as Django's tests use it: append-only tables let go for as long as it takes. Refused on any other database."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as Flush
from django.db import connections

from madoguchi.core.schema import guards_off


class Command(Flush):
    def handle(self, **options: Any) -> None:
        name = str(connections[options["database"]].settings_dict["NAME"])
        if not ("test" in name or "mode=memory" in name or name == ":memory:"):
            raise CommandError("flush would erase the audit; it works on test databases only.")
        with guards_off(options["database"]):
            super().handle(**options)
