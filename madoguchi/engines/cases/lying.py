"""What lies where its case does: it carries the case's section, to be found by it, and goes where the case goes."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

from madoguchi.engines.people.public import stationed

LYING: list[type[models.Model]] = []


def lies_with_case(model: type[models.Model], label: str | Promise) -> None:
    """Rows of this model have a `case` and its `section`."""
    LYING.append(model)
    stationed(model, label, where=Q(case__standing__isnull=False), procedure="case__procedure")


def take_along(case: UUID, to: str) -> None:
    """In the transaction that moves the case."""
    for model in LYING:
        model._base_manager.filter(case=case).update(section=to)
