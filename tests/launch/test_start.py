"""Starting: where the web listens, which commands need what, and what counts as a whole test run."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from launch import address, assurance, holdfast, tests
from launch.say import Refusal
from launch.tree import TREE


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=f"Port {port} on 127.0.0.1 is in use"):
            address.refuse_taken("127.0.0.1", port)
    address.refuse_taken("127.0.0.1", port)


def test_an_address_of_another_machine_is_named() -> None:
    with pytest.raises(Refusal, match="not an address of this machine"):
        address.refuse_taken("192.0.2.1", 8000)


def test_only_named_hosts_are_answered() -> None:
    assert address.hosts("127.0.0.1") == address.LOOPBACK
    assert "10.1.2.3" in address.hosts("10.1.2.3")
    assert "*" not in address.hosts("0.0.0.0")


@pytest.mark.parametrize(
    ("words", "free"),
    [
        (["clock", "--list", "--json"], True),
        (["referral", "schema"], True),
        (["referral", "import", "x.json"], False),
        (["people", "import", "--help"], True),
        (["demo"], False),
    ],
)
def test_commands_that_only_think_start_no_server(words: list[str], free: bool) -> None:
    assert holdfast._needs_no_database(words) is free


@pytest.mark.parametrize("words", [[], ["--full"], ["-q", "-x"]])
def test_a_run_without_a_selection_has_to_be_whole(words: list[str]) -> None:
    assert not tests._selects(words)


@pytest.mark.parametrize("words", [["-k", "draft"], ["tests/rules"], ["-m", "browser"], ["--lf"]])
def test_a_selection_may_leave_kinds_out(words: list[str]) -> None:
    assert tests._selects(words)


@pytest.mark.parametrize(
    ("ran", "missing"),
    [
        ({"passed browser": 3, "passed database": 9}, []),
        ({"passed browser": 3}, ["database"]),
        ({"passed browser": 3, "skipped browser": 1, "passed database": 9}, ["browser"]),
    ],
)
def test_a_kind_that_was_left_out_or_skipped_is_named(ran: dict, missing: list[str], tmp_path: Path) -> None:
    (tmp_path / "ran.json").write_text(json.dumps(ran))
    assert tests._left_out(tests._ran(tmp_path / "ran.json")) == missing


def test_no_count_at_all_is_not_a_pass(tmp_path: Path) -> None:
    assert tests._left_out(tests._ran(tmp_path / "none.json")) == ["browser", "database"]


NOTES = [
    {"proof": "doors", "requests": 40},
    {"proof": "doors", "requests": 2, "addresses": 7, "roles": 27},
    {"proof": "load", "people": 50, "requests": 900, "per_second": 30.04, "p50_ms": 12.2, "p95_ms": 80.9},
]


def test_what_was_tried_is_said_in_sentences_with_the_figures_of_each_proof_added_up(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("".join(json.dumps(one) + "\n" for one in NOTES))
    page = assurance.page(tmp_path / "notes", passed=2400, seconds=1800)
    assert "2400 tests passed in 30 minutes" in page
    assert "7 addresses, each by every one of 27 roles" in page
    assert "42 requests" in page
    assert "30 a second, half within 12 ms" in page
    assert "Killed" not in page


def test_every_proof_that_notes_figures_has_its_sentence() -> None:
    noted = {found for path in (TREE / "tests").rglob("*.py") for found in re.findall(r'\bnote\(\s*"(\w+)"', path.read_text())}
    assert noted == set(assurance.SENTENCES)


@pytest.mark.parametrize("whole", [True, False])
def test_only_a_whole_pass_writes_the_page(whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(assurance, "PAGE", tmp_path / "assurance.md")
    (tmp_path / "notes").write_text(json.dumps(NOTES[0]) + "\n")
    tests._assure(tmp_path / "notes", {"passed": 9}, 60, whole=whole)
    assert (tmp_path / "assurance.md").exists() is whole
    assert "Addresses by roles" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["start", "holdfast", "test", "check"])
def test_a_script_says_what_it_does(name: str) -> None:
    said = subprocess.run([sys.executable, TREE / "bin" / name, "--help"], capture_output=True, text=True, check=True)
    assert f"bin/{name}" in said.stdout
