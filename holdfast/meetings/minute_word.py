"""One reader's copy of a minute as a Word document, for those who work in Word: made from the copy and from nothing else.

Its headings are headings and its list is a list, so that a screen reader finds its way. Its properties name nobody, and there is
no earlier version in it, no comment and no change that was tracked.
"""

from __future__ import annotations

import io
import re

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from holdfast.kernel.time import now
from holdfast.rules.minutes import ReaderKind, Version, words_of

from .copy_queries import read_again
from .minute_models import MinuteCopy
from .minute_printing import FOR_CHILD, FOR_CHILD_SIZE, KEEP, SIZE, there_words

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_word(copy: MinuteCopy) -> bytes:
    """The Word document of a copy. Its title and its properties name nobody (H13)."""
    return word(read_again(copy.content), for_child=copy.reader == ReaderKind.CHILD)


def word(version: Version, *, for_child: bool = False) -> bytes:
    made = docx.Document()
    _bare(made, version.title)
    made.styles["Normal"].font.size = Pt(FOR_CHILD_SIZE if for_child else SIZE)
    made.add_heading(_plain(version.title), 1)
    for words in (version.day, version.statement):
        if words:
            made.add_paragraph(_plain(words))
    if version.there:
        made.add_heading("Who was there", 2)
        for words in there_words(version.there):
            made.add_paragraph(_plain(words), style="List Bullet")
    for part in version.parts:
        made.add_heading(_plain(part.title), 2)
        for line in part.lines:
            made.add_paragraph(_plain(words_of(line)))
    made.sections[0].footer.paragraphs[0].text = FOR_CHILD if for_child else KEEP
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _plain(words: str) -> str:
    """Without the signs that no document of this kind may hold."""
    return _NOT_IN_XML.sub("", words)


def _bare(made: Document, title: str) -> None:
    """Properties that say what it is and nothing of whose; the language, for whoever has it read aloud."""
    properties = made.core_properties
    properties.title, properties.language = _plain(title), "en-GB"
    properties.author = properties.last_modified_by = "Holdfast"
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.created = properties.modified = now().replace(microsecond=0, tzinfo=None)
    properties.revision = 1
    run = made.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for older in run.findall(qn("w:lang")):
        run.remove(older)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    run.append(language)
    package = made.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
