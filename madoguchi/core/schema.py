"""What Django's models cannot say of a table, for migrations: append-only tables, times that must not overlap, rows that say of
themselves what their parent says.

One operation, the right SQL for SQLite and for PostgreSQL. Both refuse with Django's IntegrityError. SQLite forgets a
table's triggers when a later migration rebuilds it, and rebuilds no table that a trigger of another one names: therefore
`lift_guards` runs before each `migrate`, `restore_guards` after it, and `missing_guards` tells `doctor` what is not in force.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation


class Guard(Operation):
    """Base: SQL that is put on a table, taken off it, and put back after a rebuild."""

    reduces_to_sql = True
    reversible = True
    name: str
    table: str

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models know nothing of guards."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.put_on(schema_editor.connection)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.take_off(schema_editor.connection)

    def put_on(self, connection: BaseDatabaseWrapper) -> None:
        self.take_off(connection)
        on = self.sqlite_on(connection) if connection.vendor == "sqlite" else self.postgresql_on(connection)
        _run(connection, on)

    def take_off(self, connection: BaseDatabaseWrapper) -> None:
        _run(connection, self.sqlite_off() if connection.vendor == "sqlite" else self.postgresql_off())

    def in_force(self, connection: BaseDatabaseWrapper) -> bool:
        question = (
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE %s"
            if connection.vendor == "sqlite"
            else """SELECT (SELECT count(*) FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgname LIKE %s
                    AND tgenabled <> 'D') + (SELECT count(*) FROM pg_constraint WHERE contype = 'x' AND conname = %s)"""
        )
        values = [self.table, f"{self.name}%"] + ([] if connection.vendor == "sqlite" else [self.name])
        with connection.cursor() as cursor:
            cursor.execute(question, values)
            return bool(cursor.fetchone()[0])

    def sqlite_on(self, connection: BaseDatabaseWrapper) -> Iterable[str]:
        raise NotImplementedError

    def sqlite_off(self) -> Iterable[str]:
        raise NotImplementedError

    def postgresql_on(self, connection: BaseDatabaseWrapper) -> Iterable[str]:
        raise NotImplementedError

    def postgresql_off(self) -> Iterable[str]:
        raise NotImplementedError


class AppendOnly(Guard):
    """Rows of the table are written once: no DELETE, no TRUNCATE, no UPDATE but of the columns named.

    `may_change`: columns free to change. `set_once`: columns that may go from NULL to a value, and then never again.
    """

    def __init__(self, table: str, may_change: tuple[str, ...] = (), set_once: tuple[str, ...] = ()) -> None:
        self.table, self.may_change, self.set_once = table, tuple(may_change), tuple(set_once)
        self.name = f"{table}_append_only"

    def describe(self) -> str:
        return f"Rows of {self.table} are written once"

    def sqlite_on(self, connection: BaseDatabaseWrapper) -> Iterable[str]:
        fixed = [c for c in _columns_on_sqlite(connection, self.table) if c not in (*self.may_change, *self.set_once)]
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.table} is append-only'); END"
        yield f'CREATE TRIGGER {self.name}_d BEFORE DELETE ON "{self.table}" {refuse}'
        columns = ", ".join(f'"{c}"' for c in fixed)
        yield f'CREATE TRIGGER {self.name}_u BEFORE UPDATE OF {columns} ON "{self.table}" {refuse}'
        for column in self.set_once:
            when = f'WHEN OLD."{column}" IS NOT NULL AND NEW."{column}" IS NOT OLD."{column}"'
            yield f'CREATE TRIGGER {self.name}_s_{column} BEFORE UPDATE OF "{column}" ON "{self.table}" {when} {refuse}'

    def sqlite_off(self) -> Iterable[str]:
        for ending in ("d", "u", *(f"s_{column}" for column in self.set_once)):
            yield f"DROP TRIGGER IF EXISTS {self.name}_{ending}"

    def postgresql_on(self, connection: BaseDatabaseWrapper) -> Iterable[str]:
        free = "ARRAY[{}]::text[]".format(", ".join(f"'{c}'" for c in (*self.may_change, *self.set_once)))
        once = "".join(
            f"""IF OLD."{c}" IS NOT NULL AND NEW."{c}" IS DISTINCT FROM OLD."{c}" THEN refused := true; END IF;\n"""
            for c in self.set_once
        )
        yield f"""CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $guard$
            DECLARE refused boolean := false;
            BEGIN
              IF TG_OP = 'UPDATE' THEN
                refused := (to_jsonb(NEW) - {free}) IS DISTINCT FROM (to_jsonb(OLD) - {free});
                {once}
                IF NOT refused THEN RETURN NEW; END IF;
              END IF;
              RAISE EXCEPTION '{self.table} is append-only' USING ERRCODE = 'integrity_constraint_violation';
            END $guard$"""
        call = f"EXECUTE FUNCTION {self.name}()"
        yield f'CREATE TRIGGER {self.name}_r BEFORE UPDATE OR DELETE ON "{self.table}" FOR EACH ROW {call}'
        yield f'CREATE TRIGGER {self.name}_t BEFORE TRUNCATE ON "{self.table}" FOR EACH STATEMENT {call}'

    def postgresql_off(self) -> Iterable[str]:
        yield f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"


class NoOverlap(Guard):
    """No two rows with the same `same` columns may overlap in time; `[start, end)`, an end of NULL means open.

    `of` is "instant" (DateTimeField) or "day" (DateField). `where` is a plain SQL condition on columns of the row, such
    as `cancelled_at IS NULL`. PostgreSQL: exclusion constraint; SQLite, which has one writer at a time: triggers.
    """

    def __init__(
        self,
        table: str,
        name: str,
        *,
        same: tuple[str, ...],
        start: str,
        end: str,
        of: str = "instant",
        where: str = "",
        always_ends: bool = False,
    ) -> None:
        self.table, self.name, self.same = table, name, tuple(same)
        self.start, self.end, self.of, self.where = start, end, of, where
        self.always_ends = always_ends

    def describe(self) -> str:
        return f"No overlap in {self.table}: {self.name}"

    def sqlite_on(self, connection: BaseDatabaseWrapper) -> Iterable[str]:
        own = f'"{self.table}"'
        others = f"(SELECT *, rowid AS row_number FROM {own} WHERE {self.where or 1})"  # noqa: S608
        start, end, last = self.start, self.end, "'9999-12-31'"
        same = "".join(f' AND o."{c}" = NEW."{c}"' for c in self.same)
        ends = {row: f'{row}."{end}"' if self.always_ends else f'coalesce({row}."{end}", {last})' for row in ("o", "NEW")}
        meets = f"""o."{start}" < {ends["NEW"]} AND NEW."{start}" < {ends["o"]}"""
        clash = f"EXISTS (SELECT 1 FROM {others} o WHERE o.row_number <> NEW.rowid AND {meets}{same})"  # noqa: S608
        counts = f"EXISTS (SELECT 1 FROM {own} WHERE rowid = NEW.rowid AND ({self.where or 1}))"  # noqa: S608
        for ending, event in (("i", "INSERT"), ("u", "UPDATE")):
            yield f"""CREATE TRIGGER {self.name}_{ending} AFTER {event} ON {own}
                WHEN {counts} AND {clash} BEGIN SELECT RAISE(ABORT, '{self.name}'); END"""

    def sqlite_off(self) -> Iterable[str]:
        return [f"DROP TRIGGER IF EXISTS {self.name}_i", f"DROP TRIGGER IF EXISTS {self.name}_u"]

    def postgresql_on(self, connection: BaseDatabaseWrapper) -> Iterable[str]:
        span = "tstzrange" if self.of == "instant" else "daterange"
        same = "".join(f'"{c}" WITH =, ' for c in self.same)
        where = f" WHERE ({self.where})" if self.where else ""
        yield "CREATE EXTENSION IF NOT EXISTS btree_gist"
        yield f"""ALTER TABLE "{self.table}" ADD CONSTRAINT {self.name}
            EXCLUDE USING gist ({same}{span}("{self.start}", "{self.end}") WITH &&){where}"""

    def postgresql_off(self) -> Iterable[str]:
        yield f'ALTER TABLE "{self.table}" DROP CONSTRAINT IF EXISTS {self.name}'


class AsParent(Guard):
    """`column` of each row says what the same column of the row says that its `key` names in the table `parent`: another value is
    refused, and a change of the parent's takes the rows along. So that a row can be found, and shown, by its own column alone.

    The parent is written first. PostgreSQL keeps it as it is until the transaction that wrote the row ends.
    """

    def __init__(self, table: str, column: str, *, key: str, parent: str) -> None:
        self.table, self.column, self.key, self.parent = table, column, key, parent
        self.name = f"{table}_{column}_as_parent"

    def describe(self) -> str:
        return f"{self.column} of {self.table} is that of {self.parent}"

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """SQLite: by `restore_guards`, when all tables have been rebuilt that are to be."""
        if schema_editor.connection.vendor != "sqlite":
            self.put_on(schema_editor.connection)

    def in_force(self, connection: BaseDatabaseWrapper) -> bool:
        question, all_of_them = (
            ("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s, %s)", 3)
            if connection.vendor == "sqlite"
            else ("SELECT count(*) FROM pg_trigger WHERE tgname IN (%s, %s, %s) AND tgenabled <> 'D'", 2)
        )
        with connection.cursor() as cursor:
            cursor.execute(question, [f"{self.name}_{ending}" for ending in "iup"])
            return bool(cursor.fetchone()[0] == all_of_them)

    def sqlite_on(self, connection: BaseDatabaseWrapper) -> Iterable[str]:
        same = f'"id" = NEW."{self.key}" AND "{self.column}" = NEW."{self.column}"'
        differs = f'NEW."{self.key}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "{self.parent}" WHERE {same})'  # noqa: S608
        for ending, event in (("i", "INSERT"), ("u", f'UPDATE OF "{self.column}", "{self.key}"')):
            yield f"""CREATE TRIGGER {self.name}_{ending} BEFORE {event} ON "{self.table}"
                WHEN {differs} BEGIN SELECT RAISE(ABORT, '{self.name}'); END"""
        yield f"""CREATE TRIGGER {self.name}_p AFTER UPDATE OF "{self.column}" ON "{self.parent}"
            WHEN OLD."{self.column}" IS NOT NEW."{self.column}" BEGIN {self._take_along()}; END"""

    def sqlite_off(self) -> Iterable[str]:
        return [f"DROP TRIGGER IF EXISTS {self.name}_{ending}" for ending in "iup"]

    def postgresql_on(self, connection: BaseDatabaseWrapper) -> Iterable[str]:
        yield f"""CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $guard$
            BEGIN
              PERFORM FROM "{self.parent}"
                WHERE "id" = NEW."{self.key}" AND "{self.column}" = NEW."{self.column}" FOR SHARE;
              IF NOT FOUND AND NEW."{self.key}" IS NOT NULL THEN
                RAISE EXCEPTION '{self.name}' USING ERRCODE = 'integrity_constraint_violation';
              END IF;
              RETURN NEW;
            END $guard$"""
        yield f"""CREATE TRIGGER {self.name}_i BEFORE INSERT OR UPDATE OF "{self.column}", "{self.key}" ON "{self.table}"
            FOR EACH ROW EXECUTE FUNCTION {self.name}()"""
        yield f"""CREATE FUNCTION {self.name}_along() RETURNS trigger LANGUAGE plpgsql AS $guard$
            BEGIN {self._take_along()}; RETURN NULL; END $guard$"""
        yield f"""CREATE TRIGGER {self.name}_p AFTER UPDATE OF "{self.column}" ON "{self.parent}" FOR EACH ROW
            WHEN (OLD."{self.column}" IS DISTINCT FROM NEW."{self.column}") EXECUTE FUNCTION {self.name}_along()"""

    def postgresql_off(self) -> Iterable[str]:
        return [f"DROP FUNCTION IF EXISTS {self.name}{ending}() CASCADE" for ending in ("", "_along")]

    def _take_along(self) -> str:
        return f'UPDATE "{self.table}" SET "{self.column}" = NEW."{self.column}" WHERE "{self.key}" = NEW."id"'  # noqa: S608


class PerDatabase(Guard):
    """Further SQL that differs between the two, e.g. a search index: `on` and `off` as lists of statements."""

    def __init__(
        self,
        table: str,
        name: str,
        *,
        sqlite: list[str],
        postgresql: list[str],
        sqlite_off: list[str],
        postgresql_off: list[str],
    ) -> None:
        self.table, self.name, self.sqlite, self.postgresql = table, name, sqlite, postgresql
        self._sqlite_off, self._postgresql_off = sqlite_off, postgresql_off

    def describe(self) -> str:
        return f"{self.name} on {self.table}"

    def in_force(self, connection: BaseDatabaseWrapper) -> bool:
        return True

    def sqlite_on(self, connection: BaseDatabaseWrapper) -> Iterable[str]:
        return self.sqlite

    def postgresql_on(self, connection: BaseDatabaseWrapper) -> Iterable[str]:
        return self.postgresql

    def sqlite_off(self) -> Iterable[str]:
        return self._sqlite_off

    def postgresql_off(self) -> Iterable[str]:
        return self._postgresql_off


def guards(connection: BaseDatabaseWrapper) -> Iterator[Guard]:
    """Every guard of the migrations that this database has applied."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    for key in sorted(loader.applied_migrations or {}):
        migration = loader.disk_migrations.get(key)
        if migration is not None:
            yield from (o for o in migration.operations if isinstance(o, AppendOnly | NoOverlap | AsParent))


def missing_guards(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of the guards that should be in force and are not."""
    connection = connections[using]
    return [guard.name for guard in guards(connection) if not guard.in_force(connection)]


def lift_guards(using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Take off for the time of a `migrate` what would keep SQLite from rebuilding a table."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        for guard in guards(connection):
            if isinstance(guard, AsParent):
                guard.take_off(connection)


def restore_guards(using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Put every guard on again that was lost: by a rebuilt SQLite table, which may have gained columns since, or by hand."""
    connection = connections[using]
    with transaction.atomic(using):
        for guard in guards(connection):
            if connection.vendor == "sqlite" or not guard.in_force(connection):
                guard.put_on(connection)


@contextmanager
def guards_off(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """For emptying a test database between tests, and for filling an empty one from a backup; nothing else has a reason."""
    connection = connections[using]
    found = [guard for guard in guards(connection) if isinstance(guard, AppendOnly | AsParent)]
    with transaction.atomic(using):
        for guard in found:
            guard.take_off(connection)
    try:
        yield
    finally:
        with transaction.atomic(using):
            for guard in found:
                guard.put_on(connection)


def _columns_on_sqlite(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """Asked for directly: Django's description reads each table's whole text anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info(%s)", [table])
        return [name for (name,) in cursor.fetchall()]


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
