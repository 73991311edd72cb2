"""Checks words and files for one reader, through the eyes of whoever is about to let them go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from holdfast.kernel.viewer import Viewer
from holdfast.rules.disclosure import Check, Finding, Known, Verdict, verdict

from . import reading
from .known import network
from .readers import Reader


@dataclass(frozen=True)
class Checked:
    """What was found, and the text it was found in."""

    findings: tuple[Finding, ...]
    text: str = ""

    @property
    def verdict(self) -> Verdict:
        return verdict(self.findings)

    def as_json(self) -> dict[str, object]:
        return {"verdict": self.verdict.value, "findings": [one.as_json() for one in self.findings]}


def words(viewer: Viewer, text: str, child_id: UUID, reader: Reader, where: str = "text") -> list[Finding]:
    """What of this text the reader may not have, or somebody must look at."""
    return Check(network(viewer, child_id, reader)).of_text(text, where)


def file(viewer: Viewer, content: bytes, name: str, child_id: UUID, reader: Reader) -> Checked:
    """The same of a whole file: its words, what its pages do not show, its name and properties, and what is inside it."""
    return file_against(network(viewer, child_id, reader), content, name)


def file_against(known: Known, content: bytes, name: str) -> Checked:
    extract = reading.read(content, name)
    found = Check(known).of(extract.parts)
    return Checked((*found, *(one.as_finding() for one in extract.troubles)), extract.text)


def all_words(viewer: Viewer, texts: Iterable[tuple[str, str]], child_id: UUID, reader: Reader) -> list[Finding]:
    """Several texts at once, each with the name of its place; the record is read once."""
    check = Check(network(viewer, child_id, reader))
    return [finding for where, text in texts for finding in check.of_text(text, where)]
