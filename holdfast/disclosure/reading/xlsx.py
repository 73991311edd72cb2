"""Reads a workbook: every sheet, row and column, shown or hidden, notes, names, and values kept where no cell shows them."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from . import limits, office
from .extract import Extract

REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_IN_FORMAT = re.compile(r"[dmyhs]", re.IGNORECASE)
_START, _START_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


def read_xlsx(found: Extract, content: bytes, within: str, depth: int) -> None:
    entries = office.unpack(content, "xl/workbook.xml")
    book = limits.xml(entries["xl/workbook.xml"])
    targets = targets_of(entries, "xl/workbook.xml")
    strings = shared_strings(entries)
    dates = date_styles(entries)
    start = start_of(book)
    read = {"xl/workbook.xml", "xl/sharedStrings.xml"}
    used: set[int] = set()
    office.remark(found, content, within)
    found.note(f"{within}sheet name", "\n".join(str(one.get("name", "")) for one in elements(book, "sheet")))
    for sheet in elements(book, "sheet"):
        name = targets.get(str(sheet.get(REL)), "")
        if name not in entries:
            continue
        read.add(name)
        hidden = sheet.get("state", "visible") != "visible"
        where = f"{within}{'hidden ' if hidden else ''}sheet {sheet.get('name', '')}"
        _sheet(found, limits.xml(entries[name]), where, strings, dates, start, used)
    found.add(f"{within}defined name", "\n".join(_defined(book)))
    found.add(f"{within}text that no cell shows", "\n".join(one for number, one in enumerate(strings) if number not in used))
    _notes(found, entries, within, read)
    office.properties(found, entries, within)
    office.links(found, entries, within)
    office.inside(found, entries, within, depth)
    office.unseen(found, entries, read, within)


def start_of(book: etree._Element) -> dt.date:
    """The day that numbers of days count from."""
    return _START_1904 if any(one.get("date1904") in ("1", "true") for one in elements(book, "workbookPr")) else _START


def elements(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (one for one in root.iter() if limits.local(one.tag) == name)


def targets_of(entries: dict[str, bytes], part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    relations = entries.get(f"{folder}/_rels/{name}.rels")
    found = {}
    for one in limits.xml(relations).iter() if relations else ():
        target = str(one.get("Target", ""))
        found[str(one.get("Id"))] = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        )
    return found


def shared_strings(entries: dict[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in entries:
        return []
    root = limits.xml(entries["xl/sharedStrings.xml"])
    return ["".join(one.text or "" for one in elements(entry, "t")) for entry in elements(root, "si")]


def date_styles(entries: dict[str, bytes]) -> set[int]:
    """The styles of cells whose number is a date."""
    if "xl/styles.xml" not in entries:
        return set()
    root = limits.xml(entries["xl/styles.xml"])
    own = {
        int(one.get("numFmtId", 0)): re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", one.get("formatCode", ""))
        for one in elements(root, "numFmt")
    }
    dates = {key for key, code in own.items() if _IN_FORMAT.search(code) and "0" not in code.replace(".0", "")}
    cells = next(elements(root, "cellXfs"), None)
    formats = [int(one.get("numFmtId", 0)) for one in cells] if cells is not None else []
    return {number for number, key in enumerate(formats) if key in dates or (key in _DATES and key not in own)}


def _sheet(
    found: Extract, root: etree._Element, where: str, strings: list[str], dates: set[int], start: dt.date, used: set[int]
) -> None:
    columns = hidden_columns(root)
    shown, hidden, formulas = [], [], []
    for row in elements(root, "row"):
        cells: list[str] = []
        unseen: list[str] = []
        for cell in elements(row, "c"):
            words = value_of(cell, strings, dates, start, used)
            formula = next(elements(cell, "f"), None)
            if formula is not None and formula.text:
                formulas.append(formula.text)
            out_of_sight = row.get("hidden") in ("1", "true") or column_of(str(cell.get("r", ""))) in columns
            (unseen if out_of_sight else cells).append(words)
        shown.append("\t".join(cells))
        hidden.append("\t".join(unseen))
    found.add(where, "\n".join(one for one in shown if one.strip()))
    found.add(f"{where}, hidden cells", "\n".join(one for one in hidden if one.strip()))
    found.add(f"{where}, formula", "\n".join(formulas), quiet=True)
    margins = [
        _without_codes(one.text)
        for one in root.iter()
        if re.match(r"(?:odd|even|first)(?:Header|Footer)$", limits.local(one.tag)) and one.text
    ]
    found.add(f"{where}, header or footer", "\n".join(margins))
    rules = [
        str(one.get(key))
        for one in elements(root, "dataValidation")
        for key in ("prompt", "promptTitle", "error", "errorTitle")
        if one.get(key)
    ]
    rules += [one.text for name in ("formula1", "formula2") for one in elements(root, name) if one.text]
    rules += [str(one.get(key)) for one in elements(root, "hyperlink") for key in ("tooltip", "display") if one.get(key)]
    found.add(f"{where}, list or tip", "\n".join(rules))


def _without_codes(text: str) -> str:
    return re.sub(r"&(?:[LCRPNDTAFGZBIUESXYHO+-]|\"[^\"]*\"|\d+|K[0-9A-F]{6})", " ", text)


def hidden_columns(root: etree._Element) -> set[int]:
    found: set[int] = set()
    for one in elements(root, "col"):
        if one.get("hidden") in ("1", "true") or one.get("width") == "0":
            found |= set(range(int(one.get("min", 1)), min(int(one.get("max", 1)), 16_384) + 1))
    return found


def column_of(ref: str) -> int:
    number = 0
    for letter in re.match(r"[A-Z]*", ref).group():  # type: ignore[union-attr]
        number = number * 26 + ord(letter) - 64
    return number


def value_of(cell: etree._Element, strings: list[str], dates: set[int], start: dt.date, used: set[int]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(one.text or "" for one in elements(cell, "t"))
    value = next((one.text or "" for one in elements(cell, "v")), "")
    if kind == "s" and value.isdigit() and int(value) < len(strings):
        used.add(int(value))
        return strings[int(value)]
    if kind == "d":
        return value.split("T")[0]
    if kind == "n" and value and int(cell.get("s", 0)) in dates:
        return _date(value, start)
    return re.sub(r"\.0$", "", _whole(value)) if kind == "n" else value


def _whole(value: str) -> str:
    """A long number as its digits: a telephone number that was typed as a number has lost its nought, and no more."""
    try:
        return f"{int(float(value))}" if "E" in value.upper() and float(value).is_integer() else value
    except (ValueError, OverflowError):
        return value


def _date(value: str, start: dt.date) -> str:
    try:
        return (start + dt.timedelta(days=int(float(value)))).strftime("%d/%m/%Y")
    except (ValueError, OverflowError):
        return value


def _defined(book: etree._Element) -> Iterator[str]:
    for one in elements(book, "definedName"):
        name = str(one.get("name", ""))
        yield f"{'' if name.startswith('_xlnm') else name.replace('_', ' ')} {one.text or ''}"


def _notes(found: Extract, entries: dict[str, bytes], within: str, read: set[str]) -> None:
    people = []
    for name in sorted(entries):
        if re.search(r"xl/(?:comments\d*|threadedComments/.*)\.xml$|xl/comments/.*\.xml$", name):
            read.add(name)
            root = limits.xml(entries[name])
            texts = [*elements(root, "comment"), *elements(root, "threadedComment")]
            found.add(
                f"{within}comment",
                "\n".join(
                    "".join(one.text or "" for one in entry.iter() if limits.local(one.tag) in ("t", "text")) for entry in texts
                ),
            )
            people += [one.text for one in elements(root, "author") if one.text]
        elif re.search(r"xl/persons/.*\.xml$", name):
            read.add(name)
            people += [
                str(one.get("displayName")) for one in elements(limits.xml(entries[name]), "person") if one.get("displayName")
            ]
    found.note(f"{within}author of a comment", "\n".join(one for one in dict.fromkeys(people) if not one.startswith("tc=")))
