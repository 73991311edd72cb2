"""For random minutes and readers: no word of a line not theirs is in the version, PDF, Word document, page or mail."""

from __future__ import annotations

import io
import zipfile

import docx
import pikepdf
import pypdf
from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from holdfast.comms.templates import TEMPLATES
from holdfast.disclosure.reading.files import read
from holdfast.meetings.copy_queries import kept, read_again
from holdfast.meetings.minute_printing import pdf
from holdfast.meetings.minute_word import word
from holdfast.rules.minutes import Minute, Reader, may_have, version_of
from holdfast.rules.minutes_beside import letter_of
from tests.rules.test_minutes import READERS, minutes_of_any_kind

REFERENCE, LINK = "M7K2Q", "https://holdfast.example/f/o/abc/"


def words_of_pdf(made: bytes) -> str:
    """Its text layer, its properties and its XMP."""
    read = pypdf.PdfReader(io.BytesIO(made))
    with pikepdf.open(io.BytesIO(made)) as pdf_:
        properties = f"{dict(pdf_.docinfo)} {pdf_.open_metadata()}"
    return " ".join(page.extract_text() for page in read.pages) + properties


def words_of_word(made: bytes) -> str:
    """Every part of it as it stands in the file: the text, the properties, headers and footers, and whatever else there is."""
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        return " ".join(f"{name} {parts.read(name).decode(errors='replace')}" for name in parts.namelist())


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(minutes_of_any_kind(), some.sampled_from(READERS))
def test_no_excluded_word_is_in_what_reaches_a_reader(made: Minute, reader: Reader) -> None:
    version = read_again(kept(version_of(made, reader)))
    page = render_to_string(
        "portal/minute.html", {"version": version, "what": "minute", "numbers": (), "way_out": "/", "csrf_input": ""}
    )
    message = TEMPLATES["minutes.page"]
    mail = message.subject + message.body.format(reference=REFERENCE, link=LINK)
    reached = {
        "version": version.words,
        "copy": str(kept(version)),
        "pdf": words_of_pdf(pdf(version)),
        "word": words_of_word(word(version)),
        "page": page,
        "mail": mail,
        "letter": str(kept(letter_of(version_of(made, reader), "a reader"))),
    }
    for line in made.lines:
        number = line.key.removeprefix("l")
        own = may_have(made, line, reader)
        for name, words in reached.items():
            if not own:
                assert f"lineword{number} " not in words, name
                assert f"childword{number}" not in words, name
    for one in version.lines:
        assert one.text in reached["copy"]
        assert one.text.split()[0] in reached["pdf"]
        assert one.text.split()[0] in reached["word"]


def test_the_word_document_has_headings_and_nothing_but_its_words() -> None:
    """Read by the house's own reader of what leaves: no comment, no change, no property, no part that names anybody."""
    title, said = "Risk management meeting", "Robin Fell was there.\x0b\x00 <w:t>Not markup</w:t>"
    version = read_again(
        {
            "title": title, "day": "Friday 20 November 2026", "statement": "For you.", "there": [["Robin Fell", "", "by link"]],
            "parts": [["Worries", [[1, "said", said, "", "", ""]]]],
        }
    )  # fmt: skip
    made = word(version)
    document = docx.Document(io.BytesIO(made))
    told = [(one.style.name, one.text) for one in document.paragraphs]
    assert told[0] == ("Heading 1", title)
    assert [words for style, words in told if style == "Heading 2"] == ["Who was there", "Worries"]
    assert ("List Bullet", "Robin Fell, by link") in told
    assert any("<w:t>Not markup</w:t>" in words for _style, words in told)
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments, properties.title) == (
        "Holdfast", "Holdfast", "", title,
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        names = set(parts.namelist())
        assert not [name for name in names if "comments" in name or "thumbnail" in name]
        elsewhere = {name: parts.read(name).decode(errors="replace") for name in names if name != "word/document.xml"}
        body = parts.read("word/document.xml").decode()
    assert not [name for name, words in elsewhere.items() if "Robin" in words or "python-docx" in words]
    assert not [mark for mark in ("w:ins ", "w:del ", "w:vanish", "w:comment") if mark in body]
    found = read(made, "minute.docx")
    assert not found.troubles
    assert not [part.where for part in found.parts if not part.located and "Robin" in part.text]


def test_the_pdf_is_accessible_and_its_properties_name_nobody() -> None:
    version = read_again(
        {
            "title": "Risk management meeting", "day": "Friday 20 November 2026", "statement": "",
            "there": [["Robin Fell", "", "by link"]], "parts": [["Worries", [[1, "said", "Robin Fell was there.", "", "", ""]]]],
        }
    )  # fmt: skip
    with pikepdf.open(io.BytesIO(pdf(version))) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang) == "en-GB"
        assert "Robin" not in str(dict(made.docinfo))
        with made.open_metadata() as metadata:
            assert metadata.get("pdfuaid:part") == "1"
