"""Which open records stand in a section, and follow its work when it goes to another. Rooms register theirs.

What is closed stays where it was done: the section that took the work over reads it (`Department.succeeded_by`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import Promise

from madoguchi.core.registry import Registry

BATCH = 500


@dataclass(frozen=True, eq=False)
class Stationed:
    """`where`: which rows are open work. `procedure`: the lookup by which a department is split, if there is any."""

    model: type[models.Model]
    label: str | Promise
    field: str
    where: Q
    procedure: str

    def rows(self, section: str, procedures: Iterable[str], *, but: Iterable[str] = ()) -> models.QuerySet[Any]:
        """The open rows of a section: those of the procedures, or all but those that go elsewhere."""
        found = self.model._base_manager.filter(self.where, **{self.field: section})
        if named := sorted(procedures):
            return found.filter(**{f"{self.procedure}__in": named}) if self.procedure else found.none()
        others = sorted(but)
        return found.exclude(**{f"{self.procedure}__in": others}) if self.procedure and others else found

    def move(self, rows: models.QuerySet[Any], to: str) -> int:
        """In batches, a transaction each: whatever is interrupted goes on where it stopped."""
        moved = 0
        while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                moved += self.model._base_manager.filter(pk__in=keys).update(**{self.field: to})
        return moved


STATIONED: Registry[Stationed] = Registry("open records that stand in a section")


def stationed(
    model: type[models.Model], label: str | Promise, *, field: str = "section", where: Q | None = None, procedure: str = ""
) -> None:
    """Open records of this model follow their section's work."""
    STATIONED.register(model._meta.label, Stationed(model, label, field, where or Q(), procedure))
