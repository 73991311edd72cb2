"""What tells a whole environment from a half-made one."""

from __future__ import annotations

from pathlib import Path

import pytest

from launch import certificates, environment
from launch.say import Refusal


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with an environment that looks whole."""
    for name, content in (("uv.lock", "locked"), ("pyproject.toml", "project")):
        (tmp_path / name).write_text(content)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("version = 3.11.2\n")
    for name, value in (
        ("TREE", tmp_path),
        ("VENV", tmp_path / ".venv"),
        ("PYTHON", tmp_path / ".venv" / "bin" / "python"),
        ("UNFINISHED", tmp_path / ".venv" / ".holdfast-unfinished"),
        ("BUILD", tmp_path / "build"),
        ("LOG", tmp_path / "build" / "set-up.log"),
    ):
        monkeypatch.setattr(environment, name, value)
    environment._stamp("packages").write_text(environment._wanted())
    return tmp_path


def test_a_stamp_of_this_lock_means_whole(tree: Path) -> None:
    assert environment._is_whole(tools=False)
    assert not environment._is_whole(tools=True)


@pytest.mark.parametrize("changed", ["uv.lock", "pyproject.toml", ".venv/pyvenv.cfg"])
def test_another_lock_or_python_means_not_whole(tree: Path, changed: str) -> None:
    (tree / changed).write_text("version = 3.12.1\n")
    assert not environment._is_whole(tools=False)


def test_an_interrupted_change_means_not_whole_and_made_again(tree: Path) -> None:
    environment.UNFINISHED.touch()
    assert not environment._is_whole(tools=False)
    assert not environment._can_be_mended()


def test_a_missing_python_means_not_whole(tree: Path) -> None:
    environment.PYTHON.unlink()
    assert not environment._is_whole(tools=False)
    assert not environment._can_be_mended()


def test_no_registry_is_said_in_a_sentence(tree: Path) -> None:
    failing = ["sh", "-c", "echo 'error sending request for url' >&2; exit 2"]
    with pytest.raises(Refusal, match="package registry cannot be reached"):
        environment.run_logged(failing, "It failed.")


def test_another_failure_is_not_blamed_on_the_network(tree: Path) -> None:
    with pytest.raises(Refusal) as refused:
        environment.run_logged(["sh", "-c", "echo odd >&2; exit 2"], "It failed.")
    assert "registry" not in str(refused.value)


def test_the_persons_own_certificates_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "machine.crt").touch()
    monkeypatch.setattr(certificates, "BUNDLES", (tmp_path / "machine.crt",))
    trusting = certificates.trusting_the_machine({"PIP_CERT": "/own.crt"})
    assert trusting["PIP_CERT"] == "/own.crt"
    assert trusting["SSL_CERT_FILE"] == str(tmp_path / "machine.crt")
