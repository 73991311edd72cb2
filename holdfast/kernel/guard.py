"""What the database itself enforces for each table: which rows the application may see, and what it may do to them.

Every model declares a `guard`. `apply_guards` turns the declarations into row-level security and grants, as the owner role, after
every migration; it may run as often as one likes. A model without a guard gets no grant at all.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.db.models import Model

PARTNERSHIP = "nullif(current_setting('holdfast.partnership', true), '')::uuid"
PERSON = "nullif(current_setting('holdfast.person', true), '')::uuid"
AGENCY = "nullif(current_setting('holdfast.agency', true), '')::uuid"
TOKEN = "nullif(current_setting('holdfast.token', true), '')"  # noqa: S105  (the name of a setting, no secret)
SYSTEM = "nullif(current_setting('holdfast.system', true), '')"
REACH = "(SELECT current_setting('holdfast.reach', true))"


def has_grant(key: str) -> str:
    """The condition that the viewer holds a grant, or, for a job of the system, needs such rows. Asked once a statement."""
    return f"(SELECT '{key}' = ANY(string_to_array(current_setting('holdfast.grants', true), ',')))"


class Writes(Enum):
    """What the application's role may do to a table's rows."""

    FULL = "SELECT, INSERT, UPDATE, DELETE"
    KEEP = "SELECT, INSERT, UPDATE"
    APPEND = "SELECT, INSERT"
    READ = "SELECT"


@dataclass(frozen=True)
class Guard:
    """rows: an SQL condition on the table's columns, "" when every row may be read (then `why` says why).
    insert: another condition for new rows, where it differs.
    columns: with Writes.APPEND, the few columns that may still be updated.
    """

    rows: str
    writes: Writes = Writes.KEEP
    why: str = ""
    insert: str = ""
    columns: tuple[str, ...] = ()


# Functions of the database that guards call: what each is called with its arguments, and the statement that makes it.
FUNCTIONS: dict[str, str] = {}
_FUNCTION = """CREATE OR REPLACE FUNCTION {signature} RETURNS {returns}
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = public, pg_temp{rows} AS $$
DECLARE
    moment timestamptz := coalesce(nullif(current_setting('holdfast.at', true), '')::timestamptz, statement_timestamp());
    day date := (moment AT TIME ZONE 'Europe/London')::date;
    reach text := current_setting('holdfast.reach', true);
BEGIN{body}END $$"""


def declare_function(signature: str, *, returns: str, body: str, rows: int = 0) -> None:
    """A function that guards call, made before they are. It reads as the owner of the tables, whatever the viewer may read.

    The body knows the `moment`, the `day` in London, and the viewer's `reach`. rows: how many it gives, roughly.
    """
    size = f" ROWS {rows}" if rows else ""
    FUNCTIONS[signature] = _FUNCTION.format(signature=signature, returns=returns, rows=size, body=body)


OWN_PARTNERSHIP = f"partnership_id = {PARTNERSHIP}"
BY_PARTNERSHIP = Guard(rows=OWN_PARTNERSHIP)
IMMUTABLE = Guard(rows=OWN_PARTNERSHIP, writes=Writes.APPEND)


# How long a table is waited for, how often everything is tried, and what lies between two tries, in seconds.
WAITS, TRIES, PAUSE = "1s", 60, 0.5


def guarded_models() -> list[type[Model]]:
    """Every model of Holdfast's own that has a table."""
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("holdfast.")]


def apply_guards(app_role: str) -> None:
    """Write policies and grants for every table. Runs as the owner of the tables, in one transaction.

    So whoever is at work meanwhile has the old rights or the new ones and never none. It waits for a table no longer than people
    could wait for it behind this, gives everything back, and tries again.
    """
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAITS])
                for statement in statements(app_role):
                    cursor.execute(statement)
            return
        except OperationalError:  # a table that is being read, or two who wait for each other
            if not left or connection.in_atomic_block:
                raise
            time.sleep(PAUSE)


def statements(app_role: str) -> list[str]:
    """The SQL of `apply_guards`, for a person to read."""
    lines = [
        f"GRANT USAGE ON SCHEMA public TO {quote(app_role)}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quote(app_role)}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quote(app_role)}",
    ]
    for signature, statement in FUNCTIONS.items():
        lines += [
            statement,
            f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {signature} TO {quote(app_role)}",
        ]
    # Migrating part of the way is allowed, so a table may not be there yet.
    made = set(connection.introspection.table_names())
    for model in guarded_models():
        guard: Guard | None = getattr(model, "guard", None)
        if guard is not None and model._meta.db_table in made:
            lines += _table_statements(model, guard, app_role)
    lines += third_party_statements(app_role)
    return lines + [statement for add in _LATER for statement in add(app_role, made)]


Later = Callable[[str, set[str]], list[str]]
_LATER: list[Later] = []


def after_guards(add: Later) -> Later:
    """Declare statements that follow every table's own. Called with the application's role and the tables there are."""
    if add not in _LATER:
        _LATER.append(add)
    return add


def _table_statements(model: type[Model], guard: Guard, app_role: str) -> list[str]:
    table = quote(model._meta.db_table)
    lines = [f"GRANT {guard.writes.value} ON {table} TO {quote(app_role)}"]
    if guard.columns:
        names = ", ".join(quote(name) for name in guard.columns)
        lines.append(f"GRANT UPDATE ({names}) ON {table} TO {quote(app_role)}")
    if not guard.rows:
        return lines
    check = guard.insert or guard.rows
    return [
        *lines,
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS owner_rows ON {table}",
        f"DROP POLICY IF EXISTS app_rows ON {table}",
        f"DROP POLICY IF EXISTS app_insert ON {table}",
        f"CREATE POLICY owner_rows ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)",
        f"CREATE POLICY app_rows ON {table} TO {quote(app_role)} USING ({guard.rows}) WITH CHECK ({check})",
    ]


def quote(name: str) -> str:
    return str(connection.ops.quote_name(name))


# Tables of the parts we build on. None holds what is known about a child; each says why it has no row policy.
THIRD_PARTY: dict[str, tuple[Writes, str]] = {
    "django_migrations": (Writes.READ, "Names of migrations."),
    "django_content_type": (Writes.READ, "Names of models."),
    "account_emailaddress": (Writes.FULL, "Read before sign-in, to find the account that signs in."),
    "account_emailconfirmation": (Writes.FULL, "Read before sign-in, by a single-use key."),
    "mfa_authenticator": (
        Writes.FULL,
        "Read while somebody signs in. Secrets are encrypted; a passkey's half here opens nothing.",
    ),
    "socialaccount_socialaccount": (
        Writes.FULL,
        "Read while somebody signs in with their organisation: the name by which it knows them, and nothing else.",
    ),
    "socialaccount_socialapp": (Writes.READ, "Empty: the organisation is set in the environment."),
    "socialaccount_socialtoken": (Writes.READ, "Empty: no token is kept."),
    "django_cache": (Writes.FULL, "Counts of attempts, kept under hashed keys."),
}
PROCRASTINATE_WHY = "Queue of jobs: arguments are ids only, never personal data."


def third_party_statements(app_role: str) -> list[str]:
    """Grants for tables that other libraries made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {row[0] for row in cursor.fetchall()}
    lines = [
        f"GRANT {writes.value} ON {quote(name)} TO {quote(app_role)}"
        for name, (writes, _why) in THIRD_PARTY.items()
        if name in tables
    ]
    lines += [
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {quote(name)} TO {quote(app_role)}"
        for name in sorted(tables)
        if name.startswith("procrastinate_")
    ]
    return lines


def guard_after_migrate(**_: Any) -> None:
    """Signal receiver: guards are part of the schema, so they follow every migration run by the owner."""
    from django.conf import settings

    if settings.AS_OWNER and settings.APP_ROLE:
        apply_guards(settings.APP_ROLE)
