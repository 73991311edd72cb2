"""The tables of the database as rows to copy out and in, seen by their owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg import sql

PART = 4 * 1024 * 1024
# Rows that a restore does not bring back: whoever was signed in signs in again. The migrations are compared, not copied.
LEFT_OUT = frozenset({"access_session", "django_cache", "django_migrations"})

_TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
   AND a.attgenerated = '' GROUP BY c.relname ORDER BY c.relname
"""
_FORCED = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relforcerowsecurity"
_TRIGGERS = """
SELECT c.relname, t.tgname, t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'D'
"""
_ENABLE = {"O": "ENABLE TRIGGER", "A": "ENABLE ALWAYS TRIGGER", "R": "ENABLE REPLICA TRIGGER"}


@dataclass(frozen=True)
class Table:
    """A table and its columns, without those that the database works out itself."""

    name: str
    columns: tuple[str, ...]

    def written(self) -> sql.Composed:
        names = sql.SQL(", ").join(sql.Identifier(column) for column in self.columns)
        return sql.SQL("{} ({})").format(sql.Identifier(self.name), names)


def tables() -> list[Table]:
    """Every table that a backup holds."""
    return [Table(name, tuple(columns)) for name, columns in _asked(_TABLES) if name not in LEFT_OUT]


def migrations() -> list[list[str]]:
    """What made the tables look as they do."""
    return [[app, name] for app, name in _asked("SELECT DISTINCT app, name FROM django_migrations ORDER BY app, name")]


def copy_out(table: Table, counts: dict[str, int]) -> Iterator[bytes]:
    """The rows as text, in parts; how many there are is in `counts` afterwards."""
    waiting = bytearray()
    with connection.connection.cursor() as cursor:
        with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(table.written())) as copy:
            for block in copy:
                waiting += block
                if len(waiting) >= PART:
                    yield bytes(waiting)
                    waiting.clear()
        counts[table.name] = cursor.rowcount
    if waiting:
        yield bytes(waiting)


def copy_in(table: Table, parts: Iterable[bytes]) -> int:
    """Put rows into a table; how many there were."""
    with connection.connection.cursor() as cursor:
        with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(table.written())) as copy:
            for part in parts:
                copy.write(part)
        return int(cursor.rowcount)


def sequences() -> list[list[Any]]:
    """Where each counter stands."""
    found = []
    for (name,) in _asked("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"):
        [(value, called)] = _asked(sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(name)))
        found.append([name, value, called])
    return found


def set_sequences(places: list[list[Any]]) -> None:
    for name, value, called in places:
        _done(sql.SQL("SELECT setval({}, {}, {})").format(sql.Literal(f'public."{name}"'), value, called))


@contextmanager
def laid_open() -> Iterator[None]:
    """Within this transaction the owner empties and fills every table: triggers and row policies stand aside, and then again."""
    forced = [name for (name,) in _asked(_FORCED)]
    triggers = _asked(_TRIGGERS)
    for name in forced:
        _alter(name, "NO FORCE ROW LEVEL SECURITY")
    for name in {row[0] for row in triggers}:
        _alter(name, "DISABLE TRIGGER USER")
    yield
    _done(sql.SQL("SET CONSTRAINTS ALL IMMEDIATE"))
    for name, trigger, enabled in triggers:
        _alter(name, _ENABLE[enabled], trigger)
    for name in forced:
        _alter(name, "FORCE ROW LEVEL SECURITY")


def empty() -> None:
    """Every row of every table goes, sessions too."""
    names = [name for name, _ in _asked(_TABLES) if name != "django_migrations"]
    _done(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(sql.Identifier(name) for name in names)))


def _alter(table: str, what: str, trigger: str = "") -> None:
    words = sql.SQL("ALTER TABLE {} {} {}")
    _done(words.format(sql.Identifier(table), sql.SQL(what), sql.Identifier(trigger) if trigger else sql.SQL("")))


def _asked(query: str | sql.Composed) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _done(statement: sql.SQL | sql.Composed) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
