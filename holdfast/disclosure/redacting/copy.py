"""The clean copy of one file, proved by checking it again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from holdfast.rules.disclosure import Check, Finding, Verdict, key_of

from ..reading import read
from ..reading.checked import Checked, file_against
from ..reading.extract import Unreadable
from ..reading.files import DAMAGED
from .docx import docx
from .eml import eml
from .html import html
from .pdf import pdf
from .plain import plain
from .wording import Cleaner
from .xlsx import xlsx

log = logging.getLogger(__name__)
Maker = Callable[[Cleaner, bytes], bytes]
MAKERS: dict[str, Maker] = {".txt": plain, ".html": html, ".htm": html, ".docx": docx, ".xlsx": xlsx, ".pdf": pdf, ".eml": eml}
CANNOT = frozenset(("encrypted", "image_only", "unreadable"))


@dataclass(frozen=True)
class Copy:
    """content: the copy, None where none could be made. left: what a second look still found. taken: what was taken out."""

    content: bytes | None
    left: tuple[Finding, ...]
    taken: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        return Checked(self.left).verdict


def clean_copy(check: Check, content: bytes, name: str, cleaner: Cleaner | None = None) -> Copy:
    """Make the copy, check it as it would be checked before it leaves, and give it only where nothing is left.

    A picture that shows where it was taken is made anew; a file that nobody can read has no copy.
    """
    cleaner = cleaner or Cleaner(check)
    ending = PurePath(name).suffix.lower()
    maker = MAKERS.get(ending)
    before = file_against(check, content, name)
    stuck = tuple(one for one in before.findings if one.kind in CANNOT and one.where.startswith(("file", "page")))
    if maker is None or stuck:
        return Copy(None, stuck or before.findings, ())
    try:
        made = maker(cleaner, content)
        left = _left(check, cleaner, made, ending)
        if left:
            cleaner.strike(left)
            made = maker(cleaner, content)
            left = _left(check, cleaner, made, ending)
    except Unreadable as fault:
        return Copy(None, (Finding(None, None, "", fault.kind, False, None, fault.sentence, "file"),), ())
    except Exception as fault:
        log.warning("No copy of a file could be made: %s", type(fault).__name__)
        return Copy(None, (Finding(None, None, "", "unreadable", False, None, DAMAGED, "file"),), ())
    taken = tuple(one for one in before.findings if key_of(one) not in cleaner.kept)
    return Copy(None if left else made, left, taken)


def _left(check: Check, cleaner: Cleaner, made: bytes, ending: str) -> tuple[Finding, ...]:
    found = file_against(check, made, f"copy{ending}").findings
    return tuple(one for one in found if key_of(one) not in cleaner.kept)


def words_left(content: bytes, name: str) -> str:
    """Everything that can be read in a copy: for a proof that a word is gone."""
    extract = read(content, name)
    return "\n".join(part.text for part in extract.parts)
