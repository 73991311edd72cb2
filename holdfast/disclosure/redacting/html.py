"""The clean copy of a web page: what is shown, with what is not shown left out."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from ..reading.extract import Unreadable, clean
from ..reading.html import page_text
from .wording import Cleaner

_GONE = frozenset(
    (
        "script", "style", "template", "noscript", "iframe", "object", "embed", "video", "audio", "img", "svg",
        "canvas", "form", "input", "button", "link", "meta", "base",
    )
)  # fmt: skip
_KEPT = frozenset(("colspan", "rowspan", "scope", "lang", "start"))
_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "samp", "small",
        "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    )
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0", re.IGNORECASE)


def html(cleaner: Cleaner, content: bytes) -> bytes:
    return cleaned(cleaner, page_text(content)).encode()


def cleaned(cleaner: Cleaner, text: str) -> str:
    try:
        root = lxml_html.document_fromstring(clean(text))
    except (etree.ParserError, ValueError) as fault:
        raise Unreadable("unreadable", "The page is damaged and cannot be read.") from fault
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _GONE or _is_hidden(element):
            if element.getparent() is not None:
                element.drop_tree()
            continue
        for name in list(element.attrib):
            if name not in _KEPT:
                del element.attrib[name]
    for slots in _blocks(root):
        pieces = [_get(slot) for slot in slots]
        for _ in range(3):
            made = cleaner.pieces(pieces)
            if made == pieces:
                break
            pieces = made
        for slot, piece in zip(slots, pieces, strict=True):
            _set(slot, piece)
    made = etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    return made.replace("<head>", '<head><meta charset="utf-8">', 1) if "<head>" in made else made


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style", "")
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or _HIDDEN.search(style) is not None


Slot = tuple[etree._Element, str]


def _blocks(root: etree._Element) -> list[list[Slot]]:
    """The words of the page in runs that a reader sees as one line or paragraph."""
    runs: list[list[Slot]] = [[]]
    _walk(root, runs)
    return [run for run in runs if run]


def _walk(element: etree._Element, runs: list[list[Slot]]) -> None:
    if element.tag not in _INLINE:
        runs.append([])
    if element.text:
        runs[-1].append((element, "text"))
    for child in element:
        _walk(child, runs)
        if child.tag == "br":
            runs.append([])
        if child.tail:
            runs[-1].append((child, "tail"))
    if element.tag not in _INLINE:
        runs.append([])


def _get(slot: Slot) -> str:
    return str(getattr(slot[0], slot[1]) or "")


def _set(slot: Slot, words: str) -> None:
    setattr(slot[0], slot[1], words)
