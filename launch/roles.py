"""The database roles: an owner that migrates, an application that never passes row security, and one that disposes."""

from __future__ import annotations

from dataclasses import dataclass

# Two systems made ready in the same moment would change the same rows of the server's catalogue: the second waits for the first.
# The lock belongs to a database and goes with the connection.
ONE_AT_A_TIME = "DO $$ BEGIN PERFORM pg_advisory_lock(4850714214); END $$"


@dataclass(frozen=True)
class Roles:
    """The names and passwords of one database's roles."""

    database: str
    owner: str
    owner_password: str
    app: str
    app_password: str

    @property
    def disposal(self) -> str:
        """Owns the function that removes what two people agreed to remove. Nobody signs in as it."""
        return f"{self.app.removesuffix('_app')}_disposal"


@dataclass(frozen=True)
class Statement:
    """One step. `unless` is a query that gives a row when it is done already; `inside` is in the new database."""

    sql: str
    unless: str = ""
    inside: bool = False


def named_after(database: str, owner_password: str, app_password: str) -> Roles:
    """The roles as Holdfast names them when nobody chose otherwise."""
    return Roles(database, f"{database}_owner", owner_password, f"{database}_app", app_password)


def statements(roles: Roles, *, may_create_databases: bool = False) -> list[Statement]:
    """What makes the roles and the database, or sets right what is there already."""
    database, owner, app, disposal = (_name(name) for name in (roles.database, roles.owner, roles.app, roles.disposal))
    creating = "CREATEDB" if may_create_databases else "NOCREATEDB"
    return [
        Statement(ONE_AT_A_TIME),
        *_role(roles.owner, creating, roles.owner_password),
        *_role(roles.app, "NOCREATEDB", roles.app_password),
        Statement(f"CREATE ROLE {disposal}", unless=_is_there(roles.disposal)),
        Statement(f"ALTER ROLE {disposal} NOLOGIN NOCREATEROLE NOCREATEDB"),
        Statement(f"GRANT {owner} TO CURRENT_USER"),
        Statement(f"GRANT {disposal} TO {owner}"),
        Statement(
            f"CREATE DATABASE {database} OWNER {owner} ENCODING UTF8 TEMPLATE template0",
            unless=f"SELECT FROM pg_database WHERE datname = {_text(roles.database)}",
        ),
        Statement(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"),
        Statement(f"GRANT CONNECT ON DATABASE {database} TO {app}"),
        Statement(ONE_AT_A_TIME, inside=True),
        Statement("REVOKE ALL ON SCHEMA public FROM PUBLIC", inside=True),
        Statement(f"GRANT USAGE, CREATE ON SCHEMA public TO {owner}", inside=True),
        Statement(f"GRANT USAGE ON SCHEMA public TO {app}", inside=True),
        Statement(f"GRANT USAGE ON SCHEMA public TO {disposal}", inside=True),
    ]


def script(roles: Roles, *, may_create_databases: bool = False) -> str:
    """The same as a script for psql."""
    lines = ["SET client_min_messages = warning;"]
    connected = False
    for statement in statements(roles, may_create_databases=may_create_databases):
        if statement.inside and not connected:
            lines.append(f"\\connect {_name(roles.database)}")
            connected = True
        lines.append(_for_psql(statement))
    return "\n".join(lines) + "\n"


def _for_psql(statement: Statement) -> str:
    if not statement.unless:
        return f"{statement.sql};"
    return f"SELECT {_text(statement.sql)} WHERE NOT EXISTS ({statement.unless}) \\gexec"


def _role(name: str, creating: str, password: str) -> list[Statement]:
    """Make the role unless it is there; its rights and password are set each time.

    A managed server's administrator may not even name SUPERUSER, REPLICATION or BYPASSRLS: a new role has none
    of them, and an old one that has is refused when Holdfast starts.
    """
    plain = f"LOGIN NOCREATEROLE {creating}"
    return [
        Statement(f"CREATE ROLE {_name(name)}", unless=_is_there(name)),
        Statement(f"ALTER ROLE {_name(name)} {plain} PASSWORD {_text(password)}"),
    ]


def _is_there(name: str) -> str:
    return f"SELECT FROM pg_roles WHERE rolname = {_text(name)}"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(words: str) -> str:
    """A text literal; a backslash is itself, as in standard SQL."""
    return "'" + words.replace("'", "''") + "'"
