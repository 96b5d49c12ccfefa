"""Which open records stand in a section, and follow its work when it goes to another. Rooms register theirs.

What is closed stays where it was done: the section that took the work over reads it (`Department.succeeded_by`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import Promise

from madoguchi.core.registry import Registry

BATCH = 500


@dataclass(frozen=True, eq=False)
class Stationed:
    """`where`: which rows are open work. `procedure`: the lookup by which a department is split, if there is any. `follows`: the
    key by which the database itself moves them with another record (`AsParent`).
    """

    model: type[models.Model]
    label: str | Promise
    field: str
    where: Q
    procedure: str
    follows: str = ""

    def rows(self, section: str, procedures: Iterable[str], *, but: Iterable[str] = ()) -> models.QuerySet[Any]:
        """The open rows of a section: those of the procedures, or all but those that go elsewhere."""
        found = self.model._base_manager.filter(self.where, **{self.field: section})
        if named := sorted(procedures):
            return found.filter(**{f"{self.procedure}__in": named}) if self.procedure else found.none()
        others = sorted(but)
        return found.exclude(**{f"{self.procedure}__in": others}) if self.procedure and others else found

    def move(self, rows: models.QuerySet[Any], to: str) -> "Counter[str]":
        """In batches, a transaction each: whatever is interrupted goes on where it stopped. How many of which records."""
        moved: Counter[str] = Counter()
        while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                moved[self.model._meta.label] += self.model._base_manager.filter(pk__in=keys).update(**{self.field: to})
                for one in following(self.model):
                    moved[one.model._meta.label] += one.model._base_manager.filter(**{f"{one.follows}__in": keys}).count()
        return moved


STATIONED: Registry[Stationed] = Registry("open records that stand in a section")


def stationed(
    model: type[models.Model],
    label: str | Promise,
    *,
    field: str = "section",
    where: Q | None = None,
    procedure: str = "",
    follows: str = "",
) -> None:
    """Open records of this model follow their section's work."""
    STATIONED.register(model._meta.label, Stationed(model, label, field, where or Q(), procedure, follows))


def following(model: type[models.Model]) -> Iterator[Stationed]:
    """What the database moves along with records of this model."""
    for _key, one in STATIONED.items():
        if one.follows and one.model._meta.get_field(one.follows).related_model is model:
            yield one
