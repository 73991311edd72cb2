"""What an empty database is given, and what Django's own way of migrating gives it, is the same to the last index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests import databases

SCHEMA = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity, character_maximum_length"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "policies": "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies",
    "grants": "SELECT table_name, grantee, privilege_type FROM information_schema.table_privileges WHERE table_schema = 'public'",
    "migrations": "SELECT app, name FROM django_migrations",
}
AS_DJANGO_DOES = (
    "from django.core.management import call_command\n"
    "from django.core.management.commands import migrate\n"
    "from django.db.migrations.executor import MigrationExecutor\n"
    "from holdfast.config.management.commands import migrate as ours\n"
    "migrate.MigrationExecutor = MigrationExecutor\n"
    "call_command(ours.Command(), verbosity=0)\n"
)


@pytest.fixture
def empty() -> Iterator[str]:
    name = f"holdfast_fresh_{os.getpid()}"
    databases.create(name)
    yield name
    databases.drop(name)


def made(name: str) -> dict[str, list[tuple[Any, ...]]]:
    with psycopg.connect(databases.owner_url(name)) as owner:
        return {what: sorted(map(str, owner.execute(query).fetchall())) for what, query in SCHEMA.items()}  # type: ignore[misc]


@pytest.mark.full
@pytest.mark.database
def test_a_fresh_database_is_the_one_that_django_makes(empty: str) -> None:
    databases.manage(empty, "shell", "--no-imports", "-c", AS_DJANGO_DOES, as_owner=True)
    ours, djangos = made(databases.migrated_template()), made(empty)
    assert {what: len(rows) for what, rows in ours.items()} == {what: len(rows) for what, rows in djangos.items()}
    for what, rows in djangos.items():
        assert set(ours[what]) ^ set(rows) == set(), what
    assert all(djangos.values())
