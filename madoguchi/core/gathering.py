"""まとめ書き: rows of many alike deeds, written with one statement a table.

    with gathered():              # a transaction
        for case in some_dozen:
            notify(case)          # what it puts is written at the end of the block, in the order in which it was put

A row put outside such a block is written at once. Whoever puts a row gives it its key (UUID) and does not ask the database for
it before the block ends; what makes a row impossible is found at the end, and nothing of the block remains.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import models, transaction

M = TypeVar("M", bound=models.Model)
Write = Callable[..., object]
AT_ONCE = 200
_waiting: ContextVar[dict[tuple[Any, ...], list[Any]] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """What is put within is written at its end. Within another such block it is part of that one, and forgotten where it
    fails.
    """
    outer = _waiting.get()
    if outer is not None:
        before = {what: len(rows) for what, rows in outer.items()}
        try:
            yield
        except BaseException:
            for what, rows in outer.items():
                del rows[before.get(what, 0) :]
            raise
        return
    with transaction.atomic():
        waiting: dict[tuple[Any, ...], list[Any]] = {}
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
        for (write, *where), rows in waiting.items():
            if rows:
                write(*where, rows)


def is_gathering() -> bool:
    return _waiting.get() is not None


def put(row: M) -> M:
    """Insert a row, now or with its like. Not of a model whose `save` does more than save."""
    if _waiting.get() is None:
        row.save(force_insert=True)
    else:
        later(_insert, type(row), rows=[row])
    return row


def later(write: Write, *where: Any, rows: Sequence[Any]) -> None:
    """Call `write(*where, rows)`: now, or once at the end of the block with the rows of all who asked for the same."""
    waiting = _waiting.get()
    if waiting is None:
        write(*where, rows)
    else:
        waiting.setdefault((write, *where), []).extend(rows)


def _insert(model: type[models.Model], rows: list[models.Model]) -> None:
    if model.save is not models.Model.save:
        raise TypeError(f"{model.__name__}.save would be passed over")
    model._base_manager.bulk_create(rows, batch_size=AT_ONCE)
