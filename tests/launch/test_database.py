"""The roles of a real server: named after their database, plain, and refused when they are not."""

from __future__ import annotations

import pytest

from launch import database, named_server, rights, roles
from launch.say import Refusal
from launch.system import _without_password


@pytest.fixture(autouse=True)
def no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL"):
        monkeypatch.delenv(name, raising=False)


def test_roles_are_named_after_the_database_and_have_new_passwords() -> None:
    wanted = database.wanted_roles("county")
    assert (wanted.owner, wanted.app) == ("county_owner", "county_app")
    assert wanted.owner_password != wanted.app_password
    assert database.wanted_roles("county").app_password != wanted.app_password


def test_addresses_that_are_set_choose_names_and_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://writer:s%40cret@db/shire")
    wanted = database.wanted_roles("county")
    assert (wanted.database, wanted.app, wanted.app_password) == ("shire", "writer", "s@cret")
    assert wanted.owner == "shire_owner"


def test_one_role_for_both_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.setenv(name, "postgresql://same:x@db/shire")
    with pytest.raises(Refusal, match="same role"):
        database.wanted_roles("county")


def test_odd_names_and_passwords_stay_within_their_quotes() -> None:
    script = roles.script(roles.named_after("a\"b'c", "pass'word", "x\\y"))
    assert 'CREATE ROLE "a""b\'\'c_owner"' in script
    assert "PASSWORD 'pass''word'" in script
    assert "PASSWORD 'x\\y'" in script


def test_printing_needs_no_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert database.main(["--database", "county"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("-- DATABASE_URL=postgresql://county_app:")
    assert "\\connect" in printed


def test_running_without_an_address_says_what_is_missing() -> None:
    with pytest.raises(Refusal, match="--as postgresql://"):
        database.main(["--run"])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["x", True, False, 0], "superuser"),
        (["x", False, True, 0], "bypasses row-level security"),
        (["x", False, False, 3], "owns 3 tables"),
    ],
)
def test_a_powerful_role_is_refused(row: list, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_server, "ask", lambda url, query: [row])
    with pytest.raises(Refusal, match=said):
        rights.refuse_powerful("postgresql://x@db/y")


def test_a_plain_role_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_server, "ask", lambda url, query: [["x", False, False, 0]])
    rights.refuse_powerful("postgresql://x@db/y")


def test_the_web_never_learns_the_owners_password() -> None:
    assert _without_password("postgresql://owner:p@ss@/db?host=/run") == "postgresql://owner@/db?host=/run"
