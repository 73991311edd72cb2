"""Reads a file of episodes row by row, so that a faulty row stops no other and no more than a row is held at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

COLUMNS = (
    "episode_ref", "child_ref", "given_name", "family_name", "date_of_birth", "category", "started", "ended", "reported",
    "police_ref", "risk_grade",
)  # fmt: skip
MARK = b"\xef\xbb\xbf"
WIDE = (b"\xff\xfe", b"\xfe\xff")
MOST_LINES = 8  # of one row: a quotation mark that is never closed must not swallow the rest of the file
LONGEST = 20_000  # bytes of one row
NOT_UTF8 = "this row has letters that are not UTF-8. Save the file as CSV UTF-8."


class FileFaulty(Exception):
    """Nothing can be taken from the file at all. The text is the sentence to show."""


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file. number: the line it begins on; the header is 1. fault: why it cannot be read, or ""."""

    number: int
    values: dict[str, str]
    fault: str = ""


@dataclass(frozen=True)
class Header:
    """The first line: which column stands where, those that nobody reads, and the bytes of the line itself."""

    names: tuple[str, ...]
    unread: tuple[str, ...]
    raw: bytes
    start: int  # where the first row begins


def header(path: Path) -> Header:
    """Read the first line. Raises FileFaulty with a sentence."""
    with path.open("rb") as file:
        raw = file.readline(LONGEST)
        start = file.tell()
    if raw.startswith(WIDE):
        raise FileFaulty("The file is UTF-16 and not UTF-8: save it as CSV UTF-8.")
    try:
        cells = next(csv.reader([raw.removeprefix(MARK).decode("utf-8")], strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        raise FileFaulty("The first line cannot be read: save the file as CSV UTF-8, with the names of the columns.") from None
    names = tuple(cell.strip().lower() for cell in cells)
    _check(names)
    return Header(names, tuple(name for name in names if name not in COLUMNS), raw, start)


def _check(names: tuple[str, ...]) -> None:
    if not any(names):
        raise FileFaulty("The file is empty: its first line names the columns.")
    if len(names) == 1 and ";" in names[0]:
        raise FileFaulty("The columns are parted by semicolons: save the file as CSV with commas.")
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        plural = "columns are" if len(missing) > 1 else "column is"
        raise FileFaulty(f"The {plural} missing: {', '.join(missing)}.")
    twice = sorted({name for name in names if name in COLUMNS and names.count(name) > 1})
    if twice:
        raise FileFaulty(f"These columns are there twice: {', '.join(twice)}.")


def places(file: BinaryIO, first: Header) -> Iterator[tuple[int, int, Row]]:
    """Every row with the byte at which it begins: (byte, line number, row). Empty lines are passed over."""
    file.seek(first.start)
    number = 2
    while True:
        begun = file.tell()
        line = file.readline(LONGEST)
        if not line:
            return
        if len(line) == LONGEST and not line.endswith(b"\n"):
            _to_the_end(file)
            yield begun, number, Row(number, {}, "this row is too long to be one: look for a quotation mark too many.")
            number += 1
            continue
        lines = _whole(file, line, first)
        if line.strip(b" ,\t\r\n"):
            yield begun, number, _row(number, b"".join(lines), first)
        number += len(lines)


def _to_the_end(file: BinaryIO) -> None:
    """Pass over the rest of a line."""
    while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass


def row_at(file: BinaryIO, first: Header, begun: int, number: int) -> Row:
    """Read one row again."""
    file.seek(begun)
    return _row(number, b"".join(_whole(file, file.readline(LONGEST), first)), first)


def raw_at(file: BinaryIO, first: Header, begun: int) -> bytes:
    """The bytes of one row, to be kept as they are."""
    file.seek(begun)
    raw = b"".join(_whole(file, file.readline(LONGEST), first))
    return raw if raw.endswith(b"\n") else raw + b"\n"


def _whole(file: BinaryIO, line: bytes, first: Header) -> list[bytes]:
    """The lines of one row: more than one where a quoted value goes on. Where it is never closed, the first line alone."""
    lines = [line]
    if line.count(b'"') % 2 == 0:
        return lines
    after = file.tell()
    while len(lines) < MOST_LINES and (more := file.readline(LONGEST)):
        lines.append(more)
        if b"".join(lines).count(b'"') % 2 == 0 and len(_cells(b"".join(lines))) == len(first.names):
            return lines
    file.seek(after)
    return lines[:1]


def _cells(raw: bytes) -> list[str]:
    try:
        return next(csv.reader(raw.decode("utf-8", "surrogateescape").splitlines(keepends=True), strict=True), [])
    except csv.Error:
        return []


def _row(number: int, raw: bytes, first: Header) -> Row:
    """One row, read. Bytes that are no letters leave the row faulty and stop no other."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return Row(number, {}, NOT_UTF8)
    if "\x00" in text:
        return Row(number, {}, "this row has a sign in it that is no letter (NUL). Save the file as CSV UTF-8 again.")
    cells = _cells(raw)
    if not cells:
        return Row(number, {}, "the quotation marks of this row do not match.")
    if len(cells) != len(first.names):
        more = "more" if len(cells) > len(first.names) else "fewer"
        return Row(number, {}, f"there are {more} values than columns. Put quotation marks round a value with a comma.")
    return Row(number, {name: cell.strip() for name, cell in zip(first.names, cells, strict=True) if name in COLUMNS})
