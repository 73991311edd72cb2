"""The clean copy of a workbook: the cells that are shown, as words, in sheets that are shown. No formulas, notes or names."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from ..reading import limits, office
from ..reading.xlsx import REL, column_of, date_styles, elements, hidden_columns, shared_strings, start_of, targets_of, value_of
from .wording import Cleaner

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
Rows = list[list[tuple[str, str]]]


def xlsx(cleaner: Cleaner, content: bytes) -> bytes:
    sheets = _shown(content)
    made = [(cleaner.words(name) or "Sheet", _cleaned(cleaner, rows)) for name, rows in sheets]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in _entries(made):
            packed.writestr(name, body)
    return out.getvalue()


def _shown(content: bytes) -> list[tuple[str, Rows]]:
    entries = office.unpack(content, "xl/workbook.xml")
    book = limits.xml(entries["xl/workbook.xml"])
    targets = targets_of(entries, "xl/workbook.xml")
    strings, dates, start = shared_strings(entries), date_styles(entries), start_of(book)
    found: list[tuple[str, Rows]] = []
    for sheet in elements(book, "sheet"):
        name = targets.get(str(sheet.get(REL)), "")
        if name not in entries or sheet.get("state", "visible") != "visible":
            continue
        root = limits.xml(entries[name])
        columns = hidden_columns(root)
        rows: Rows = []
        for row in elements(root, "row"):
            if row.get("hidden") in ("1", "true"):
                continue
            cells = [one for one in elements(row, "c") if column_of(str(one.get("r", ""))) not in columns]
            rows.append([(str(one.get("r", "")), value_of(one, strings, dates, start, set())) for one in cells])
        found.append((str(sheet.get("name", "Sheet")), rows))
    return found


def _cleaned(cleaner: Cleaner, rows: Rows) -> Rows:
    """A row is looked at as a reader sees it: a name may stand in two cells."""
    made: Rows = []
    for row in rows:
        pieces: list[str] = []
        for _, words in row:
            pieces += [words, "\t"]
        for _ in range(3):
            again = cleaner.pieces(pieces)
            if again == pieces:
                break
            pieces = again
        made.append([(ref, pieces[2 * number]) for number, (ref, _) in enumerate(row)])
    return made


def _entries(sheets: list[tuple[str, Rows]]) -> list[tuple[str, str]]:
    numbered = list(enumerate(sheets or [("Sheet", [])], start=1))
    named = "".join(f'<sheet name={quoteattr(_short(name, n))} sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in numbered)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_DOC}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in numbered
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n, _ in numbered
    )
    made = [
        (
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>{kinds}</Types>',
        ),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        ),
        ("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{named}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'),
    ]
    return made + [(f"xl/worksheets/sheet{n}.xml", _sheet(rows)) for n, (_, rows) in numbered]


def _sheet(rows: Rows) -> str:
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>' for _, words in row)
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _short(name: str, number: int) -> str:
    """What a sheet may be called: no more than 31 letters, and none of those that Excel refuses."""
    plain = "".join(sign for sign in name if sign not in "[]:*?/\\").strip()[:28]
    return plain or f"Sheet {number}"
