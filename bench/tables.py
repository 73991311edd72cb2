"""Fills tables fast: COPY without indexes and keys, which are made again afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import Any

import psycopg
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, JSONField, Model
from psycopg import sql
from psycopg.types.json import Jsonb

Values = dict[str, Any]


class Filler:
    """Writes rows of one model by COPY. Columns that a row does not name get the model's own default."""

    def __init__(self, connection: psycopg.Connection, model: type[Model]) -> None:
        self.connection = connection
        self.table = model._meta.db_table
        self.fields = [field for field in model._meta.concrete_fields if not field.generated and not _counted(field)]
        self.columns = [str(field.column) for field in self.fields]
        self.written = 0

    def write(self, rows: Iterable[Values]) -> None:
        """Write rows given by column name."""
        constant = {field.column: _constant(field) for field in self.fields}
        made = [field.column for field in self.fields if field.has_default() and callable(field.default)]
        producers = {field.column: field.default for field in self.fields if field.column in made}
        json = [field.column for field in self.fields if isinstance(field, JSONField)]
        names = sql.SQL(", ").join(sql.Identifier(column) for column in self.columns)
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(self.table), names)
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                whole = {**constant, **row}
                for column in made:
                    if column not in row:
                        whole[column] = producers[column]()
                for column in json:
                    whole[column] = Jsonb(whole[column])
                copy.write_row([whole[column] for column in self.columns])
                self.written += 1


def _counted(field: Field[Any, Any]) -> bool:
    """Whether the database numbers it."""
    return type(field).__name__ in {"BigAutoField", "AutoField", "CompositePrimaryKey"}


def _constant(field: Field[Any, Any]) -> Any:
    """The default that every row shares; one that is made anew for each row is left to the writer."""
    if not field.has_default() or (callable(field.default) and not isinstance(field, JSONField | ArrayField)):
        return None
    default = field.get_default()
    return default.value if isinstance(default, Enum) else default


@contextmanager
def bare(connection: psycopg.Connection, tables: Sequence[str]) -> Iterator[None]:
    """Within, the tables have no indexes, no keys and no forced row security; afterwards everything is as it was."""
    constraints = sorted({row for table in tables for row in _constraints(connection, table)})
    indexes = [row for table in tables for row in _indexes(connection, table)]
    for table, name, _ in sorted(constraints, key=lambda row: not row[2].startswith("FOREIGN")):
        _run(connection, "ALTER TABLE {} DROP CONSTRAINT {} CASCADE", table, name)
    for _, name, _ in indexes:
        _run(connection, "DROP INDEX IF EXISTS {}", name)
    with unforced(connection, tables):
        yield
    for _, _, definition in indexes:
        connection.execute(definition)
    for table, name, definition in sorted(constraints, key=lambda row: row[2].startswith("FOREIGN")):
        statement = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(sql.Identifier(table), sql.Identifier(name))
        connection.execute(statement + sql.SQL(definition))


@contextmanager
def unforced(connection: psycopg.Connection, tables: Sequence[str]) -> Iterator[None]:
    """Within, the owner may COPY into the tables; afterwards row security binds the owner again."""
    for table in tables:
        _run(connection, "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY", table)
    yield
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
    for table in tables:
        _run(connection, "ALTER TABLE {} FORCE ROW LEVEL SECURITY", table)


def _constraints(connection: psycopg.Connection, table: str) -> list[tuple[str, str, str]]:
    """Keys of the table, and those of other tables that point to it."""
    return connection.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype IN ('p', 'u', 'f') AND conrelid = %s::regclass"
        " UNION SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND confrelid = %s::regclass",
        [table, table],
    ).fetchall()


def _indexes(connection: psycopg.Connection, table: str) -> list[tuple[str, str, str]]:
    """Indexes that no constraint makes."""
    return connection.execute(
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)",
        [table],
    ).fetchall()


def _run(connection: psycopg.Connection, statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))
