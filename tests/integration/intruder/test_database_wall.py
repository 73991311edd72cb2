"""The second wall: as the application's own role, in plain SQL, another partnership's rows are not there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from holdfast.kernel.acting import acting_as
from holdfast.kernel.guard import Writes, guarded_models
from holdfast.kernel.viewer import Viewer
from tests.assurance import note

from .house import ELSEWHERE, House

# Tables in which every row belongs to one partnership. Agencies' names are read by everybody, to choose a post at sign-in.
TABLES = [
    model
    for model in guarded_models()
    if any(column.column == "partnership_id" for column in model._meta.concrete_fields) and model.guard.rows  # type: ignore[attr-defined]
]
NEVER_CHANGED = [model for model in guarded_models() if model.guard.writes in (Writes.APPEND, Writes.READ)]  # type: ignore[attr-defined]
NEVER_REMOVED = [model for model in guarded_models() if model.guard.writes is not Writes.FULL]  # type: ignore[attr-defined]


def table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def name(model: type[Model]) -> str:
    return model._meta.label


def ran(sql: str, values: list[Any] | None = None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def refused(sql: str, values: list[Any] | None = None) -> bool:
    """Whether the database itself will not do it; nothing is left changed either way."""
    try:
        with transaction.atomic():
            ran(sql, values)
    except DatabaseError:
        return True
    return False


@pytest.fixture
def intruder(house: House) -> Viewer:
    """Every role there is, in the other partnership."""
    with acting_as(Viewer.job("tests", house.there.pk)):
        agency_id = house.people[ELSEWHERE].memberships.first().agency_id
    return Viewer(partnership_id=house.there.pk, person_id=house.people[ELSEWHERE].pk, agency_id=agency_id)


def rows_here(house: House, model: type[Model]) -> int:
    with acting_as(Viewer.job("tests", house.here.pk)):
        return int(ran(f"SELECT count(*) FROM {table(model)} WHERE partnership_id = %s", [house.here.pk])[0][0])


def test_the_county_gives_the_wall_something_to_hide(house: House) -> None:
    assert sum(1 for model in TABLES if rows_here(house, model)) > 25


@pytest.mark.parametrize("model", TABLES, ids=name)
def test_no_row_of_another_partnership_is_read(house: House, intruder: Viewer, model: type[Model]) -> None:
    for viewer in (intruder, Viewer.job("tests", house.there.pk), Viewer.nobody(), Viewer(token="0" * 64)):
        with acting_as(viewer):
            found = ran(f"SELECT count(*) FROM {table(model)} WHERE partnership_id = %s", [house.here.pk])[0][0]
        assert found == 0, viewer
    note("wall", tables=1)


@pytest.mark.parametrize("model", TABLES, ids=name)
def test_no_row_of_another_partnership_is_changed_or_removed(house: House, intruder: Viewer, model: type[Model]) -> None:
    before = rows_here(house, model)
    here = [house.here.pk]
    with acting_as(intruder):
        for sql in (
            f"UPDATE {table(model)} SET partnership_id = partnership_id WHERE partnership_id = %s",
            f"DELETE FROM {table(model)} WHERE partnership_id = %s",
        ):
            assert refused(sql, here) or ran(sql, here) == 0
    assert rows_here(house, model) == before


@pytest.mark.parametrize("model", TABLES, ids=name)
def test_no_row_is_written_into_another_partnership(house: House, intruder: Viewer, model: type[Model]) -> None:
    """A row of one's own, copied with the other partnership's id; and one of one's own moved there."""
    columns = [column for column in model._meta.concrete_fields if column.column not in ("id", "position")]
    names = ", ".join(connection.ops.quote_name(column.column) for column in columns)
    values = ", ".join("%s::uuid" if column.column == "partnership_id" else _anything(column) for column in columns)
    key = "id, " if any(column.column == "id" for column in model._meta.concrete_fields) else ""
    made = "gen_random_uuid(), " if key else ""
    with acting_as(intruder):
        insert = f"INSERT INTO {table(model)} ({key}{names}) SELECT {made}{values}"
        with pytest.raises(DatabaseError) as fault, transaction.atomic():
            ran(insert, [house.here.pk])
        # A table that only the database's own functions write refuses one step earlier.
        assert re.search("row-level security|permission denied for table", str(fault.value)), fault.value
        move = f"UPDATE {table(model)} SET partnership_id = %s"
        assert refused(move, [house.here.pk]) or ran(f"SELECT count(*) FROM {table(model)}")[0][0] == 0


def _anything(column: Any) -> str:
    """A value of the column's type; whether it is a good one, the database asks after it has asked whose row it is."""
    kind = column.db_type(connection)
    if column.null:
        return "NULL"
    if "[]" in kind:
        return f"'{{}}'::{kind}"
    if kind == "uuid":
        return "gen_random_uuid()"
    if kind == "jsonb":
        return "'{}'::jsonb"
    if kind == "bytea":
        return "''::bytea"
    if kind == "boolean":
        return "false"
    if kind.startswith("timestamp") or kind == "date":
        return f"now()::{kind}"
    return "0" if "int" in kind or "numeric" in kind or "double" in kind else "'x'"


@pytest.mark.parametrize("model", NEVER_CHANGED, ids=name)
def test_what_was_written_once_is_not_changed_even_by_its_own_partnership(house: House, model: type[Model]) -> None:
    open_columns = set(model.guard.columns)  # type: ignore[attr-defined]
    with acting_as(Viewer.job("tests", house.here.pk)):
        for column in model._meta.concrete_fields:
            if column.column not in open_columns:
                quoted = connection.ops.quote_name(column.column)
                assert refused(f"UPDATE {table(model)} SET {quoted} = {quoted}"), column.column


@pytest.mark.parametrize("model", NEVER_REMOVED, ids=name)
def test_what_is_kept_is_not_removed(house: House, model: type[Model]) -> None:
    with acting_as(Viewer.job("tests", house.here.pk)):
        assert refused(f"DELETE FROM {table(model)}")
        assert refused(f"TRUNCATE {table(model)} CASCADE")


def test_the_walls_cannot_be_taken_down_from_inside(house: House) -> None:
    for sql in (
        "ALTER TABLE records_child DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE records_child NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY app_rows ON records_child",
        "CREATE POLICY mine ON records_child USING (true)",
        "CREATE TABLE public.loot (x text)",
        "CREATE FUNCTION public.loot() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "SET ROLE postgres",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ):
        assert refused(sql), sql


def test_a_draft_is_its_writers_alone_in_the_database_too(house: House) -> None:
    from holdfast.referrals.models import Draft

    owner = house.people["social-worker"]
    with acting_as(Viewer(partnership_id=house.here.pk, person_id=owner.pk)):
        Draft.objects.create(partnership=house.here, owner=owner)
        assert ran("SELECT count(*) FROM referrals_draft")[0][0] == 1
    with acting_as(Viewer(partnership_id=house.here.pk, person_id=house.people["mash-manager"].pk)):
        assert ran("SELECT count(*) FROM referrals_draft WHERE owner_id = %s", [owner.pk])[0][0] == 0
    with acting_as(Viewer(partnership_id=house.here.pk, token="")):
        assert ran("SELECT count(*) FROM referrals_draft")[0][0] == 0
