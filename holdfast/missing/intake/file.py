"""Takes in a whole file: each child's rows together, in batches, so that every child is reckoned once and no file is too long."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction

from holdfast.kernel.acting import acting_as
from holdfast.kernel.private import private
from holdfast.kernel.viewer import Viewer

from .batch import MOST, take_in
from .lines import Header, header, places, raw_at, row_at
from .reading import RowFaulty, Told, read

Progress = Callable[[int, int], None]


@dataclass
class Outcome:
    """What became of a file."""

    created: int = 0
    corrected: int = 0
    unchanged: int = 0
    rejected: dict[int, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        rejected = [{"row": row, "reason": reason} for row, reason in sorted(self.rejected.items())]
        return {"created": self.created, "corrected": self.corrected, "unchanged": self.unchanged, "rejected": rejected}


@dataclass
class _Index:
    """Where each good row stands, by its child: twenty-odd bytes a row, so that a long file is never held in memory."""

    child: array[int] = field(default_factory=lambda: array("Q"))
    begun: array[int] = field(default_factory=lambda: array("Q"))
    number: array[int] = field(default_factory=lambda: array("Q"))
    faulty: dict[int, int] = field(default_factory=dict)  # line, and the byte at which it begins

    def in_order(self) -> list[int]:
        """The places of rows, a child's together, each child's in the order of the file."""
        return sorted(range(len(self.begun)), key=lambda place: (self.child[place], self.begun[place]))


class _Undone(Exception):
    """Nothing was to be changed: the batch is rolled back."""


def import_file(viewer: Viewer, path: Path, *, dry_run: bool = False, progress: Progress | None = None) -> Outcome:
    """Take in a file as a job of the system. Raises FileFaulty where nothing can be read; OSError where the file cannot be.

    The rows that were rejected are kept beside the file as they stand, to be mended and taken in again.
    """
    first = header(path)
    outcome = Outcome()
    with path.open("rb") as file:
        index = _look_through(file, first, outcome)
        done, total = 0, len(index.begun)
        for batch in _batches(file, first, index, outcome):
            _take(viewer, batch, outcome, index, dry_run=dry_run)
            done += len(batch)
            if progress is not None:
                progress(done, total)
        if outcome.rejected and not dry_run:
            _keep_rejected(path, file, first, index, outcome)
    return outcome


def _look_through(file: BinaryIO, first: Header, outcome: Outcome) -> _Index:
    """Look at every row once: whether it can be read, and whether its episode_ref stands in the file already."""
    index, seen = _Index(), dict[str, int]()
    for begun, number, row in places(file, first):
        try:
            ref = row.values.get("episode_ref", "")
            if ref in seen:
                raise RowFaulty(f"episode_ref {ref[:40]} stands in this file already, on line {seen[ref]}.")
            if ref:
                seen[ref] = number
            if row.fault:
                raise RowFaulty(row.fault)
        except RowFaulty as fault:
            outcome.rejected[number] = str(fault)
            index.faulty[number] = begun
            continue
        index.child.append(int.from_bytes(hashlib.blake2b(row.values["child_ref"].encode(), digest_size=8).digest()))
        index.begun.append(begun)
        index.number.append(number)
    return index


def _batches(file: BinaryIO, first: Header, index: _Index, outcome: Outcome) -> Iterator[list[tuple[int, Told]]]:
    """Batches of rows with where each stands. A child's rows are never parted, unless they are more than a batch holds."""
    batch: list[tuple[int, Told]] = []
    for _, places_of_child in groupby(index.in_order(), key=lambda place: index.child[place]):
        rows = list(_good(file, first, index, places_of_child, outcome))
        if batch and len(batch) + len(rows) > MOST:
            yield batch
            batch = []
        batch += rows
        while len(batch) > MOST:
            yield batch[:MOST]
            batch = batch[MOST:]
    if batch:
        yield batch


def _good(
    file: BinaryIO, first: Header, index: _Index, places_of_child: Iterable[int], outcome: Outcome
) -> Iterator[tuple[int, Told]]:
    """One child's rows, as they are understood; what is wrong with the others is noted."""
    for place in places_of_child:
        begun, number = index.begun[place], index.number[place]
        try:
            yield begun, read(row_at(file, first, begun, number))
        except RowFaulty as fault:
            outcome.rejected[number] = str(fault)
            index.faulty[number] = begun


def _take(viewer: Viewer, batch: list[tuple[int, Told]], outcome: Outcome, index: _Index, *, dry_run: bool) -> None:
    try:
        with transaction.atomic(), acting_as(viewer) as by:
            taken = take_in(by=by, rows=[told for _, told in batch])
            outcome.created += len(taken.created)
            outcome.corrected += len(taken.corrected)
            outcome.unchanged += len(taken.unchanged)
            outcome.rejected.update(taken.rejected)
            index.faulty.update({told.line: begun for begun, told in batch if told.line in taken.rejected})
            if dry_run:
                raise _Undone
    except _Undone:
        return


def rejected_path(path: Path) -> Path:
    """Where rejected rows are kept: FILE.rejected.csv beside FILE.csv."""
    return path.with_name(f"{path.stem if path.suffix.lower() == '.csv' else path.name}.rejected.csv")


def _keep_rejected(path: Path, file: BinaryIO, first: Header, index: _Index, outcome: Outcome) -> None:
    with open(rejected_path(path), "wb", opener=private) as kept:
        kept.write(first.raw if first.raw.endswith(b"\n") else first.raw + b"\n")
        for number in sorted(outcome.rejected):
            kept.write(raw_at(file, first, index.faulty[number]))
