"""The key that files are sealed with is changed: while files are read, twice, and by somebody who is cut short."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from holdfast.documents import queries, ring, rotation, sealing
from holdfast.documents.models import StoredFile
from holdfast.kernel.viewer import Viewer


def names(path: Path) -> list[str]:
    return [key.name for key in ring.read(path.read_text()).keys]


@pytest.mark.django_db
def test_a_new_key_seals_everything_and_the_old_one_goes(key_file: Path, attach: Any, system: Any) -> None:
    file = attach(b"Absent on Tuesdays.", evidence=True)
    before, sealed_before = names(key_file), bytes(file.sealed_key)
    done = rotation.rotate(system())
    assert (done.sealed, done.unreadable, done.removed, done.finished) == (2, 0, 1, False)
    assert len(names(key_file)) == 1
    assert names(key_file) != before
    fresh = StoredFile.objects.get(pk=file.pk)
    assert bytes(fresh.sealed_key) != sealed_before
    assert queries.content_of(fresh) == b"Absent on Tuesdays."
    assert queries.content_of(fresh.original) == b"Absent on Tuesdays."


@pytest.mark.django_db
def test_whoever_read_the_row_before_the_change_reads_the_file_after_it(key_file: Path, attach: Any, system: Any) -> None:
    read_before = attach()
    rotation.rotate(system())
    rotation.rotate(system())
    assert queries.content_of(read_before) == b"Absent on Tuesdays."


@pytest.mark.django_db
@pytest.mark.parametrize("cut_at", ["begun", "half", "before-removal"])
def test_a_change_that_was_cut_short_is_finished_by_the_next(
    cut_at: str, key_file: Path, attach: Any, system: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [attach(f"Letter {n}.".encode()) for n in range(3)]
    system()
    place: dict[str, Any] = {
        "begun": (sealing, "wait_for_writers"),
        "half": (rotation, "_sealed_anew"),
        "before-removal": (ring, "Ring"),
    }
    with monkeypatch.context() as patched:
        where, name = place[cut_at]
        _cut(patched, where, name, after={"begun": 0, "half": 2, "before-removal": 3}[cut_at])
        with pytest.raises(KeyboardInterrupt):
            rotation.rotate(system())
    assert [queries.content_of(StoredFile.objects.get(pk=file.pk)) for file in files] == [
        b"Letter 0.",
        b"Letter 1.",
        b"Letter 2.",
    ]
    begun = names(key_file)
    assert len(begun) == 2
    done = rotation.rotate(system())
    assert done.finished
    assert done.removed == 1
    assert names(key_file) == begun[:1]
    assert [queries.content_of(StoredFile.objects.get(pk=file.pk)) for file in files] == [
        b"Letter 0.",
        b"Letter 1.",
        b"Letter 2.",
    ]


def all_open(files: list[StoredFile]) -> bool:
    read = [queries.content_of(StoredFile.objects.get(pk=file.pk)) for file in files]
    return read == [f"Letter {n}.".encode() for n in range(len(files))]


def _cut(patched: pytest.MonkeyPatch, where: Any, name: str, after: int) -> None:
    """Stop at the next call of something once it was called so often."""
    real, calls = getattr(where, name), []

    def stops(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) > after:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    patched.setattr(where, name, stops)


@pytest.mark.django_db
def test_a_file_that_opens_with_no_key_keeps_the_older_keys(key_file: Path, attach: Any, system: Any) -> None:
    lost, kept = attach(), attach(b"Another.")
    system()
    StoredFile.objects.filter(pk=lost.pk).update(sealed_with="0" * 16)
    done = rotation.rotate(system())
    assert (done.sealed, done.unreadable, done.removed) == (1, 1, 0)
    assert len(names(key_file)) == 2
    assert queries.content_of(StoredFile.objects.get(pk=kept.pk)) == b"Another."


@pytest.mark.django_db
def test_files_from_before_keys_had_names_still_open(key_file: Path, attach: Any, system: Any) -> None:
    file = attach()
    system()
    StoredFile.objects.filter(pk=file.pk).update(sealed_with="")
    assert queries.content_of(StoredFile.objects.get(pk=file.pk)) == b"Absent on Tuesdays."
    rotation.rotate(system())
    assert queries.content_of(StoredFile.objects.get(pk=file.pk)) == b"Absent on Tuesdays."


def test_a_key_in_a_variable_is_somebody_elses_to_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FILES_KEY_FILE", None)
    with pytest.raises(ring.NoKey, match="HOLDFAST_FILES_KEY_FILE"):
        rotation.rotate(Viewer.job("tests", None))


def test_a_key_says_how_old_it_is(key_file: Path) -> None:
    assert ring.age(ring.made()) == 0
    assert ring.age(ring.ring().current) in (0, 1)
    years_old = ring.age(ring.read("words 2020-01-01").current)
    assert years_old
    assert years_old > 2000
