"""The two database roles: an owner that migrates, and an application that never passes row security."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Roles:
    """The names and passwords of one database's roles."""

    database: str
    owner: str
    owner_password: str
    app: str
    app_password: str


def named_after(database: str, owner_password: str, app_password: str) -> Roles:
    """The roles as Holdfast names them when nobody chose otherwise."""
    return Roles(database, f"{database}_owner", owner_password, f"{database}_app", app_password)


def sql(roles: Roles, *, may_create_databases: bool = False) -> str:
    """A psql script that makes the roles and the database, or sets right what is there already."""
    database, owner, app = (_name(name) for name in (roles.database, roles.owner, roles.app))
    creating = "CREATEDB" if may_create_databases else "NOCREATEDB"
    plain = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS"
    return "\n".join(
        [
            "SET client_min_messages = warning;",
            *_role(roles.owner, f"{plain} {creating}", roles.owner_password),
            *_role(roles.app, f"{plain} NOCREATEDB", roles.app_password),
            f"GRANT {owner} TO CURRENT_USER;",
            f"SELECT {_text(f'CREATE DATABASE {database} OWNER {owner} ENCODING UTF8 TEMPLATE template0')}",
            f"  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = {_text(roles.database)}) \\gexec",
            f"REVOKE ALL ON DATABASE {database} FROM PUBLIC;",
            f"GRANT CONNECT ON DATABASE {database} TO {app};",
            f"\\connect {database}",
            "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
            f"GRANT USAGE, CREATE ON SCHEMA public TO {owner};",
            f"GRANT USAGE ON SCHEMA public TO {app};",
            "",
        ]
    )


def _role(name: str, attributes: str, password: str) -> list[str]:
    """Make the role unless it is there; its attributes and password are set each time."""
    return [
        f"SELECT {_text(f'CREATE ROLE {_name(name)}')}",
        f"  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {_text(name)}) \\gexec",
        f"ALTER ROLE {_name(name)} {attributes} PASSWORD {_text(password)};",
    ]


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(words: str) -> str:
    """A text literal; a backslash is itself, as in standard SQL."""
    return "'" + words.replace("'", "''") + "'"
