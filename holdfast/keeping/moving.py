"""How the rows of one record are moved to another, and back: a function of the database, beside the one that removes.

Facts may not be changed by the application. This function changes of them one thing alone, which record they belong to, and only
as a kept merge of two records says. It is written anew from the models after each migration.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Field, ForeignKey, Model, OneToOneField, UUIDField

from holdfast.kernel.guard import guarded_models, quote

from .removal import filled, may_go, role_is_there

NAMED_CHILD = frozenset({"child_id", "child_record"})
NAMED_PERSON = frozenset({"about_id"})
# Found anew from the record itself, a reader's own list, and the merges themselves.
STAYS_PUT = frozenset({"records.SearchKey", "records.Opened", "keeping.Merge"})
# A record is never related to itself: such a row stays with the record that is set aside.
BUT = {
    ("records_relationship", "child_id"): " AND t.other_child_id IS DISTINCT FROM m.survivor_id",
    ("records_relationship", "other_child_id"): " AND t.child_id <> m.survivor_id",
}


@dataclass(frozen=True)
class Column:
    """A column that names a child or a person. once: whether a rule allows one row each, so that a second stays put."""

    kind: str
    model: type[Model]
    column: str
    once: bool

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def attribute(self) -> str:
        return next(field.attname for field in self.model._meta.concrete_fields if field.column == self.column)

    @property
    def key(self) -> str:
        return f"{self.table}.{self.column}"


def columns() -> list[Column]:
    """Every column that names a child or a person, in the order in which they are moved."""
    models = [one for one in guarded_models() if may_go(one) and one._meta.label not in STAYS_PUT]
    found = [(kind, one, field) for one in models for field in one._meta.concrete_fields if (kind := _names(field))]
    made = [Column(kind, one, str(field.column), _once(one, field)) for kind, one, field in found]
    return sorted(made, key=lambda one: (one.kind, one.table, one.column))


def _names(field: Field[object, object]) -> str:
    if isinstance(field, ForeignKey):
        return {"records.Child": "child", "records.Person": "person"}.get(field.related_model._meta.label, "")
    if isinstance(field, UUIDField) and field.column in NAMED_CHILD:
        return "child"
    return "person" if isinstance(field, UUIDField) and field.column in NAMED_PERSON else ""


def _once(model: type[Model], field: Field[object, object]) -> bool:
    rules = (getattr(rule, "fields", ()) for rule in model._meta.constraints)
    return isinstance(field, OneToOneField) or any(field.name in fields for fields in rules)


FUNCTION = """CREATE OR REPLACE FUNCTION keeping_move(merge uuid, back boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $moving$
DECLARE
    m keeping_merge;
    ids uuid[];
    one uuid;
    went jsonb := '{}';
BEGIN
    SELECT * INTO m FROM keeping_merge WHERE id = merge FOR UPDATE;
    IF NOT FOUND OR m.undone_at IS NOT NULL THEN
        RAISE EXCEPTION 'There is no such merge.';
    END IF;
    IF back THEN
<BACK>
        RETURN m.moved;
    END IF;
    IF m.moved <> '{}'::jsonb THEN
        RAISE EXCEPTION 'The rows of this merge have been moved already.';
    END IF;
<FORTH>
    UPDATE keeping_merge SET moved = went WHERE id = merge;
    RETURN went;
END $moving$"""
FORTH = """    IF m.kind = '<KIND>' THEN
        ids := ARRAY[]::uuid[];
        FOR one IN SELECT t.id FROM <TABLE> t WHERE t.partnership_id = m.partnership_id AND t.<COLUMN> = m.merged_id<BUT> LOOP
            <MOVE>
        END LOOP;
        IF cardinality(ids) > 0 THEN
            went := went || jsonb_build_object('<KEY>', to_jsonb(ids));
        END IF;
    END IF;"""
MOVE = "UPDATE <TABLE> SET <COLUMN> = m.survivor_id WHERE id = one; ids := ids || one;"
MOVE_ONCE = f"BEGIN {MOVE} EXCEPTION WHEN unique_violation THEN NULL; END;"
BACK = """        UPDATE <TABLE> SET <COLUMN> = m.merged_id WHERE partnership_id = m.partnership_id AND <COLUMN> = m.survivor_id
           AND id IN (SELECT jsonb_array_elements_text(m.moved -> '<KEY>')::uuid);"""


def function() -> str:
    known = columns()
    forth = "\n".join(_filled(FORTH, one) for one in known)
    back = "\n".join(_filled(BACK, one) for one in known)
    return filled(FUNCTION, FORTH=forth, BACK=back)


def _filled(template: str, one: Column) -> str:
    move = MOVE_ONCE if one.once else MOVE
    parts = {"TABLE": quote(one.table), "COLUMN": quote(one.column), "KEY": one.key, "KIND": one.kind}
    return filled(template, MOVE=move, BUT=BUT.get((one.table, one.column), ""), **parts)


def statements(app_role: str, made: set[str]) -> list[str]:
    """The function and its rights, after those of the one that removes."""
    role = settings.DISPOSAL_ROLE
    if not made.issuperset(model._meta.db_table for model in guarded_models()) or not role_is_there(role):
        return []
    signature = "keeping_move(uuid, boolean)"
    return [
        *(f"GRANT UPDATE ({quote(one.column)}) ON {quote(one.table)} TO {quote(role)}" for one in columns()),
        f"GRANT UPDATE (moved) ON keeping_merge TO {quote(role)}",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {quote(role)}",
        f"DROP FUNCTION IF EXISTS {signature}",
        function(),
        f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {signature} TO {quote(app_role)}",
        f"ALTER FUNCTION {signature} OWNER TO {quote(role)}",
        f"REVOKE CREATE ON SCHEMA public FROM {quote(role)}",
    ]
