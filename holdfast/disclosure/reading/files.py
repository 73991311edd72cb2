"""Which reader reads which file, by its ending and by what it holds."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import PurePath

from . import limits
from .docx import read_docx
from .eml import read_eml
from .extract import Extract, Unreadable
from .html import read_html
from .pdf import read_pdf
from .pictures import is_picture, metadata
from .plain import read_txt
from .xlsx import read_xlsx

log = logging.getLogger(__name__)
DAMAGED = "The file is damaged and cannot be read. Open it, save it anew, then check that."
Reader = Callable[[Extract, bytes, str, int], None]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
READERS: dict[str, Reader] = {
    ".txt": read_txt,
    ".eml": read_eml,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".xlsx": read_xlsx,
    ".pdf": read_pdf,
}
SIGNATURES = {".docx": b"PK", ".xlsx": b"PK", ".pdf": b"%PDF"}
NOT_READ = "Files of this kind cannot be checked. Save it as a PDF, a Word document or a web page with text, then check that."


def read(content: bytes, name: str) -> Extract:
    """Everything in a file. What cannot be read is a trouble in it, never an error."""
    found = Extract()
    found.note("file name", _spoken(name))
    into(found, content, name, "", 0)
    return found


def into(found: Extract, content: bytes, name: str, within: str, depth: int) -> None:
    """Read a file, or one that is inside another, into the same extract. within: what holds it, with a colon and a space."""
    try:
        limits.check_size(content)
        if not content.strip() and not depth:
            raise Unreadable("unreadable", "There is nothing in this file.")
        if depth > limits.DEEPEST:
            raise Unreadable("unreadable", "A file within a file within a file, and so on: too deep to check.")
        before = len(found.parts)
        if is_picture(content):
            metadata(found, content, f"{within}picture")
        _reader(content, name)(found, content, within, depth)
        if not any(part.located and part.text.strip() for part in found.parts[before:]):
            _check_empty(found, content, name)
    except Unreadable as fault:
        found.trouble(fault.kind, f"{within}file" if within else "file", fault.sentence)
    except RecursionError:
        found.trouble("unreadable", f"{within}file" if within else "file", "The file is nested too deep to read.")
    except Exception as fault:
        # A damaged file can break any reader anywhere. Only what broke is kept: the words of the fault may be the file's.
        log.warning("A file could not be read: %s", type(fault).__name__)
        found.trouble("unreadable", f"{within}file" if within else "file", DAMAGED)


def _reader(content: bytes, name: str) -> Reader:
    ending = PurePath(name).suffix.lower()
    if is_picture(content):
        raise Unreadable("image_only", "This is a picture. Nobody can check the words in it.")
    reader = READERS.get(ending)
    if reader is None:
        raise Unreadable("unreadable", NOT_READ)
    if ending in (".docx", ".xlsx") and content.startswith(OLE):
        raise Unreadable("encrypted", "The file is locked with a password. Save it without one, then check it again.")
    signature = SIGNATURES.get(ending)
    if signature and signature not in content[:1024]:
        raise Unreadable("unreadable", f"The file is not what its name says: no {ending} file begins like this.")
    return reader


def _check_empty(found: Extract, content: bytes, name: str) -> None:
    """A file of pictures alone, or one with nothing in it."""
    ending = PurePath(name).suffix.lower()
    if ending in (".html", ".htm") and b"<img" in content.lower():
        raise Unreadable("image_only", "The page holds pictures and no text. Nobody can check the words in them.")
    if ending in (".docx", ".xlsx", ".pdf") and _has_picture(content):
        raise Unreadable("image_only", "The file holds pictures and no text. Nobody can check the words in them.")


def _has_picture(content: bytes) -> bool:
    if content.startswith(b"PK"):
        return any(is_picture(entry) for entry in limits.unpack(content).values())
    return b"/Image" in content or b"/XObject" in content


def _spoken(name: str) -> str:
    """A file's name without its ending, as words."""
    path = PurePath(name)
    return path.stem if path.suffix.lower() in READERS else path.name
