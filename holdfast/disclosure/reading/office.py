"""What Word and Excel files have in common: properties, pictures, drawings, things put inside, words in parts nobody sees."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from . import limits
from .extract import Extract, Unreadable
from .pictures import is_picture, metadata

# Parts that name fonts, styles and colours, and nothing that anybody wrote.
_FURNITURE = re.compile(
    r"(?:theme/|styles\.xml|stylesWithEffects|fontTable|webSettings|settings\.xml$|numbering\.xml|\[Content_Types\]|calcChain|metadata\.xml|"
    r"richData/|docProps/app\.xml|printerSettings|tableStyles|presProps|viewProps)"
)
# Properties that count or name programs, and what programs write as an author.
_TECHNICAL = frozenset(("created", "modified", "lastPrinted", "revision", "AppVersion", "Application", "TotalTime", "i4"))
_PROGRAMS = frozenset(("Microsoft Office User", "Normal.dotm", "Normal"))
_SPOKEN = frozenset(("descr", "title", "alt", "author", "initials", "displayName", "userId", "tag", "val", "name", "alias",
                     "tooltip", "prompt", "promptTitle", "error", "errorTitle", "oddHeader", "caption",
                     "v", "instr"))  # fmt: skip


def unpack(content: bytes, must_have: str) -> dict[str, bytes]:
    entries = limits.unpack(content)
    if must_have not in entries:
        raise Unreadable("encrypted" if "EncryptedPackage" in entries else "unreadable", "The file is not what its name says.")
    if any(name.lower().endswith("vbaproject.bin") for name in entries):
        raise Unreadable("unreadable", "The file holds a program (a macro). Save it without macros, then check it again.")
    return entries


def remark(found: Extract, content: bytes, within: str) -> None:
    """Words that the container carries for itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found.note(f"{within}remark of the file", packed.comment.decode("utf-8", errors="replace"), quiet=True)


def properties(found: Extract, entries: dict[str, bytes], within: str) -> None:
    """Author, title, comments, company, whoever saved it last, and properties that somebody added."""
    for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        if name not in entries:
            continue
        for element in limits.xml(entries[name]).iter():
            key = limits.local(element.tag)
            words = (element.text or "").strip()
            if words and key not in _TECHNICAL and words not in _PROGRAMS:
                above = element.getparent()
                shown = above.get("name", key) if name.endswith("custom.xml") and above is not None else key
                found.note(f"{within}property {shown}", words)
        if name.endswith("custom.xml"):
            names = [str(one.get("name")) for one in limits.xml(entries[name]).iter() if one.get("name")]
            found.note(f"{within}property names", "\n".join(names))


def inside(found: Extract, entries: dict[str, bytes], within: str, depth: int) -> None:
    """Pictures by what they say of themselves; other files that were put inside, as files of their own."""
    from .files import READERS, into

    for name, content in entries.items():
        path = PurePosixPath(name)
        if is_picture(content):
            metadata(found, content, f"{within}picture {path.name}")
        elif (path.suffix.lower() in READERS and "embed" in name.lower()) or (
            "afchunk" in name.lower() and path.suffix.lower() in READERS
        ):
            into(found, content, path.name, f"{within}embedded {path.name}: ", depth + 1)
        elif path.suffix.lower() in (".bin", ".ole", ".rtf", ".doc", ".xls", ".mht", ".mhtml", ".msg") and _embedded(name):
            found.trouble(
                "unreadable", f"{within}embedded {path.name}", "Something was put inside this file that cannot be read."
            )
        elif path.suffix.lower() in (".emf", ".wmf"):
            found.add(f"{within}picture {path.name}", _wide_strings(content), quiet=True)


def _embedded(name: str) -> bool:
    return "embeddings/" in name or "afchunk" in name.lower()


def _wide_strings(content: bytes) -> str:
    """Words in a drawing that keeps them as two bytes a letter."""
    return "\n".join(one.decode("utf-16-le") for one in re.findall(rb"(?:[\x20-\x7e]\x00){4,}", content[:5_000_000]))


def links(found: Extract, entries: dict[str, bytes], within: str) -> None:
    """Where links lead: addresses of people among them."""
    targets = []
    for name, content in entries.items():
        if name.endswith(".rels"):
            for one in limits.xml(content).iter():
                if one.get("TargetMode") == "External":
                    targets.append(unquote(str(one.get("Target", ""))))
    mail = [re.sub(r"^(?:mailto|tel):", "", one).split("?")[0] for one in targets if one.startswith(("mailto:", "tel:"))]
    found.add(f"{within}link", "\n".join(mail))
    found.add(f"{within}link", "\n".join(one for one in targets if not one.startswith(("mailto:", "tel:"))), quiet=True)


def unseen(found: Extract, entries: dict[str, bytes], read: set[str], within: str) -> None:
    """Words in every other part: charts, drawings, data kept beside the page. What the record knows is looked for in them."""
    _odd(found, entries, within)
    for name, content in entries.items():
        if name in read or not name.endswith(".xml") or _FURNITURE.search(name) or name in _PROPERTIES:
            continue
        found.add(f"{within}part {name}", "\n".join(words(limits.xml(content))), quiet=True)
    for name, content in entries.items():
        if name.endswith(("settings.xml", "metadata.xml")):
            found.add(f"{within}part {name}", "\n".join(words(limits.xml(content))), quiet=True)


_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
_USUAL = re.compile(r"[a-z_]+\d*\.(?:xml|rels|png|jpe?g|gif|bin|vml|emf|wmf)$|\.rels$|\[Content_Types\]\.xml$", re.IGNORECASE)


def _odd(found: Extract, entries: dict[str, bytes], within: str) -> None:
    """What no office program would look at: parts of another kind, their names, and names of styles."""
    names = [PurePosixPath(name).stem.replace("_", " ") for name in entries if not _USUAL.fullmatch(PurePosixPath(name).name)]
    found.note(f"{within}name of a part", "\n".join(names), quiet=True)
    for name, content in entries.items():
        path = PurePosixPath(name)
        if path.suffix.lower() in (".txt", ".csv", ".json", ".htm", ".html", ".md") and not _embedded(name):
            found.add(f"{within}part {name}", content.decode("utf-8", errors="replace"), quiet=True)
        if name.endswith("styles.xml"):
            styled = [
                str(one.get(key))
                for one in limits.xml(content).iter()
                for key in one.attrib
                if limits.local(key) in ("val", "name")
            ]
            found.note(f"{within}style", "\n".join(dict.fromkeys(one for one in styled if len(one) > 3)), quiet=True)
        elif name.endswith((".xml", ".rels")):
            remarks = [str(one.text or "") for one in limits.xml(content).iter() if not isinstance(one.tag, str)]
            found.add(f"{within}part {name}, remark", "\n".join(remarks), quiet=True)


def words(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str):
            if element.text and element.text.strip():
                yield element.text.strip()
            for key, value in element.attrib.items():
                if limits.local(key) in _SPOKEN and len(value) > 1:
                    yield str(value)
        elif element.text and element.text.strip():
            yield element.text.strip()
        if element.tail and element.tail.strip():
            yield element.tail.strip()
