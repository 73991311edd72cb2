"""The clean copy of a Word document: the pages as they stand, without changes, comments, properties or what is put inside."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree
from PIL import Image

from ..reading import limits, office
from ..reading.docx import M, W
from ..reading.pictures import is_picture
from .wording import Cleaner

_PAGES = re.compile(r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_SHAPES = re.compile(
    r"word/(?:styles|numbering|fontTable|theme/theme\d*)\.xml$|\[Content_Types\]\.xml$|.*\.rels$|word/media/[^/]+$"
)
_GONE = (
    "del", "moveFrom", "delText", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
    "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "instrText", "delInstrText", "object", "altChunk",
    "pict", "chart", "smartTag", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "numberingChange", "cellDel",
    "dataBinding", "alias", "tag", "placeholder", "docPartObj",
)  # fmt: skip
_UNWRAPPED = ("ins", "moveTo", "hyperlink", "sdt", "sdtContent", "customXml", "fldSimple")
_EMPTY_SETTINGS = b'<?xml version="1.0"?><w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


def docx(cleaner: Cleaner, content: bytes) -> bytes:
    entries = office.unpack(content, "word/document.xml")
    kept = {name: body for name, body in entries.items() if _PAGES.search(name) or _SHAPES.fullmatch(name)}
    made: dict[str, bytes] = {}
    for name, body in kept.items():
        if _PAGES.search(name):
            made[name] = _page(cleaner, body)
        elif "media/" in name:
            if (picture := _picture(body)) is not None:
                made[name] = picture
        elif not name.endswith(".rels") and name != "[Content_Types].xml" and not _names_somebody(cleaner, body):
            made[name] = body
    if "word/settings.xml" in entries:
        made["word/settings.xml"] = _EMPTY_SETTINGS
    for name, body in kept.items():
        if name.endswith(".rels"):
            made[name] = _relations(name, body, made)
    made["[Content_Types].xml"] = _types(entries["[Content_Types].xml"], made)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(made, key=lambda one: (one != "[Content_Types].xml", one)):
            packed.writestr(name, made[name])
    return out.getvalue()


def _names_somebody(cleaner: Cleaner, body: bytes) -> bool:
    """Whether a style or a font is called after somebody whom this reader may not have: the copy then goes without."""
    named = "\n".join(str(value) for one in limits.xml(body).iter() for key, value in one.attrib.items() if len(value) > 3)
    return any(one.known for one in cleaner.check.of_text(named))


def _page(cleaner: Cleaner, body: bytes) -> bytes:
    root = limits.xml(body)
    for run in list(root.iter(f"{W}r")):
        mark = run.find(f"{W}rPr/{W}vanish")
        if mark is not None and mark.get(f"{W}val", "1") not in ("0", "false"):
            _drop(run)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or limits.local(element.tag) in _GONE or limits.local(element.tag) == "Fallback":
            _drop(element)
    for element in list(root.iter()):
        key = limits.local(element.tag)
        if key in _UNWRAPPED and element.getparent() is not None:
            _unwrap(element)
        elif key in ("docPr", "cNvPr"):
            for name in ("descr", "title"):
                element.attrib.pop(name, None)
            element.set("name", key)
        elif key in ("sdtPr", "sdtEndPr"):
            _drop(element)
        for name in [one for one in element.attrib if limits.local(one) in ("author", "initials", "date", "tooltip")]:
            del element.attrib[name]
    for paragraph in root.iter(f"{W}p"):
        _paragraph(cleaner, paragraph)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _paragraph(cleaner: Cleaner, paragraph: etree._Element) -> None:
    """Words may be cut into runs anywhere, so they are looked at together. A tab or a line end between them counts as one."""
    nodes: list[etree._Element] = []
    pieces: list[str] = []
    for element in paragraph.iter(f"{W}t", f"{M}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}softHyphen"):
        if next(element.iterancestors(f"{W}p"), None) is paragraph:
            nodes.append(element)
            key = limits.local(element.tag)
            pieces.append(
                element.text or "" if key == "t" else {"tab": "\t", "noBreakHyphen": "-", "softHyphen": ""}.get(key, "\n")
            )
    for _ in range(3):
        made = cleaner.pieces(pieces)
        if made == pieces:
            return
        for node, before, words in zip(nodes, pieces, made, strict=True):
            if limits.local(node.tag) == "t":
                node.text = words
                node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            elif words != before:
                _as_words(node, words)
        pieces = made


def _as_words(node: etree._Element, words: str) -> None:
    """A tab or a line end that was part of what was taken out becomes what stands instead."""
    node.tag = f"{W}t"
    node.attrib.clear()
    node.text = words


def _drop(element: etree._Element) -> None:
    above = element.getparent()
    if above is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    above.remove(element)


def _unwrap(element: etree._Element) -> None:
    above = element.getparent()
    place = above.index(element)
    for number, child in enumerate(list(element)):
        above.insert(place + number, child)
    above.remove(element)


def _picture(body: bytes) -> bytes | None:
    """The picture made anew from its points, so that nothing it said of itself is left."""
    if not is_picture(body):
        return None
    try:
        picture = Image.open(io.BytesIO(body))
        fresh = Image.frombytes(picture.mode, picture.size, picture.tobytes())
        if picture.mode == "P" and picture.palette:
            fresh.putpalette(picture.getpalette() or [])
        out = io.BytesIO()
        fresh.save(out, picture.format or "PNG")
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    return out.getvalue()


def _relations(name: str, body: bytes, made: dict[str, bytes]) -> bytes:
    """Links to what is no longer there, and out of the document, are gone."""
    root = limits.xml(body)
    folder = posixpath.dirname(posixpath.dirname(name))
    for one in list(root):
        target = str(one.get("Target", ""))
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if one.get("TargetMode") == "External" or path not in made:
            root.remove(one)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _types(body: bytes, made: dict[str, bytes]) -> bytes:
    root = limits.xml(body)
    for one in list(root):
        part = one.get("PartName")
        if part is not None and part.lstrip("/") not in made:
            root.remove(one)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
