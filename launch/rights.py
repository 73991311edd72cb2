"""A real server's application role, looked at before anything runs: row-level security must hold for it."""

from __future__ import annotations

from launch import named_server
from launch.say import Refusal

LOOK = """
SELECT rolname,
       rolsuper OR pg_has_role(rolname, 'pg_database_owner', 'MEMBER'),
       rolbypassrls,
       (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE pg_has_role(current_user, c.relowner, 'MEMBER') AND c.relkind IN ('r', 'p', 'v', 'm')
           AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%')
  FROM pg_roles WHERE rolname = current_user
"""


def refuse_powerful(url: str) -> None:
    """Refuse a role that owns tables, is a superuser or passes row security: the second wall would be gone."""
    [[name, is_super, bypasses, owned]] = named_server.ask(url, LOOK)
    reasons = [
        reason
        for holds, reason in (
            (is_super, "is a superuser or the database's owner"),
            (bypasses, "bypasses row-level security"),
            (owned, f"owns {owned} tables"),
        )
        if holds
    ]
    if reasons:
        raise Refusal(
            f"DATABASE_URL names the role {name}, which {' and '.join(reasons)}: Holdfast runs only as a plain "
            "application role. bin/holdfast db setup makes one."
        )
