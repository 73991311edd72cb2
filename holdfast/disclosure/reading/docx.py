"""Reads a Word document: its body, and everything that the page does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from . import limits, office
from .extract import Extract

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PLACES = (
    (re.compile(r"word/document\d*\.xml$"), "text"),
    (re.compile(r"word/header\d*\.xml$"), "header"),
    (re.compile(r"word/footer\d*\.xml$"), "footer"),
    (re.compile(r"word/footnotes\.xml$"), "footnote"),
    (re.compile(r"word/endnotes\.xml$"), "endnote"),
    (re.compile(r"word/comments\.xml$"), "comment"),
    (re.compile(r"word/glossary/document\.xml$"), "building block"),
)
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}


def read_docx(found: Extract, content: bytes, within: str, depth: int) -> None:
    entries = office.unpack(content, "word/document.xml")
    read: set[str] = set()
    authors: set[str] = set()
    for pattern, where in _PLACES:
        for name in sorted(entries):
            if pattern.search(name):
                read.add(name)
                _part(found, limits.xml(entries[name]), f"{within}{where}", authors)
    office.remark(found, content, within)
    found.note(f"{within}author of a change or a comment", "\n".join(sorted(authors)))
    office.properties(found, entries, within)
    office.links(found, entries, within)
    office.inside(found, entries, within, depth)
    office.unseen(found, entries, read, within)


def _part(found: Extract, root: etree._Element, where: str, authors: set[str]) -> None:
    shown, hidden, deleted, described = [], [], [], []
    for paragraph in root.iter(f"{W}p"):
        shown.append("".join(_words(paragraph, hidden=False)))
        hidden.append("".join(_words(paragraph, hidden=True)))
        if paragraph.find(f".//{W}delText") is not None or paragraph.find(f".//{W}moveFrom") is not None:
            deleted.append("".join(_before(paragraph)))
    for element in root.iter():
        author = element.get(f"{W}author") if isinstance(element.tag, str) else None
        if author:
            authors.add(author)
        described += _described(element)
    found.add(where, "\n".join(_rows(root, shown)))
    found.add(f"{where}, hidden", "\n".join(one for one in hidden if one.strip()))
    found.add(f"{where}, tracked change", "\n".join(deleted))
    found.add(f"{where}, description", "\n".join(dict.fromkeys(described)))
    fields = [one.text for one in root.iter(f"{W}instrText", f"{W}delInstrText") if one.text and one.text.strip()]
    fields += [str(one.get(f"{W}instr")) for one in root.iter(f"{W}fldSimple") if one.get(f"{W}instr")]
    fields += [str(one.get("name")) for one in root.iter() if limits.local(one.tag) in ("docPr", "cNvPr") and one.get("name")]
    found.add(f"{where}, field", "\n".join(fields), quiet=True)


def _rows(root: etree._Element, shown: list[str]) -> Iterator[str]:
    """Paragraphs as lines; the cells of one row of a table side by side."""
    texts = iter(shown)
    row: etree._Element | None = None
    line: list[str] = []
    for paragraph in root.iter(f"{W}p"):
        text = next(texts)
        above = next(paragraph.iterancestors(f"{W}tr"), None)
        if above is None or above is not row:
            if line:
                yield "\t".join(line)
            line, row = [], above
        if above is None:
            yield text
        else:
            line.append(text)
    if line:
        yield "\t".join(line)


def _words(paragraph: etree._Element, *, hidden: bool) -> Iterator[str]:
    """The words of one paragraph as it stands now; with hidden, those that are not shown."""
    for element in paragraph.iter():
        if not isinstance(element.tag, str) or _of_another(element, paragraph):
            continue
        is_text = element.tag in (f"{W}t", f"{W}sym", f"{M}t") or element.tag in _BREAKS
        if not is_text or _is_gone(element, paragraph) or _is_hidden(element) != hidden:
            continue
        yield _BREAKS.get(element.tag, element.text or "")


def _before(paragraph: etree._Element) -> Iterator[str]:
    """The words of one paragraph before somebody changed it."""
    for element in paragraph.iter(f"{W}t", f"{W}delText", *_BREAKS):
        if _of_another(element, paragraph) or any(one.tag in (f"{W}ins", f"{W}moveTo") for one in element.iterancestors()):
            continue
        yield _BREAKS.get(element.tag, element.text or "")


def _of_another(element: etree._Element, paragraph: etree._Element) -> bool:
    """Whether it stands in a paragraph within this one, such as a text box, which is read by itself."""
    return next(element.iterancestors(f"{W}p"), None) is not paragraph


def _is_gone(element: etree._Element, paragraph: etree._Element) -> bool:
    return any(one.tag in (f"{W}del", f"{W}moveFrom") for one in element.iterancestors())


def _is_hidden(element: etree._Element) -> bool:
    run = next(element.iterancestors(f"{W}r"), None)
    marks = run.find(f"{W}rPr") if run is not None else None
    mark = marks.find(f"{W}vanish") if marks is not None else None
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false")


def _described(element: etree._Element) -> list[str]:
    """Words that describe a picture, a box to fill in or a bookmark."""
    key = limits.local(element.tag)
    if key in ("docPr", "cNvPr"):
        return [str(element.get(name)) for name in ("descr", "title") if element.get(name)]
    if key in ("alias", "tag", "tblCaption", "tblDescription", "listItem", "default") and element.get(f"{W}val"):
        return [str(element.get(f"{W}val"))]
    if key == "bookmarkStart" and not str(element.get(f"{W}name", "_")).startswith("_"):
        return [str(element.get(f"{W}name")).replace("_", " ")]
    if key in ("textpath", "shape", "imagedata") and (element.get("string") or element.get("alt")):
        return [str(element.get("string") or element.get("alt"))]
    return []
