"""For random minutes and readers: no word of a line that is not theirs is in the version, the PDF, the page or the message."""

from __future__ import annotations

import io

import pikepdf
import pypdf
from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from holdfast.comms.templates import TEMPLATES
from holdfast.meetings.copy_queries import kept, read_again
from holdfast.meetings.minute_printing import pdf
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
