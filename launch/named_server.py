"""A server that somebody else runs, reached through the installed driver.

The carried psql speaks no TLS, and an address on its command line would show its password to every user of the
machine. So the driver of the packages is run as a process of its own, and reads what to do from its input.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict
from typing import Any

from launch.roles import Roles, Statement, statements
from launch.say import Refusal
from launch.tree import PYTHON, TREE

DRIVER = """
import json, sys
import psycopg
order = json.load(sys.stdin)
rows = []
try:
    for inside in (False, True):
        chosen = [step for step in order["statements"] if step["inside"] is inside]
        if chosen:
            more = {"dbname": order["database"]} if inside else {}
            with psycopg.connect(order["url"], autocommit=True, connect_timeout=10, **more) as connection:
                for step in chosen:
                    if step["unless"] and connection.execute(step["unless"]).fetchone() is not None:
                        continue
                    done = connection.execute(step["sql"])
                    rows = done.fetchall() if done.description else rows
except psycopg.Error as fault:
    sys.exit(str(fault).strip().splitlines()[0])
json.dump(rows, sys.stdout)
"""


def make(url: str, roles: Roles, *, may_create_databases: bool = False) -> None:
    """Make the roles and the database as the user that the address names."""
    _run(url, statements(roles, may_create_databases=may_create_databases), roles.database)


def ask(url: str, query: str) -> list[list[Any]]:
    """The rows that a query gives."""
    return _run(url, [Statement(query)], "")


def _run(url: str, steps: list[Statement], database: str) -> list[list[Any]]:
    order = {"url": url, "database": database, "statements": [asdict(step) for step in steps]}
    command = [str(PYTHON), "-P", "-c", DRIVER]
    done = subprocess.run(command, input=json.dumps(order), capture_output=True, text=True, cwd=TREE)
    if done.returncode != 0:
        words = done.stderr.strip().splitlines()
        raise Refusal(f"The database server refused: {words[-1] if words else 'it gave no reason'}")
    return json.loads(done.stdout)
