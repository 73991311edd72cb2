"""Reads a PDF: the text of each page, notes on it, forms, descriptions, attachments, and earlier versions that the file holds."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf
from pypdf.errors import PyPdfError

from . import limits
from .extract import Extract, Unreadable
from .pictures import is_picture, metadata

_HOLDERS = (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)
MOST_PAGES, MOST_OBJECTS = 1_000, 200_000
_XMP_QUIET = re.compile(
    r"producer|creatortool|format|instanceid|documentid|date|rendition|version|conformance|part$|trapped", re.IGNORECASE
)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(found: Extract, content: bytes, within: str, depth: int) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted and not _opens(content):
                raise Unreadable("encrypted", "The PDF is locked with a password. Save it without one, then check it again.")
            if len(document.pages) > MOST_PAGES or len(document.objects) > MOST_OBJECTS:
                raise Unreadable("unreadable", "The PDF is longer than can be checked.")
            _pages(found, content, document, within)
            _beside(found, document, within)
            _properties(found, document, within)
            _attachments(found, document, within, depth)
            found.add(f"{within}part that nothing shows", "\n".join(_kept(document)), quiet=True)
        _earlier(found, content, within)
        found.add(f"{within}between the parts", _between(content), quiet=True)
    except pikepdf.PasswordError as fault:
        raise Unreadable("encrypted", "The PDF is locked with a password. Save it without one, then check it again.") from fault
    except (pikepdf.PdfError, PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError) as fault:
        raise Unreadable("unreadable", "The PDF is damaged and cannot be read.") from fault


def _opens(content: bytes) -> bool:
    """Whether everybody can open it: a PDF that is locked against changes alone can be read."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return not reader.is_encrypted or bool(reader.decrypt(""))


def _pages(found: Extract, content: bytes, document: pikepdf.Pdf, within: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        found.add(f"{within}page {number}", text)
        if not text.strip() and _shows_picture(document.pages[number - 1]):
            found.trouble("image_only", f"{within}page {number}", "This page is a picture. Nobody can check the words in it.")


def _shows_picture(page: pikepdf.Page) -> bool:
    """Whether a page shows a picture: by itself, within a form, or written into its own drawing."""
    if _has_image(page.obj.get("/Resources"), 0):
        return True
    drawing = page.obj.get("/Contents")
    pieces = drawing if isinstance(drawing, pikepdf.Array) else [drawing]
    return any(re.search(rb"\bBI\b.*\bEI\b", one.read_bytes(), re.DOTALL) for one in pieces if isinstance(one, pikepdf.Stream))


def _has_image(resources: Any, depth: int) -> bool:
    shown = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(shown, pikepdf.Dictionary) or depth > limits.DEEPEST:
        return False
    objects = [one for _, one in shown.items()]
    return any(one.get("/Subtype") == "/Image" or _has_image(one.get("/Resources"), depth + 1) for one in objects)


def _beside(found: Extract, document: pikepdf.Pdf, within: str) -> None:
    """Notes, forms, bookmarks, and the words that describe what is shown to those who cannot see it."""
    notes, titles, forms, described = [], [], [], []
    for one in _everything(document):
        subtype = str(one.get("/Subtype", ""))
        if "/Rect" in one and subtype not in ("/Widget", "/Link"):
            notes += list(_strings(one, "/Contents", "/T", "/Subj", "/RC"))
        elif subtype == "/Widget" or "/FT" in one:
            forms += list(_strings(one, "/V", "/DV", "/TU", "/T"))
        elif subtype == "/Link":
            notes += list(_strings(one, "/Contents"))
        elif "/Title" in one and ("/Parent" in one or "/Dest" in one or "/A" in one):
            titles += list(_strings(one, "/Title"))
        described += list(_strings(one, "/Alt", "/ActualText", "/E"))
        if "/URI" in one:
            described += [
                re.sub(r"^(?:mailto|tel):", "", text) for text in _strings(one, "/URI") if text.startswith(("mailto:", "tel:"))
            ]
        if "/JS" in one:
            found.add(f"{within}script", "\n".join(_strings(one, "/JS")), quiet=True)
    found.add(f"{within}note", "\n".join(dict.fromkeys(notes)))
    found.add(f"{within}form", "\n".join(dict.fromkeys(forms)))
    found.add(f"{within}bookmark", "\n".join(dict.fromkeys(titles)))
    found.add(f"{within}description", "\n".join(dict.fromkeys(described)))


MOST_KEPT = 500_000
_PROGRAMS_WORDS = re.compile(r"[A-Za-z]{3}")
# What draws pages, letters and pictures; its words are read as the page's.
_DRAWN = ("/Image", "/Form", "/Type1C", "/CIDFontType0C", "/OpenType", "/ObjStm", "/XRef")


def _kept(document: pikepdf.Pdf) -> Iterator[str]:
    """Every other string, and streams of words: scripts, data of programs, names of layers and pages."""
    length = 0
    drawn = {one.objgen for page in document.pages for one in _drawings(page)}
    for one in _everything(document):
        words = [str(value) for _, value in one.items() if isinstance(value, pikepdf.String)]
        words += [
            str(v) for _, value in one.items() if isinstance(value, pikepdf.Array) for v in value if isinstance(v, pikepdf.String)
        ]
        if isinstance(one, pikepdf.Stream) and one.objgen not in drawn and not _is_drawn(one):
            words += _worded(one)
        for text in words:
            if _PROGRAMS_WORDS.search(text) and length < MOST_KEPT:
                length += len(text)
                yield text


def _is_drawn(one: pikepdf.Stream) -> bool:
    return str(one.get("/Subtype", one.get("/Type", ""))) in _DRAWN or any(
        key in one for key in ("/Length1", "/FunctionType", "/N")
    )


def _drawings(page: pikepdf.Page) -> Iterator[Any]:
    drawing = page.obj.get("/Contents")
    yield from (drawing if isinstance(drawing, pikepdf.Array) else [drawing] if drawing is not None else [])


def _worded(one: pikepdf.Stream) -> list[str]:
    try:
        content = one.read_bytes()
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return []
    if content.count(b"begincmap") or len(content) > MOST_KEPT:
        return []
    text = content.decode("utf-8", errors="replace")
    return [] if text.count("\ufffd") * 20 > len(text) else [re.sub(r"<[^<>]+>", " ", text)]


def _between(content: bytes) -> str:
    """What was written before the first object or behind the end, where no page looks."""
    last = content.rfind(b"%%EOF")
    behind = content[last + 5 :] if last >= 0 else b""
    remarks = re.findall(rb"^%(?!PDF|%EOF)([\x20-\x7e]{4,400})$", content[:4096], re.MULTILINE)
    return "\n".join(one.decode("utf-8", errors="replace") for one in (behind[:20_000], *remarks) if one.strip())


def _everything(document: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary in the file, those that stand within another too."""
    waiting: list[tuple[Any, int]] = [(one, 0) for one in document.objects]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            inner = [value for _, value in one.items()]
        elif isinstance(one, pikepdf.Array):
            inner = list(one)
        else:
            continue
        # What is an object of its own is on the list already.
        waiting += [(value, depth + 1) for value in inner if depth < 40 and isinstance(value, _HOLDERS) and not value.is_indirect]


def _strings(one: Any, *keys: str) -> Iterator[str]:
    for key in keys:
        value = one.get(key)
        if isinstance(value, pikepdf.String):
            text = re.sub(r"<[^<>]+>", " ", str(value)) if key == "/RC" else str(value)
            if text.strip():
                yield text
        elif isinstance(value, pikepdf.Array):
            yield from (str(entry) for entry in value if isinstance(entry, pikepdf.String))


def _properties(found: Extract, document: pikepdf.Pdf, within: str) -> None:
    for key, value in document.docinfo.items():
        quiet = key in ("/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner")
        words = str(value)
        if words not in ("(anonymous)", "anonymous", "untitled", "(unspecified)", "unspecified"):
            found.note(f"{within}property {str(key).lstrip('/')}", words, quiet=quiet)
    packet = document.Root.get("/Metadata")
    if isinstance(packet, pikepdf.Stream):
        for element in _xmp(packet.read_bytes()):
            found.note(f"{within}property XMP", element[1], quiet=_XMP_QUIET.search(element[0]) is not None)


def _xmp(content: bytes) -> Iterator[tuple[str, str]]:
    try:
        root = limits.xml(content.strip().removeprefix(b"\xef\xbb\xbf"))
    except Unreadable:
        yield "", re.sub(r"<[^<>]+>", " ", content.decode("utf-8", errors="replace"))
        return
    for element in root.iter():
        key = limits.local(element.tag)
        above = limits.local(element.getparent().tag) if element.getparent() is not None else ""
        name = (
            key if key != "li" else limits.local(element.getparent().getparent().tag) if above in ("Seq", "Bag", "Alt") else key
        )
        if element.text and element.text.strip():
            yield name, element.text.strip()
        for attribute, value in element.attrib.items():
            if limits.local(attribute) not in ("about", "lang", "parseType", "resource", "xmptk"):
                yield limits.local(attribute), str(value)


def _attachments(found: Extract, document: pikepdf.Pdf, within: str, depth: int) -> None:
    from .files import into

    for one in _everything(document):
        if "/EF" not in one:
            continue
        name = str(one.get("/UF", one.get("/F", "attachment")))
        found.note(f"{within}attachment file name", name.rsplit(".", 1)[0])
        found.note(f"{within}attachment description", str(one.get("/Desc", "")))
        stream = one["/EF"].get("/F", one["/EF"].get("/UF"))
        if isinstance(stream, pikepdf.Stream):
            into(found, stream.read_bytes(), name, f"{within}attachment {name}: ", depth + 1)
    for one in document.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image" and one.get("/Filter") == "/DCTDecode":
            raw = one.read_raw_bytes()
            if is_picture(raw):
                metadata(found, raw, f"{within}picture")


def _earlier(found: Extract, content: bytes, within: str) -> None:
    """Words of versions that were saved over: they are still in the file."""
    ends = [one.end() for one in re.finditer(rb"%%EOF", content)]
    if len(ends) < 2 or b"/Linearized" in content[:2048]:
        return
    for end in ends[:-1][:5]:
        try:
            reader = pypdf.PdfReader(io.BytesIO(content[:end] + b"\n"))
            text = "\n".join(page.extract_text() for page in reader.pages)
        except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError):
            continue
        if text.strip() and text.strip() not in found.text:
            found.add(f"{within}earlier version", text)
