"""What becomes of records when two accounts are made one: they follow, but for what a room says otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.functional import Promise

from madoguchi.core.registry import Registry
from madoguchi.engines.people.models.account import Account

Mover = Callable[[Account, Account, datetime], int]
"""(from, to, at) → how many were moved."""


@dataclass(frozen=True, eq=False)
class Moving:
    """`label` in the dry run; empty for what a person need not be told of. `move` None: it stays with the closed one."""

    key: str
    label: str | Promise
    move: Mover | None


MOVINGS: Registry[Moving] = Registry("records that move when accounts are merged")


def moves(model: type[models.Model], field: str, label: str | Promise) -> None:
    """The records follow to the account that is kept; one that would break a rule there stays where it is."""
    MOVINGS.register(_key(model, field), Moving(_key(model, field), label, _mover(model, field)))


def stays(model: type[models.Model], field: str) -> None:
    MOVINGS.register(_key(model, field), Moving(_key(model, field), "", None))


def moves_by(model: type[models.Model], field: str, label: str | Promise, move: Mover) -> None:
    MOVINGS.register(_key(model, field), Moving(_key(model, field), label, move))


def movings() -> list[Moving]:
    """Every key to an account: as stated, else it moves, so that nothing of a room that forgot stays behind."""
    found = [moving for _name, moving in MOVINGS.items()]
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            key = _key(model, field.name)
            if field.remote_field and field.remote_field.model is Account and key not in MOVINGS:
                found.append(Moving(key, model._meta.verbose_name or key, _mover(model, field.name)))
    return found


def _key(model: type[models.Model], field: str) -> str:
    return f"{model._meta.label}.{field}"


def _mover(model: type[models.Model], field: str) -> Mover:
    def move(one: Account, other: Account, at: datetime) -> int:
        rows: Any = model._base_manager.filter(**{field: one.pk})
        try:
            with transaction.atomic():
                return int(rows.update(**{f"{field}_id": other.pk}))
        except IntegrityError:
            return sum(_alone(model, field, pk, other) for pk in rows.values_list("pk", flat=True))

    return move


def _alone(model: type[models.Model], field: str, pk: Any, other: Account) -> int:
    try:
        with transaction.atomic():
            return int(model._base_manager.filter(pk=pk).update(**{f"{field}_id": other.pk}))
    except IntegrityError:
        return 0
