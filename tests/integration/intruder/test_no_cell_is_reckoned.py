"""Every file of cells that leaves Holdfast: none of them is a formula to the program that opens it, whatever somebody typed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from holdfast.disclosure.redacting.copy import clean_copy
from holdfast.insight import return_903, spreadsheet
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import CarePeriod, Identifier
from holdfast.rules.disclosure import Check, Known
from tests.factories import leaks
from tests.factories.missing import child_of, episode_of

MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff20")
TYPED = [f"{mark}cmd|'/C calc'!A0" for mark in MARKS]
ROOT = Path(return_903.__file__).parents[1]
# What writes cells, and the test that tries it. A file of rejected rows is the sender's own lines again, byte by byte.
WRITERS = {"insight/spreadsheet.py", "insight/return_903.py", "disclosure/redacting/xlsx.py"}


def test_every_place_that_writes_a_table_is_tried_here() -> None:
    writes = re.compile(r"csv\.(?:writer|DictWriter)|</worksheet>|to_csv\(|openpyxl|xlsxwriter")
    found = {str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py") if writes.search(path.read_text())}
    assert found == WRITERS


def cells_of(content: bytes, form: str) -> list[str]:
    """Every cell of words, as a program that opens the file finds it."""
    if form == spreadsheet.CSV:
        return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    return re.findall(r"<t [^>]*>(.*?)</t>", sheet_of(content), re.S)


def sheet_of(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if "worksheets/" in name)


@pytest.mark.parametrize("form", [spreadsheet.CSV, spreadsheet.XLSX])
def test_no_cell_of_a_table_is_reckoned(form: str) -> None:
    content = spreadsheet.written([["Words", "Count"], *([words, -3] for words in TYPED)], form)
    cells = [cell for cell in cells_of(content, form) if "cmd" in cell]
    assert len(cells) == len(MARKS)
    assert all(cell.startswith(("'", "&#39;")) for cell in cells)
    assert form == spreadsheet.CSV or "<f" not in sheet_of(content)


@pytest.mark.usefixtures("db")
def test_no_cell_of_a_return_is_reckoned(partnership: Any, tmp_path: Path) -> None:
    """A sender may call a child or an absence anything."""
    by = Viewer.job("tests", partnership.pk)
    for words in TYPED:
        child = child_of(by)
        CarePeriod.objects.create(partnership=partnership, child=child, from_date=date(2025, 1, 1), until=date(2025, 8, 1))
        for kind in ("sender", "upn"):
            Identifier.objects.create(partnership=partnership, child=child, kind=kind, value=words)
        for month in (6, 9):
            started, ended = datetime(2025, month, 10, 9, tzinfo=UTC), datetime(2025, month, 10, 23, tzinfo=UTC)
            episode_of(by, child.pk, started, ended, category="M", episode_ref=f"{words}-{month}")
    with acting_as(by):
        return_903.make(by=by, year=2026, folder=tmp_path)
    made = {path.name: cells_of(path.read_bytes(), spreadsheet.CSV) for path in tmp_path.iterdir()}
    assert set(made) == {"missing.csv", "header.csv", "faults.csv"}
    for name, cells in made.items():
        assert any("cmd" in cell for cell in cells), name
        assert [cell for cell in cells if cell.startswith(MARKS)] == [], name


def test_the_clean_copy_of_a_workbook_holds_words_and_no_formula() -> None:
    check = Check(Known("C-1", "P-1", frozenset({"family"})))
    copy = clean_copy(check, leaks.workbook("=1+1 is what he typed"), "list.xlsx")
    assert copy.content is not None
    cells = re.findall(r"<c ([^>]*)>", sheet_of(copy.content))
    assert cells
    assert all(cell == 't="inlineStr"' for cell in cells)
    assert "<f" not in sheet_of(copy.content)
