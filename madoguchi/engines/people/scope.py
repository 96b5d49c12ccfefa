"""The one gate: lists ask `visible_to`, single records are opened by `look`, which writes down who looked and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Self, TypeVar

from django.db import models

from madoguchi.core.refused import NotFound
from madoguchi.core.registry import Registry

M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M], Generic[M]):
    """Base of the querysets of all records about people. A subclass that forgets to say who sees what shows nothing."""

    def visible_to(self, actor: Any) -> Self:
        raise NotImplementedError(f"{type(self).__name__} must say what {actor.kind} sees")


@dataclass(frozen=True, eq=False)
class Scoped:
    """A record type behind the gate: `kind` in audit entries, default `purpose`, what its looks are called."""

    model: type[models.Model]
    kind: str
    purpose: str


SCOPED: Registry[Scoped] = Registry("scoped record types")


def register_scoped(model: type[models.Model], *, kind: str = "", purpose: str = "casework") -> Scoped:
    """Put a record type behind the gate, so that tests can walk all of them."""
    kind = kind or model._meta.model_name or model.__name__.lower()
    return SCOPED.register(model._meta.label, Scoped(model, kind, purpose))


def scoped(model: type[models.Model]) -> Scoped:
    return SCOPED.get(model._meta.label)


def own(
    by: Any, kind: str, *, account: str = "account", code: str = "", delegation: str = "", begun_only: bool = False
) -> models.Q:
    """The condition for what belongs to a resident's account; while acting for another, what of it the scope holds.

    `kind` of scope (`procedure`, `booking`); lookups from the row: its `account`, the `code` that a scope may name, the
    `delegation` under which it was begun. `begun_only`: proxies see only what they began, legal ones excepted. Where
    the row cannot be compared with a narrow scope, nothing is shown.
    """
    mine = models.Q(**{f"{account}_id": by.account_id})
    behalf = by.acting_for
    if behalf is None:
        return mine
    nothing = models.Q(pk__in=[])
    if behalf.own_only or (begun_only and behalf.delegation and behalf.role != "legal"):
        if not delegation:
            return nothing
        mine &= models.Q(**{f"{delegation}_id": behalf.delegation})
    if behalf.covers(kind):
        return mine
    return mine & models.Q(**{f"{code}__in": sorted(behalf.codes(kind))}) if code else nothing


def look(queryset: ScopedQuerySet[M], *, by: Any, at: datetime, purpose: str = "", **lookup: Any) -> M:
    """The one record that matches and that the actor may see, or NotFound; a look of staff is written down."""
    found = queryset.visible_to(by).filter(**lookup).first()
    if found is None:
        raise NotFound
    mark(found, by=by, at=at, purpose=purpose)
    return found


def mark(record: models.Model, *, by: Any, at: datetime, purpose: str = "") -> None:
    """Write down that staff looked at a record opened by other means than `look`."""
    if by.kind not in {"staff", "machine"}:
        return
    from madoguchi.core.audit.public import looked

    known = scoped(type(record))
    looked(by, at, known.kind, str(record.pk), purpose or known.purpose)
