"""The one way a record is ever removed: a function in the database, owned by a role that nobody signs in as.

The application may call it with the id of a review and nothing else. The function itself sees that two different people agreed,
that the time is over and that no hold stands; follows every reference from the record to whatever exists because of it, history
and immutable rows too; and leaves a certificate. It is written anew from the models after each migration, so a new table is
followed without anybody remembering it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Field, ForeignKey, Model, TextField, UUIDField

from holdfast.kernel.guard import OWN_PARTNERSHIP, guarded_models, quote

# What stays whatever goes: what was agreed, the proof of what was done and of what was removed.
STAYS = frozenset(
    {
        "audit.Event",
        "audit.Seal",
        "keeping.Disposal",
        "keeping.DisposalAnswer",
        "keeping.Certificate",
        "keeping.Breach",
        "keeping.SharingAgreement",
    }
)
STAYS_WHOLLY = frozenset({"partnership"})
DIRECTORY = frozenset({"User", "Agency", "EmailDomain", "Team", "Membership", "Absence", "StaffHome", "Invitation", "Suspension"})


@dataclass(frozen=True)
class Table:
    """A table whose rows may go. reached_by: conditions that name a row of something that goes."""

    name: str
    has_id: bool
    reached_by: tuple[str, ...]

    @property
    def found(self) -> str:
        """The variable that holds the ids found so far."""
        return f"v_{self.name}"


def tables() -> list[Table]:
    """Every table of rows that could exist because of a child or a referral."""
    models = [model for model in guarded_models() if may_go(model)]
    names = {model._meta.db_table for model in models}
    return [_table(model, names) for model in sorted(models, key=lambda one: one._meta.db_table)]


def may_go(model: type[Model]) -> bool:
    columns = {field.attname for field in model._meta.concrete_fields}
    label = model._meta.label
    if label in STAYS or model._meta.app_label in STAYS_WHOLLY or "partnership_id" not in columns:
        return False
    return not (model._meta.app_label == "access" and model.__name__ in DIRECTORY)


def _table(model: type[Model], names: set[str]) -> Table:
    fields: list[Field[object, object]] = list(model._meta.concrete_fields)
    reached = [condition for field in fields for condition in _conditions(field, names)]
    has_id = any(field.column == "id" for field in fields)
    return Table(model._meta.db_table, has_id, tuple(reached + ABOVE.get(model._meta.db_table, [])))


def _conditions(field: Field[object, object], names: set[str]) -> list[str]:
    """How a column can name a row that goes: a key of another table, an id without one, or a referral's reference."""
    column = f"t.{quote(str(field.column))}"
    if isinstance(field, ForeignKey):
        target = field.related_model._meta.db_table
        return [f"{column} = ANY (v_{target})"] if target in names else []
    if isinstance(field, UUIDField) and field.column not in ("id", "partnership_id"):
        return [f"{column} = ANY (v_all)"]
    if isinstance(field, TextField) and field.column == "reference":
        return [f"{column} = ANY (v_references)"]
    return []


# What stands above a row that goes, and goes with it: a referral with its children, somebody whom no other record names.
ABOVE: dict[str, list[str]] = {
    "referrals_referral": [
        "t.id IN (SELECT c.referral_id FROM referrals_referredchild c WHERE c.id = ANY (v_referrals_referredchild))"
    ],
    "referrals_consultation": [
        "t.id IN (SELECT r.consultation_id FROM referrals_referral r WHERE r.id = ANY (v_referrals_referral))"
        " AND NOT EXISTS (SELECT FROM referrals_referral r WHERE r.consultation_id = t.id"
        " AND NOT r.id = ANY (v_referrals_referral))"
    ],
    "documents_storedfile": ["t.id IN (SELECT a.file_id FROM referrals_attachment a WHERE a.id = ANY (v_referrals_attachment))"],
    "records_person": [
        "(t.id IN (SELECT r.person_id FROM records_relationship r WHERE r.id = ANY (v_records_relationship))"
        " OR t.id IN (SELECT m.person_id FROM records_householdmember m WHERE m.id = ANY (v_records_householdmember)))"
        " AND NOT EXISTS (SELECT FROM records_relationship r WHERE r.person_id = t.id"
        " AND NOT r.id = ANY (v_records_relationship))"
        " AND NOT EXISTS (SELECT FROM records_householdmember m WHERE m.person_id = t.id"
        " AND NOT m.id = ANY (v_records_householdmember))"
    ],
    "records_household": [
        "t.id IN (SELECT m.household_id FROM records_householdmember m WHERE m.child_id = ANY (v_records_child))"
        " AND NOT EXISTS (SELECT FROM records_householdmember m WHERE m.household_id = t.id"
        " AND m.child_id IS NOT NULL AND NOT m.child_id = ANY (v_records_child))"
    ],
    # A copy of a minute about many children is one paper: where it tells of this child, it goes whole.
    "meetings_minutecopy": ["t.items && v_meetings_agendaitem"],
    "records_child": [
        "t.id IN (SELECT m.merged_id FROM keeping_merge m WHERE m.undone_at IS NULL AND m.survivor_id = ANY (v_records_child))"
    ],
}

CHECKS = """
    SELECT * INTO d FROM keeping_disposal WHERE id = review AND state = 'approved' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Nobody has agreed to remove this record.';
    END IF;
    IF NOT EXISTS (SELECT FROM keeping_disposalanswer a WHERE a.disposal_id = d.id AND a.agreed
                   AND a.decided_by_id <> d.reviewed_by_id) THEN
        RAISE EXCEPTION 'A second person has not agreed to remove this record.';
    END IF;
    IF d.keep_until IS NULL OR d.keep_until > current_date THEN
        RAISE EXCEPTION 'The time for which this record is kept is not over.';
    END IF;
"""
AFTER = """
    IF EXISTS (SELECT FROM keeping_legalhold h WHERE h.lifted_at IS NULL
               AND (h.child_id = ANY (v_records_child) OR h.referral_id = ANY (v_referrals_referral))) THEN
        RAISE EXCEPTION 'A legal hold keeps this record.';
    END IF;
    IF EXISTS (SELECT FROM documents_storedfile f WHERE f.id = ANY (v_documents_storedfile) AND f.state = 'locked') THEN
        RAISE EXCEPTION 'A locked file stays until the police say otherwise.';
    END IF;
    IF EXISTS (SELECT FROM referrals_referredchild c WHERE c.id = ANY (v_referrals_referredchild)
               AND c.child_id IS NOT NULL AND NOT c.child_id = ANY (v_records_child)) THEN
        RAISE EXCEPTION 'A referral names another child, whose record is kept.';
    END IF;
"""
END = """
    INSERT INTO keeping_certificate (id, partnership_id, created_at, disposal_id, removed, backups_until)
    VALUES (certificate, d.partnership_id, clock_timestamp(), d.id, removed, backups_until);
    UPDATE keeping_disposalanswer SET why = '' WHERE disposal_id = d.id;
    UPDATE keeping_disposal SET state = 'done', why = '', keep_until = NULL, version = version + 1, changed_at = clock_timestamp()
     WHERE id = d.id;
    RETURN removed;
"""


FUNCTION = """CREATE OR REPLACE FUNCTION keeping_remove(review uuid, certificate uuid, backups_until date) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $removal$
DECLARE
    d keeping_disposal;
    v_all uuid[];
    v_references text[];
    v_before integer := -1;
    removed jsonb := '{}';
<DECLARED>
BEGIN
<CHECKS>
    v_records_child := d.children;
    v_referrals_referral := CASE WHEN d.referral_id IS NULL THEN ARRAY[]::uuid[] ELSE ARRAY[d.referral_id] END;
    LOOP
        v_all := <EVERYTHING>;
        EXIT WHEN cardinality(v_all) = v_before;
        v_before := cardinality(v_all);
        v_references := ARRAY(SELECT r.reference FROM referrals_referral r WHERE r.id = ANY (v_referrals_referral));
<FOUND>
    END LOOP;
<AFTER>
<GONE>
<END>
END $removal$"""
FIND = "        <VARIABLE> := ARRAY(SELECT t.id FROM <TABLE> t WHERE t.partnership_id = d.partnership_id AND (<CONDITIONS>));"
REMOVE = """    DELETE FROM <TABLE> t WHERE t.id = ANY (<VARIABLE>);
    IF cardinality(<VARIABLE>) > 0 THEN
        removed := removed || jsonb_build_object('<NAME>', to_jsonb(<VARIABLE>));
    END IF;"""
REMOVE_WITHOUT_ID = "    DELETE FROM <TABLE> t WHERE t.partnership_id = d.partnership_id AND (<CONDITIONS>);"


def function() -> str:
    """The SQL of the function, from the models as they are."""
    known = tables()
    with_id = [one for one in known if one.has_id]
    return filled(
        FUNCTION,
        DECLARED="\n".join(f"    {one.found} uuid[] := '{{}}';" for one in with_id),
        CHECKS=CHECKS,
        EVERYTHING=" || ".join(one.found for one in with_id),
        FOUND="\n".join(_find(one) for one in with_id if one.reached_by),
        AFTER=AFTER,
        GONE="\n".join(_remove(one) for one in known),
        END=END,
    )


def filled(template: str, **parts: str) -> str:
    for name, part in parts.items():
        template = template.replace(f"<{name}>", part)
    return template


def _find(table: Table) -> str:
    conditions = " OR ".join(f"({one})" for one in (f"t.id = ANY ({table.found})", *table.reached_by))
    return filled(FIND, VARIABLE=table.found, TABLE=quote(table.name), CONDITIONS=conditions)


def _remove(table: Table) -> str:
    if not table.has_id:
        conditions = " OR ".join(f"({one})" for one in table.reached_by)
        return filled(REMOVE_WITHOUT_ID, TABLE=quote(table.name), CONDITIONS=conditions)
    return filled(REMOVE, TABLE=quote(table.name), VARIABLE=table.found, NAME=table.name)


def statements(app_role: str, made: set[str]) -> list[str]:
    """The disposal role's rights and its function, after every migration. Nothing where the role or a table is not there yet."""
    role = settings.DISPOSAL_ROLE
    known = [model._meta.db_table for model in guarded_models()]
    if not made.issuperset(known) or not role_is_there(role):
        return []
    lines = [line for table in tables() for line in _rights(table.name, role, "SELECT, DELETE")]
    lines += _rights("keeping_disposal", role, "SELECT, UPDATE")
    lines += _rights("keeping_disposalanswer", role, "SELECT, UPDATE")
    lines += _rights("keeping_certificate", role, "SELECT, INSERT")
    signature = "keeping_remove(uuid, uuid, date)"
    return [
        *lines,
        f"GRANT USAGE, CREATE ON SCHEMA public TO {quote(role)}",
        f"DROP FUNCTION IF EXISTS {signature}",
        function(),
        f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {signature} TO {quote(app_role)}",
        f"ALTER FUNCTION {signature} OWNER TO {quote(role)}",
        f"REVOKE CREATE ON SCHEMA public FROM {quote(role)}",
    ]


def _rights(table: str, role: str, rights: str) -> list[str]:
    name = quote(table)
    return [
        f"REVOKE ALL ON {name} FROM {quote(role)}",
        f"GRANT {rights} ON {name} TO {quote(role)}",
        f"DROP POLICY IF EXISTS disposal_rows ON {name}",
        f"CREATE POLICY disposal_rows ON {name} TO {quote(role)} USING ({OWN_PARTNERSHIP}) WITH CHECK ({OWN_PARTNERSHIP})",
    ]


def role_is_there(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s AND pg_has_role(current_user, oid, 'MEMBER')", [role])
        return cursor.fetchone() is not None


def is_ready() -> bool:
    """Whether the function is there: on a server of one's own, `bin/holdfast db setup` makes its role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('keeping_remove(uuid, uuid, date)') IS NOT NULL")
        (ready,) = cursor.fetchone()
    return bool(ready)
