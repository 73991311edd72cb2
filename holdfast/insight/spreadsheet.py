"""A table as a file: CSV, or the one sheet of an Excel workbook. A cell is a number or words; no cell is ever reckoned."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Cell = int | str
Table = Sequence[Sequence[Cell]]

CSV, XLSX = "csv", "xlsx"
MEDIA = {CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
# Also as the full-width signs that some programs read as the plain ones.
BEGINS_A_FORMULA = (*"=+-@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
_NEVER = {code: None for code in range(32) if code not in (9, 10, 13)}  # signs that no workbook may hold
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Counts" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def written(table: Table, form: str) -> bytes:
    """The table as a file of one form."""
    return _csv(table) if form == CSV else _xlsx(table)


def words(cell: Cell) -> Cell:
    """A cell that a spreadsheet shows and never reckons, whatever it begins with."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_A_FORMULA) else cell


def _csv(table: Table) -> bytes:
    kept = StringIO()
    csv.writer(kept).writerows([words(cell) for cell in row] for row in table)
    return b"\xef\xbb\xbf" + kept.getvalue().encode()


def _xlsx(table: Table) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as book:
        for name, text in {**PARTS, "xl/worksheets/sheet1.xml": _sheet(table)}.items():
            # One and the same moment for every file: the same table is the same bytes.
            book.writestr(ZipInfo(name, (2026, 1, 1, 0, 0, 0)), _XML + text, ZIP_DEFLATED)
    return packed.getvalue()


def _sheet(table: Table) -> str:
    rows = "".join(f'<row r="{number}">{"".join(map(_cell, row))}</row>' for number, row in enumerate(table, 1))
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, int):
        return f"<c><v>{cell}</v></c>"
    text = escape(str(words(cell)).translate(_NEVER))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
