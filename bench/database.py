"""A scratch database of this run's own, gone afterwards; what a killed run left goes at the next start."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

PREFIX = "holdfast_bench_"
SECONDS_TO_DROP = 15
LEASE = "SELECT pg_try_advisory_lock(hashtext(%s))"


@contextmanager
def scratch_database() -> Iterator[str]:
    """Its name, migrated and guarded. A lock held on the server tells other runs that it is in use."""
    name = f"{PREFIX}{os.getpid()}"
    with psycopg.connect(base_url("OWNER"), autocommit=True) as lease:
        lease.execute(LEASE, [name])
        _drop_leftovers(lease)
        lease.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            migrate(name)
            yield name
        finally:
            _leave()
            _drop(lease, name)


def _drop_leftovers(lease: psycopg.Connection) -> None:
    rows = lease.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
    for (name,) in rows:
        held = lease.execute(LEASE, [name]).fetchone()
        if held and held[0]:
            _drop(lease, name)


def _leave() -> None:
    """Close this process's own connections: a database in use cannot be dropped."""
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()


def _drop(lease: psycopg.Connection, name: str) -> None:
    """Drop it once the last connection has gone; a web process that just ended takes a moment."""
    until = time.monotonic() + SECONDS_TO_DROP
    while True:
        try:
            lease.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        except psycopg.errors.ObjectInUse:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def base_url(role: str) -> str:
    return os.environ[f"HOLDFAST_TEST_{role}_URL"]


def url(role: str, name: str) -> str:
    """The address of a database for one role: OWNER or APP."""
    return urlunsplit(urlsplit(base_url(role))._replace(path=f"/{name}"))


def environment(name: str, **more: str) -> dict[str, str]:
    """What a Holdfast process needs to use this database."""
    return {**os.environ, "DATABASE_URL": url("APP", name), "DATABASE_OWNER_URL": url("OWNER", name), **more}


def use_django(name: str) -> None:
    """Set Django up in this process, as the application's role, on the scratch database."""
    import django

    os.environ.update(environment(name))
    django.setup()


def migrate(name: str) -> None:
    for words in (["migrate", "--verbosity=0"], ["system", "birth", "--demonstration"]):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "django", *words],
            env=environment(name, HOLDFAST_AS_OWNER="1"),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"The scratch database could not be made: {done.stderr.strip()[-2000:]}")
