"""bin/holdfast db setup: the roles and the database on a real server, as SQL to read or to run."""

from __future__ import annotations

import argparse
import os
import secrets
from dataclasses import replace
from urllib.parse import quote, unquote, urlsplit

from launch import named_server, roles
from launch.say import Refusal

DESCRIPTION = """Print the SQL that makes Holdfast's two roles and its database on a PostgreSQL server of your own,
for psql; with --run, run it. Names and passwords come from DATABASE_URL (the application) and DATABASE_OWNER_URL
(the owner, who migrates) where they are set; otherwise they are made after --database, with new passwords."""


def main(arguments: list[str]) -> int:
    """Print the script, or run it and print the two addresses to set."""
    parser = argparse.ArgumentParser(prog="bin/holdfast db setup", description=DESCRIPTION)
    parser.add_argument("--run", action="store_true", help="run it on the server that --as names")
    parser.add_argument("--as", dest="admin", default="", metavar="URL", help="address of a user who may make roles")
    parser.add_argument("--database", default="holdfast", metavar="NAME", help="the database's name (holdfast)")
    given = parser.parse_args(arguments)
    wanted = wanted_roles(given.database)
    where = given.admin or os.environ.get("DATABASE_ADMIN_URL", "").strip()
    if not given.run:
        print(_addresses(wanted, where, "-- ") + roles.script(wanted), end="")
        return 0
    if not where:
        raise Refusal("Say who may make roles on that server: db setup --run --as postgresql://postgres@host/postgres.")
    named_server.make(where, wanted)
    print(_addresses(wanted, where, ""), end="")
    return 0


def wanted_roles(database: str) -> roles.Roles:
    """The roles that the two addresses name, or new ones named after the database."""
    app, owner = _read("DATABASE_URL"), _read("DATABASE_OWNER_URL")
    made = roles.named_after(
        app[2] or owner[2] or database,
        owner_password=owner[1] or secrets.token_urlsafe(24),
        app_password=app[1] or secrets.token_urlsafe(24),
    )
    wanted = replace(made, owner=owner[0] or made.owner, app=app[0] or made.app)
    if wanted.owner == wanted.app:
        raise Refusal("DATABASE_URL and DATABASE_OWNER_URL name the same role: the application must not own its tables.")
    return wanted


def _read(name: str) -> tuple[str, str, str]:
    """User, password and database of an address in the environment."""
    parts = urlsplit(os.environ.get(name, "").strip())
    return unquote(parts.username or ""), unquote(parts.password or ""), unquote(parts.path.lstrip("/"))


def _addresses(wanted: roles.Roles, admin: str, before: str) -> str:
    """The two variables to set for this database."""
    parts = urlsplit(admin)
    host = parts.netloc.rpartition("@")[2] or "localhost"
    query = f"?{parts.query}" if parts.query else ""
    lines = [
        f"{name}=postgresql://{quote(role)}:{quote(password)}@{host}/{quote(wanted.database)}{query}"
        for name, role, password in (
            ("DATABASE_URL", wanted.app, wanted.app_password),
            ("DATABASE_OWNER_URL", wanted.owner, wanted.owner_password),
        )
    ]
    return "".join(f"{before}{line}\n" for line in lines)
