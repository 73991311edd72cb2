"""Databases for tests and measuring: a server of their own, or the one that TEST_DATABASE_URL names."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from launch import named_server, roles
from launch.commands import environment
from launch.home import Home, open_home
from launch.locks import Lock
from launch.server import ServerUse
from launch.tree import BUILD

TEST_HOME = BUILD / "test-home"
BENCH_HOMES = BUILD / "bench"
DATABASE = "holdfast_test"


@contextmanager
def scratch(home: Home) -> Iterator[dict[str, str]]:
    """The environment of a process that makes and drops databases of its own.

    HOLDFAST_TEST_OWNER_URL and HOLDFAST_TEST_APP_URL name an empty database to begin from; the owner may make
    others beside it.
    """
    made = roles.named_after(DATABASE, home.key("owner.password"), home.key("app.password"))
    given = os.environ.get("TEST_DATABASE_URL", "").strip()
    if given:
        named_server.make(given, made, may_create_databases=True)
        yield _variables(home, _at(given, made.owner, made.owner_password), _at(given, made.app, made.app_password))
        return
    with ServerUse(home) as server:
        server.as_superuser(roles.script(made, may_create_databases=True))
        owner = server.url(made.owner, made.owner_password, DATABASE)
        app = server.url(made.app, made.app_password, DATABASE)
        yield _variables(home, owner, app) | {"HOLDFAST_EMBEDDED": "1"}


@contextmanager
def short_lived_home() -> Iterator[Home]:
    """A home that is removed when its last user goes, killed or not: the server's keeper sees to that."""
    BENCH_HOMES.mkdir(parents=True, exist_ok=True)
    for left in BENCH_HOMES.iterdir():
        _remove_unused(left)
    home = open_home(BENCH_HOMES / str(os.getpid()))
    home.remove_after.touch()
    try:
        yield home
    finally:
        shutil.rmtree(home.path, ignore_errors=True)


def _remove_unused(path: Path) -> None:
    """A home that neither a user nor a keeper holds was left by a machine that stopped."""
    if not (path / "run").is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    locks = [Lock(path / "run" / name) for name in ("users.lock", "keeper.lock")]
    if all(lock.try_take() for lock in locks):
        shutil.rmtree(path, ignore_errors=True)
    for lock in locks:
        lock.close()


def _variables(home: Home, owner: str, app: str) -> dict[str, str]:
    urls = {"DATABASE_URL": app, "DATABASE_OWNER_URL": owner}
    tests = {"HOLDFAST_TEST_APP_URL": app, "HOLDFAST_TEST_OWNER_URL": owner}
    return environment(home, urls | tests)


def _at(given: str, role: str, password: str) -> str:
    """The address of the scratch database on the same server for another role."""
    parts = urlsplit(given)
    place = parts.netloc.rpartition("@")[2]
    who = f"{quote(role)}:{quote(password)}"
    return urlunsplit((parts.scheme, f"{who}@{place}", f"/{DATABASE}", parts.query, ""))
