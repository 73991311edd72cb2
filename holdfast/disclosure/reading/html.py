"""Reads a web page: what is shown, what is hidden, comments, attributes, scripts."""

from __future__ import annotations

import base64
import binascii
import re
from html.parser import HTMLParser
from urllib.parse import unquote

from .extract import Extract
from .pictures import is_picture, metadata
from .plain import decoded

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_CELLS = frozenset(("td", "th"))
_SPOKEN = frozenset(
    [
        "alt",
        "title",
        "value",
        "placeholder",
        "aria-label",
        "aria-description",
        "summary",
        "label",
        "content",
        "cite",
        "download",
        "abbr",
        "srcdoc",
    ]
)
_QUIET = frozenset(("class", "style", "id", "type", "rel", "lang", "charset", "http-equiv", "property", "role", "for", "method"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


class _Page(HTMLParser):
    """Gathers words as they stand, and beside them what is not shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self.comments: list[str] = []
        self.attributes: list[str] = []
        self.quiet: list[str] = []
        self.pictures: list[bytes] = []
        self._inside: list[str] = []
        self._hidden_at: int | None = None
        self._data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._attributes(tag, given)
        if tag in _BLOCKS:
            self._say("\t" if tag in _CELLS else "\n")
        if tag not in ("br", "img", "hr", "meta", "link", "input", "base", "area", "col", "embed", "source", "track", "wbr"):
            self._inside.append(tag)
            self._data = tag == "script" and "json" in given.get("type", "").lower()
            hidden = (
                "hidden" in given
                or _HIDDEN.search(given.get("style", ""))
                or given.get("aria-hidden") == "true"
                or tag == "template"
            )
            if hidden and self._hidden_at is None:
                self._hidden_at = len(self._inside)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._inside and self._inside[-1] == tag:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside and self._inside.pop() != tag:
                continue
        if self._hidden_at is not None and len(self._inside) < self._hidden_at:
            self._hidden_at = None
            self.hidden.append("\n")
        if tag in _BLOCKS and tag not in _CELLS:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] in ("script", "style"):
            (self.hidden if self._data else self.quiet).append(f"{data}\n")
        else:
            self._say(data if self._inside and "pre" in self._inside else re.sub(r"[ \t\r\n\f]+", " ", data))

    def handle_comment(self, data: str) -> None:
        self.comments.append(re.sub(r"<[^<>]+>", " ", data))

    def handle_decl(self, decl: str) -> None:
        self.quiet.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.comments.append(data)

    def handle_pi(self, data: str) -> None:
        self.quiet.append(data)

    def _say(self, words: str) -> None:
        (self.shown if self._hidden_at is None else self.hidden).append(words)

    def _attributes(self, tag: str, given: dict[str, str]) -> None:
        for name, value in given.items():
            if value.startswith("data:") and ";base64," in value:
                self._picture(value)
            elif name in ("href", "src", "action", "background", "poster"):
                words = unquote(value)
                spoken = words.startswith(("mailto:", "tel:", "sms:"))
                (self.attributes if spoken else self.quiet).append(re.sub(r"^(?:mailto|tel|sms):", "", words))
            elif name in _SPOKEN and not (tag == "meta" and _technical(given)):
                self.attributes.append(value)
            elif name not in _QUIET or name in ("id", "class"):
                self.quiet.append(value)

    def _picture(self, value: str) -> None:
        try:
            self.pictures.append(base64.b64decode(value.split(";base64,", 1)[1], validate=False))
        except (binascii.Error, ValueError):
            self.quiet.append(value[:200])


def _technical(given: dict[str, str]) -> bool:
    said = given.get("name", given.get("http-equiv", given.get("property", ""))).lower()
    return said in (
        "viewport",
        "generator",
        "progid",
        "originator",
        "robots",
        "theme-color",
        "content-type",
        "x-ua-compatible",
        "",
    )


def _text(pieces: list[str]) -> str:
    """The words with lines as a page would show them."""
    joined = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(pieces))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ ]{2,}", " ", joined)).strip()


def page_text(content: bytes) -> str:
    found = _CHARSET.search(content[:2048])
    if found:
        try:
            return content.decode(found[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return decoded(content)
    return decoded(content)


def read_html(found: Extract, content: bytes, within: str, depth: int) -> None:
    read_page(found, page_text(content), within)


def read_page(found: Extract, text: str, within: str) -> None:
    page = _Page()
    page.feed(text)
    page.close()
    found.add(f"{within}text", _text(page.shown))
    found.add(f"{within}hidden text", _text(page.hidden))
    found.add(f"{within}comment", "\n".join(one.strip() for one in page.comments))
    found.add(f"{within}attribute", "\n".join(page.attributes))
    found.add(f"{within}script or style", "\n".join(page.quiet), quiet=True)
    for picture in page.pictures:
        if is_picture(picture):
            metadata(found, picture, f"{within}picture")
        else:
            found.add(f"{within}data in an attribute", picture.decode("utf-8", errors="replace"), quiet=True)
