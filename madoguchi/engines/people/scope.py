"""The one gate: lists ask `visible_to`, single records are opened by `look`, which writes down who looked and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, Self, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.expressions import Col, Expression
from django.db.models.lookups import Exact, In

from madoguchi.core.refused import NotFound
from madoguchi.core.registry import Registry

M = TypeVar("M", bound=models.Model)


_SECTION = "\0section"


class _Firsts(Expression):
    """One query after another for each of some sections: `sql` asks for the section `_SECTION`, which is among its `values`."""

    def __init__(self, sql: str, values: Iterable[Any], sections: tuple[str, ...]) -> None:
        super().__init__()
        part = f"SELECT * FROM ({sql}) part"  # noqa: S608
        self.sql = f"({' UNION ALL '.join([part] * len(sections))})"
        self.values = tuple(one if value == _SECTION else value for one in sections for value in values)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql, self.values


class _Among(In):
    """`In` for a few words, which every list says: without looking what else could stand there."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        column, values = compiler.compile(self.lhs)
        return f"{column} IN ({', '.join(['%s'] * len(self.rhs))})", (*values, *self.rhs)


class ScopedQuerySet(models.QuerySet[M], Generic[M]):
    """Base of the querysets of all records about people. A subclass that forgets to say who sees what shows nothing.

    A page of what lies with several sections is looked for among the first rows of each: an index that begins with the section
    is in order for one of them only, so the database would sort all that they have to show twenty. Where there are `few` it may:
    to ask for the firsts would take longer.
    """

    short: bool = False
    sections: tuple[str, ...] = ()
    narrowing: Any = None

    def visible_to(self, actor: Any) -> Self:
        raise NotImplementedError(f"{type(self).__name__} must say what {actor.kind} sees")

    def of_sections(self, sections: Iterable[str]) -> Self:
        """What lies with these sections."""
        kept = self.all()
        kept.sections = tuple(sorted(sections))
        kept.narrowing = _Among(_column(kept, "section"), kept.sections)
        kept.query.where.add(kept.narrowing, "AND")
        return kept

    def few(self) -> Self:
        """For what waits for somebody: there are hundreds of it, however many there have been."""
        kept = self.all()
        kept.short = True
        return kept

    def __getitem__(self, wanted: Any) -> Any:
        last = wanted.stop if isinstance(wanted, slice) else None
        if last is None or last < 2 or not self._can_be_merged():
            return super().__getitem__(wanted)
        bare = self.all()
        bare.sections = ()
        bare.query.where.children.remove(self.narrowing)  # beside the ids a planner may take it for the narrower of the two
        try:
            firsts = bare._firsts(last, self.sections)
        except EmptyResultSet:  # what was asked for besides holds for no row
            return super().__getitem__(wanted)
        bare.query.where.add(In(_column(bare, bare.model._meta.pk.name), firsts), "AND")
        return bare[wanted]

    def _firsts(self, last: int, sections: tuple[str, ...]) -> _Firsts:
        """The keys of the first rows of each section, said once for all of them."""
        some = self.all()
        some.query.where.add(Exact(_column(some, "section"), _SECTION), "AND")
        keys = some.values("pk")[:last]
        sql, values = keys.query.get_compiler(self.db).as_sql()
        return _Firsts(sql, values, sections)

    def __or__(self, other: Any) -> Self:
        both: Self = super().__or__(other)
        both.sections = ()
        return both

    def _can_be_merged(self) -> bool:
        """Rows in an order; of what is grouped by other columns there are no firsts. Where the section comes first in the order, or
        one of them is asked for, the index is in order as it is.
        """
        asked = self.query
        if self.short or len(self.sections) < 2 or not self.ordered:
            return False
        if asked.is_sliced or asked.distinct or isinstance(asked.group_by, tuple):
            return False
        if asked.order_by[:1] == ("section",) or any(_asks_for_one_section(one) for one in asked.where.children):
            return False
        return self.narrowing in asked.where.children

    def _clone(self) -> Self:
        copied: Self = super()._clone()  # type: ignore[misc]
        copied.sections, copied.narrowing, copied.short = self.sections, self.narrowing, self.short
        return copied


def _column(rows: models.QuerySet[Any], name: str) -> Any:
    """For a condition that is made as `filter` would make it, after it has looked what its words might mean."""
    field: Any = rows.model._meta.get_field(name)
    return field.get_col(rows.query.get_initial_alias())


def _asks_for_one_section(condition: Any) -> bool:
    column = getattr(condition, "lhs", None)
    return isinstance(condition, Exact) and isinstance(column, Col) and column.target.name == "section"


@dataclass(frozen=True, eq=False)
class Scoped:
    """A record type behind the gate: `kind` in audit entries, default `purpose`, and the group of `fields` that it shows."""

    model: type[models.Model]
    kind: str
    purpose: str
    fields: str = ""


SCOPED: Registry[Scoped] = Registry("scoped record types")


def register_scoped(model: type[models.Model], *, kind: str = "", purpose: str = "casework", fields: str = "") -> Scoped:
    """Put a record type behind the gate, so that tests can walk all of them."""
    kind = kind or model._meta.model_name or model.__name__.lower()
    return SCOPED.register(model._meta.label, Scoped(model, kind, purpose, fields))


def scoped(model: type[models.Model]) -> Scoped:
    return SCOPED.get(model._meta.label)


Behind = Callable[[list[str]], dict[str, set[UUID]]]
"""Ids of records of a kind → of each, whose they are: ids of addressees. What belongs to nobody known is left out."""

PERSONS: dict[str, Behind] = {}


def register_persons(kind: str, behind: Behind) -> None:
    """Say whose data a look at a record of this kind (`Scoped.kind`) shows."""
    PERSONS[kind] = behind


def persons_behind(kind: str, ids: Iterable[str]) -> dict[str, set[UUID]]:
    """Whose data these records are. A query or two, however many."""
    known = PERSONS.get(kind)
    return known(sorted(set(ids))) if known else {}


@dataclass(frozen=True)
class Owned:
    """A record that belongs to an account: its number, and the code of its procedure."""

    number: str
    code: str = ""


class Owning(NamedTuple):
    """Of records of a kind: what belongs to an account (id → what it is called), and to which accounts these ids belong."""

    of_account: Callable[[Any], dict[str, Owned]]
    accounts: Callable[[list[str]], set[UUID]]


OWNED: dict[str, Owning] = {}


def register_owned(kind: str, of_account: Callable[[Any], dict[str, Owned]], accounts: Callable[[list[str]], set[UUID]]) -> None:
    """Say which records of a kind (`Scoped.kind`) are a resident's own."""
    OWNED[kind] = Owning(of_account, accounts)


def owned_by(account_id: Any) -> dict[str, dict[str, Owned]]:
    """All that the house keeps under an account: kind → id → what it is. A query or two a kind."""
    return {kind: owning.of_account(account_id) for kind, owning in OWNED.items()}


def owners_of(kind: str, ids: Iterable[str]) -> set[UUID]:
    """Ids of the accounts whose own these records are."""
    return OWNED[kind].accounts(sorted(set(ids))) if kind in OWNED else set()


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
    looked(by, at, known.kind, str(record.pk), purpose or known.purpose, known.fields)
