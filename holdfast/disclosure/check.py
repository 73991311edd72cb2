"""Checks words and files for one reader, through the eyes of whoever is about to let them go."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from holdfast.kernel.viewer import Viewer
from holdfast.rules.disclosure import Check, Finding

from .known import network
from .readers import Reader
from .reading.checked import Checked, file_against


def words(viewer: Viewer, text: str, child_id: UUID, reader: Reader, where: str = "text") -> list[Finding]:
    """What of this text the reader may not have, or somebody must look at."""
    return Check(network(viewer, child_id, reader)).of_text(text, where)


def file(viewer: Viewer, content: bytes, name: str, child_id: UUID, reader: Reader) -> Checked:
    """The same of a whole file."""
    return file_against(network(viewer, child_id, reader), content, name)


def all_words(viewer: Viewer, texts: Iterable[tuple[str, str]], child_id: UUID, reader: Reader) -> list[Finding]:
    """Several texts at once, each with the name of its place; the record is read once."""
    check = Check(network(viewer, child_id, reader))
    return [finding for where, text in texts for finding in check.of_text(text, where)]


__all__ = ["Checked", "all_words", "file", "file_against", "words"]
