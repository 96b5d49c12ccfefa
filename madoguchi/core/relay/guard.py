"""On the public side no table of the office's is written: neither by mistake nor by a page that should not be there."""

from typing import Any

from django.db.models import Model

from madoguchi.core.zones import Zone


class OfficeTablesStayEmpty:
    """A database router, for every write of Django's asks one. In force where MADOGUCHI_ZONE=public."""

    def db_for_write(self, model: type[Model], **hints: Any) -> None:
        if getattr(model, "zone", None) is Zone.OFFICE:
            raise WrongSide(model._meta.label)


class WrongSide(RuntimeError):
    """A programmer's slip: what belongs to the office side was about to be written on the public one."""
