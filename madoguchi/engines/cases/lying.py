"""What lies where its case does: it carries the case's section, to be found and shown by it, and goes where the case goes."""

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

from madoguchi.engines.people.public import stationed


def lies_with_case(model: type[models.Model], label: str | Promise) -> None:
    """Rows of this model have a `case` and its `section`, to which a migration holds them (`AsParent`)."""
    stationed(model, label, where=Q(case__standing__isnull=False), procedure="case__procedure", follows="case")
