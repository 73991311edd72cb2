"""The database role Holdfast works as must be one that row security binds."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError, connection

from .env import EnvironmentFault

_QUESTION = """
SELECT r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(r.oid, c.relowner, 'MEMBER'))
FROM pg_roles r WHERE r.rolname = current_user
"""


def faults_of_role() -> list[str]:
    """What makes the role unsafe, as sentences; none when row security binds it."""
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION)
        superuser, bypasses, owns = cursor.fetchone()
    role = settings.APP_ROLE
    faults = {
        f"The role {role} is a superuser, whom row security does not bind.": superuser,
        f"The role {role} may bypass row security.": bypasses,
        f"The role {role} owns tables, or belongs to the role that does, and could switch row security off.": owns,
    }
    return [sentence for sentence, is_so in faults.items() if is_so]


def refuse_unsafe_role() -> None:
    """Called before anybody is served: raises with what is wrong and what to do."""
    if settings.AS_OWNER:
        raise EnvironmentFault("HOLDFAST_AS_OWNER is for migrations alone: unset it for the web and the worker.")
    faults = faults_of_role()
    connection.close()
    if faults:
        raise EnvironmentFault(" ".join([*faults, "Make roles with `bin/holdfast db setup` and use the application's."]))


@register("holdfast")
def check_role(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """Every command that runs Django's checks is refused to an unsafe role; the worker is one of them."""
    if settings.AS_OWNER:
        return []
    try:
        faults = faults_of_role()
    except DatabaseError:
        return []
    hint = "Make roles with `bin/holdfast db setup` and use the application's in DATABASE_URL."
    return [Error(sentence, hint=hint, id="holdfast.E001") for sentence in faults]
