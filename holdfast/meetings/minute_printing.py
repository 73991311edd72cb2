"""One reader's copy of a minute on paper: an accessible PDF (PDF/UA-1), made from the copy and from nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from holdfast.rules.minutes import ReaderKind, There, Version, words_of

from .copy_queries import read_again
from .minute_models import MinuteCopy

FOLDER = Path(__file__).parent / "typst"
KEEP = "This copy is for one reader. It is not to be passed on, copied or photographed."
FOR_CHILD = "This copy is yours. You choose who sees it."
SIZE, FOR_CHILD_SIZE = 11, 13  # points


def printed(copy: MinuteCopy) -> bytes:
    """The PDF of a copy. Its title and its properties name nobody (H13)."""
    return pdf(read_again(copy.content), for_child=copy.reader == ReaderKind.CHILD)


def pdf(version: Version, *, for_child: bool = False) -> bytes:
    data = {
        "title": version.title,
        "day": version.day,
        "statement": version.statement,
        "there_title": "Who was there",
        "there": there_words(version.there),
        "parts": [{"title": part.title, "lines": [words_of(line) for line in part.lines]} for part in version.parts],
        "footer": FOR_CHILD if for_child else KEEP,
        "size": FOR_CHILD_SIZE if for_child else SIZE,
    }
    source = str(FOLDER / "minute.typ")
    return bytes(typst.compile(source, root=str(FOLDER), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"]))


def there_words(there: Sequence[There]) -> list[str]:
    """Each as one line: name, what they are, how they were there."""
    return [", ".join(word for word in (one.name, one.role, one.how) if word) for one in there]
