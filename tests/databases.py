"""Databases for tests: made by the owner role from one migrated template, used by the application's role."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]


def url(variable: str, name: str | None = None) -> str:
    """The owner's or the application's address of a database on the test server."""
    base = os.environ.get(variable, "")
    if not base:
        pytest.exit(f"{variable} is not set: run the tests through bin/test.", returncode=4)
    return base if name is None else urlunsplit(urlsplit(base)._replace(path=f"/{name}"))


def owner_url(name: str | None = None) -> str:
    return url("HOLDFAST_TEST_OWNER_URL", name)


def app_url(name: str | None = None) -> str:
    return url("HOLDFAST_TEST_APP_URL", name)


def environment(name: str, **more: str) -> dict[str, str]:
    """What a Holdfast process needs to use this database."""
    return {
        **os.environ,
        "DATABASE_URL": app_url(name),
        "DATABASE_OWNER_URL": owner_url(name),
        "DJANGO_SETTINGS_MODULE": "holdfast.config.settings",
        "PYTHONWARNINGS": "default",
        **more,
    }


def manage(name: str, *words: str, as_owner: bool = False, **more: str) -> str:
    """Run a management command on a test database and give back what it printed."""
    env = environment(name, **({"HOLDFAST_AS_OWNER": "1"} if as_owner else {}), **more)
    done = subprocess.run(
        [sys.executable, "-m", "django", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def fingerprint() -> str:
    """Changes whenever a migration, model or rule about rows changes."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "holdfast").rglob("*.py")):
        if {"migrations", "models", "demonstration"} & {*path.parts} or path.name in {
            "models.py",
            "guard.py",
            "walls.py",
            "guards.py",
        }:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


@contextmanager
def lock(name: str) -> Iterator[None]:
    """One process at a time, across the workers of a run."""
    path = Path(os.environ.get("HOLDFAST_HOME", "/tmp")) / f"tests-{name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _server() -> psycopg.Connection:
    return psycopg.connect(owner_url("postgres"), autocommit=True)


def exists(name: str) -> bool:
    with _server() as server:
        return bool(server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def create(name: str, template: str | None = None) -> None:
    query = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if template:
        query += sql.SQL(" TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template))
    with _server() as server:
        server.execute(query)


def drop(name: str) -> None:
    """Remove a database; the server's own vacuum may be busy in it for a moment, and the owner cannot end that."""
    for left in reversed(range(20)):
        try:
            with _server() as server:
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            return
        except psycopg.errors.InsufficientPrivilege:
            if not left:
                raise
            time.sleep(0.25)


def migrated_template() -> str:
    """A database with every migration applied and no row. Made once for a state of the code."""
    name = f"holdfast_template_{fingerprint()}"
    with lock("template"):
        if not exists(name):
            _make(name, [("migrate", "--verbosity=0")], as_owner=True)
    return name


def demonstration_template() -> str:
    """A database with the demonstration county loaded. Made once for a state of the code."""
    name = f"holdfast_county_{fingerprint()}"
    plain = migrated_template()
    with lock("county"):
        if not exists(name):
            making = f"{name}_making"
            drop(making)
            create(making, plain)
            manage(making, "system", "birth", "--demonstration", as_owner=True, **county_environment())
            manage(making, "demo", "load", **county_environment())
            _rename(making, name)
    return name


def county_environment() -> dict[str, str]:
    """Keys and cookie names shared by the process that loads the county and those that serve it."""
    files = Path(os.environ.get("HOLDFAST_HOME", "/tmp")) / "test-files"
    files.mkdir(parents=True, exist_ok=True)
    return {
        "HOLDFAST_SECRET_KEY": "for-tests-only-" + "k" * 40,
        "HOLDFAST_FILES_KEY": "0" * 64,
        "HOLDFAST_FILES_DIR": str(files),
        "HOLDFAST_INSTANCE": "tests",
    }


@contextmanager
def files_of_its_own(name: str) -> Iterator[dict[str, str]]:
    """What a copy of the county keeps its files by: links to the county's, so that one destroyed here stays there."""
    kept = county_environment()
    own = Path(os.environ.get("HOLDFAST_HOME", "/tmp")) / f"files-{name}"
    shutil.rmtree(own, ignore_errors=True)  # of a run that was killed
    shutil.copytree(kept["HOLDFAST_FILES_DIR"], own, copy_function=os.link)
    try:
        yield {**kept, "HOLDFAST_FILES_DIR": str(own)}
    finally:
        shutil.rmtree(own)


def _make(name: str, commands: list[tuple[str, ...]], *, as_owner: bool) -> None:
    making = f"{name}_making"
    drop(making)
    create(making)
    for words in commands:
        manage(making, *words, as_owner=as_owner)
    _rename(making, name)


def _rename(old: str, new: str) -> None:
    with _server() as server:
        server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))
