"""A system's folder: private, whole, and nobody else's."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from launch.home import open_home
from launch.say import Refusal


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_home_is_private_and_has_its_keys(tmp_path: Path) -> None:
    home = open_home(tmp_path / "deep" / "home")
    assert mode(home.path) == 0o700
    for name in ("secret_key", "files.key", "server.password", "owner.password", "app.password"):
        assert mode(home.key_file(name)) == 0o600
        assert len(home.key(name)) > 40


def test_keys_are_kept(tmp_path: Path) -> None:
    first = open_home(tmp_path / "home")
    before = first.key("files.key")
    assert open_home(tmp_path / "home").key("files.key") == before


def test_two_homes_have_different_keys_and_cookie_names(tmp_path: Path) -> None:
    one, other = open_home(tmp_path / "one"), open_home(tmp_path / "other")
    assert one.key("secret_key") != other.key("secret_key")
    assert one.instance != other.instance


def test_a_home_that_others_could_read_is_closed(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o755)
    assert mode(open_home(tmp_path / "home").path) == 0o700


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(Refusal, match="is a file"):
        open_home(tmp_path / "home")
    with pytest.raises(Refusal, match="stands in its way"):
        open_home(tmp_path / "home" / "within")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make another user's folder")
def test_another_users_home_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    os.chown(tmp_path / "home", 65534, 65534)
    with pytest.raises(Refusal, match="belongs to the user nobody"):
        open_home(tmp_path / "home")


def test_the_socket_folder_is_short_and_private_when_the_home_is_long(tmp_path: Path) -> None:
    home = open_home(tmp_path / ("long" * 30))
    folder = home.socket_folder(home.run, os.geteuid())
    try:
        assert len(str(folder)) < 80
        assert mode(folder) == 0o700
        assert home.socket_folder(home.run, os.geteuid()) == folder
    finally:
        folder.rmdir()


def test_a_socket_folder_that_a_stranger_put_in_its_place_is_not_used(tmp_path: Path) -> None:
    home = open_home(tmp_path / ("long" * 30))
    folder = home.socket_folder(home.run, os.geteuid())
    folder.rmdir()
    folder.symlink_to(tmp_path)
    another = home.socket_folder(home.run, os.geteuid())
    folder.unlink()
    another.rmdir()
    assert another != folder
