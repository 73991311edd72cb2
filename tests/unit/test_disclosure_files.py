"""Every place in a file where words can stand is read, and none of them is left in the clean copy. Everybody is invented."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from holdfast.disclosure.reading.checked import file_against
from holdfast.disclosure.redacting.copy import clean_copy, words_left
from holdfast.rules.disclosure import Check, Held, HeldLine, Known, Somebody, Verdict
from tests.factories import leaks

LINE = "Police will speak to the older lads who gather behind the shop on Friday night."


@cache
def check() -> Check:
    people = (
        Somebody("C-1", "child", "Kyle", "Barnes", (), dt.date(2010, 3, 14), withheld=False),
        Somebody("P-1", "mother", "Donna", "Barnes", withheld=False),
        Somebody("P-2", "suspect", "Mateusz", "Nowakowski", ("Matty",), dt.date(1991, 12, 3)),
    )
    phone = Held("phone", "07700 900123", "P-2")
    return Check(Known("C-1", "P-1", frozenset({"family"}), people, (phone,), (HeldLine(LINE),)))


WORD = ("header", "footer", "author", "title", "hidden", "comment", "table", "split", "picture", "deleted", "alt")
SHEET = ("sheet", "row", "column", "name", "orphan", "note", "margin", "author")
PDF = ("author", "subject", "xmp", "note", "attachment")
FILES = (
    *((f"word {place}", "letter.docx", leaks.word, place) for place in WORD),
    *((f"sheet {place}", "list.xlsx", leaks.workbook, place) for place in SHEET),
    *((f"pdf {place}", "letter.pdf", leaks.pdf, place) for place in PDF),
    *((f"mail {place}", "letter.eml", leaks.mail, place) for place in ("subject", "html", "inner", "cc")),
)


@pytest.mark.parametrize(("label", "name", "maker", "place"), FILES, ids=[row[0] for row in FILES])
def test_a_name_is_found_wherever_it_stands_and_is_not_in_the_copy(label: str, name: str, maker: object, place: str) -> None:
    content = maker(**{place: leaks.LEAK})  # type: ignore[operator]
    checked = file_against(check(), content, name)
    found = [one for one in checked.findings if one.about == "P-2"]
    assert found, label
    for one in found:
        assert one.known
        assert (one.start is None) == (one.end is None)
        assert one.start is None or checked.text[one.start : one.end] == one.text
    copy = clean_copy(check(), content, name)
    assert copy.content is not None, copy.left
    assert "nowakowski" not in words_left(copy.content, name).lower()
    assert b"Nowakowski" not in copy.content
    assert file_against(check(), copy.content, name).verdict == Verdict.CLEAR


@pytest.mark.parametrize("make", [leaks.word, leaks.workbook, leaks.pdf, leaks.mail])
def test_a_file_that_says_nothing_of_anybody_else_is_clear(make: object) -> None:
    endings = {"word": "docx", "workbook": "xlsx", "pdf": "pdf", "mail": "eml"}
    name = f"letter.{endings[make.__name__]}"  # type: ignore[attr-defined]
    assert file_against(check(), make(), name).as_json() == {"verdict": "clear", "findings": []}  # type: ignore[operator]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (leaks.pdf(password="secret"), "a.pdf", "encrypted"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"EncryptedPackage", "a.docx", "encrypted"),
        (leaks.scanned(), "a.pdf", "image_only"),
        (leaks.picture(), "a.jpg", "image_only"),
        (leaks.mail(files={"a.jpg": leaks.picture()}), "a.eml", "image_only"),
        (leaks.mail(files={"a.zip": b"PK\x03\x04"}), "a.eml", "unreadable"),
        (b"hello", "a.docx", "unreadable"),
        (b"%PDF-1.7 and no more", "a.pdf", "unreadable"),
        (b"{\\rtf1 hello}", "a.rtf", "unreadable"),
    ],
)
def test_what_nobody_can_read_is_blocked(content: bytes, name: str, kind: str) -> None:
    checked = file_against(check(), content, name)
    assert checked.verdict == Verdict.BLOCKED
    assert kind in {one.kind for one in checked.findings}


def test_files_within_files_are_opened_and_a_name_in_a_file_name_has_no_place() -> None:
    inner = leaks.mail(files={"list.xlsx": leaks.workbook(row=leaks.LEAK)})
    checked = file_against(check(), leaks.mail(files={"old.eml": inner}), "a.eml")
    assert "attachment old.eml: attachment list.xlsx: sheet One, hidden cells" in {one.where for one in checked.findings}
    (named,) = file_against(check(), b"Hello.", "Minutes_MateuszNowakowski_2026.txt").findings
    assert (named.start, named.end, named.where, named.text) == (None, None, "file name", "MateuszNowakowski")


def test_dates_and_numbers_kept_as_numbers_in_cells_are_read_as_they_are_shown() -> None:
    assert {one.kind for one in file_against(check(), leaks.workbook(date="33575"), "a.xlsx").findings} == {"date_of_birth"}
    assert {one.kind for one in file_against(check(), leaks.workbook(number="7700900123"), "a.xlsx").findings} == {"phone"}


def test_words_cut_by_tags_and_hidden_on_a_page_are_read() -> None:
    page = (
        b"<p>With M<i>ateu</i>sz.</p><p hidden>Nowakowski</p><!-- 07700 900123 --><img alt='Matty'>"
        b"<a href='mailto:someone@home.example'>x</a>"
    )
    found = file_against(check(), page, "a.html").findings
    assert {(one.text, one.where) for one in found} == {
        ("Mateusz", "text"),
        ("Nowakowski", "hidden text"),
        ("07700 900123", "comment"),
        ("Matty", "attribute"),
        ("someone@home.example", "attribute"),
    }
    copy = clean_copy(check(), page, "a.html")
    assert copy.content is not None
    assert copy.content.count(b"<") < page.count(b"<") + 8
    assert b"900123" not in copy.content


def test_what_stands_in_scripts_styles_and_data_of_a_page_is_read_and_not_in_the_copy() -> None:
    page = (
        b"<style>p { color: red } /* Matty */</style><script>var x='Mateusz'; f('07700 900123')</script>"
        b'<script type="application/ld+json">{"@type": "Person", "name": "Matty", "telephone": "07911 123456"}</script>'
        b"<p>Hello.</p>"
    )
    found = file_against(check(), page, "a.html").findings
    assert {(one.text, one.where) for one in found} == {
        ("Matty", "script or style"),
        ("Mateusz", "script or style"),
        ("07700 900123", "script or style"),
        ("Matty", "hidden text"),
        ("07911 123456", "hidden text"),
    }
    copy = clean_copy(check(), page, "a.html")
    assert copy.content is not None
    assert not any(word in copy.content for word in (b"Matty", b"Mateusz", b"900123", b"123456"))


def test_a_small_file_that_unpacks_to_much_is_not_unpacked() -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 210_000_000)
    assert file_against(check(), out.getvalue(), "a.docx").verdict == Verdict.BLOCKED


def test_a_line_across_paragraphs_is_taken_out_of_a_copy_too() -> None:
    half = LINE.split(" who ")
    content = f"Dear Donna,\n{half[0]} who\n{half[1]}\nYours".encode()
    assert file_against(check(), content, "a.txt").verdict == Verdict.BLOCKED
    copy = clean_copy(check(), content, "a.txt")
    assert copy.content is not None
    assert b"older lads" not in copy.content
