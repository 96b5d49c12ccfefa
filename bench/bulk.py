"""Writing rows by the million: `executemany` on SQLite, COPY on PostgreSQL, past the models, in the shape they store.

Columns that a table is not told of get the model's default, once for all rows. Foreign keys are not checked on the way.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection, models, transaction

AT_ONCE = 3000
"""Cases a transaction."""


class Table:
    def __init__(self, model: type[models.Model], *columns: str, **same: Any) -> None:
        fields = [f for f in model._meta.local_concrete_fields if not isinstance(f, models.AutoField)]
        by_name = {f.attname: f for f in fields}
        unknown = {*columns, *same} - set(by_name)
        if unknown:
            raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
        rest = [name for name in by_name if name not in columns]
        self.tail = tuple(_stored(by_name[name], same[name] if name in same else by_name[name].get_default()) for name in rest)
        self.name = connection.ops.quote_name(model._meta.db_table)
        self.columns = [connection.ops.quote_name(by_name[name].column) for name in (*columns, *rest)]
        self.width = len(columns)
        self.rows: list[tuple[Any, ...]] = []
        self.written = 0

    def add(self, *values: Any) -> None:
        self.rows.append(values + self.tail)

    def flush(self) -> None:
        if not self.rows:
            return
        names = ", ".join(self.columns)
        if in_sqlite():
            marks = ", ".join("?" * len(self.columns))
            connection.connection.executemany(f"INSERT INTO {self.name} ({names}) VALUES ({marks})", self.rows)
        else:
            with connection.cursor() as cursor, cursor.copy(f"COPY {self.name} ({names}) FROM STDIN") as copy:
                for row in self.rows:
                    copy.write_row(row)
        self.written += len(self.rows)
        self.rows.clear()


def _stored(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return as_json(value)
    if isinstance(field, models.BinaryField):
        return value
    return field.get_db_prep_save(value, connection)


as_json = json.JSONEncoder(ensure_ascii=False).encode


@cache
def in_sqlite() -> bool:
    return connection.vendor == "sqlite"


def as_id(dashed: str) -> str:
    """An id as the database keeps it."""
    return dashed.replace("-", "") if in_sqlite() else dashed


def as_moment(at: datetime) -> str:
    text = at.astimezone(UTC).isoformat(" ", "seconds")
    return text[:19] if in_sqlite() else text


def as_day(on: date) -> str:
    return on.isoformat()


@contextmanager
def in_bulk() -> Iterator[None]:
    """The connection made quick and careless for the time of filling, then counted through where the engine does so by itself."""
    with connection.cursor() as cursor:
        if in_sqlite():
            for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
                cursor.execute(f"PRAGMA {pragma}")
        else:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET synchronous_commit = off")
    yield
    connection.close()
    with connection.cursor() as cursor:
        if in_sqlite():
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:  # what autovacuum would have done in the years in between
            cursor.execute("VACUUM (ANALYZE)")


def flush(tables: list[Table]) -> None:
    with transaction.atomic():
        for table in tables:
            table.flush()
