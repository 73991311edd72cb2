"""What a container may unpack to, so that a small file cannot fill the machine."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from .extract import Unreadable

MOST_BYTES = 50_000_000
MOST_UNPACKED, MOST_ENTRIES, DEEPEST = 200_000_000, 5_000, 5
TOO_LARGE = "The file is larger than 50 MB. Send a smaller one."


def check_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Unreadable("unreadable", TOO_LARGE)


def unpack(content: bytes) -> dict[str, bytes]:
    """The entries of a zip by name; refused where they would be too many or too large, or one is locked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED:
                raise Unreadable("unreadable", "The file unpacks to more than can be checked.")
            if any(one.flag_bits & 1 for one in entries):
                raise Unreadable("encrypted", "The file is locked with a password. Save it without one, then check it again.")
            return {one.filename: _entry(packed, one) for one in entries if not one.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as fault:
        raise Unreadable("unreadable", "The file is damaged and cannot be read.") from fault


def _entry(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    with packed.open(one) as stream:
        content = stream.read(one.file_size + 1)
    if len(content) > one.file_size:
        raise Unreadable("unreadable", "The file unpacks to more than it says.")
    return content


def xml(content: bytes) -> etree._Element:
    """A tree of XML, without what would reach outside it or grow inside it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable("unreadable", "A part of the file is damaged and cannot be read.") from fault
    if root.getroottree().docinfo.doctype:
        raise Unreadable("unreadable", "The file declares a document type, which no office program does.")
    return root


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace; "" for a comment."""
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
