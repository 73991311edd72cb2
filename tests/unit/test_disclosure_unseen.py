"""Places in a file that no program shows: read all the same, and not in the clean copy. Everybody is invented."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pikepdf
import pytest

from holdfast.disclosure.reading.checked import file_against
from holdfast.disclosure.redacting.copy import clean_copy
from holdfast.rules.disclosure import Check, Known, Somebody, Verdict
from tests.factories import leaks

WHO = leaks.LEAK
BODY, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
NAMED = re.compile(rb"nowakowski|mateusz|TWF0ZXVz", re.IGNORECASE)
PEOPLE = (Somebody("P-1", "mother", "Donna", "Barnes", withheld=False), Somebody("P-2", "friend", *WHO.split()))
CHECK = Check(Known("C-1", "P-1", frozenset({"family"}), PEOPLE))


def zipped(content: bytes, name: str, old: str, new: str) -> bytes:
    """The container with words put into one part; old "" makes the part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.namelist():
            body = before.read(entry)
            if entry != name:
                after.writestr(entry, body)
            elif old:
                assert old.encode() in body
                after.writestr(entry, body.replace(old.encode(), new.encode(), 1))
        if not old:
            after.writestr(name, new)
    return out.getvalue()


def word(part: str, old: str, new: str) -> bytes:
    return zipped(leaks.word(), part, old, new)


def sheet(part: str, old: str, new: str) -> bytes:
    return zipped(leaks.workbook(), part, old, new)


def pdf(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(leaks.pdf())) as made:
        change(made)
        made.save(out)
    return out.getvalue()


def _root(key: str, value: Callable[[pikepdf.Pdf], Any]) -> bytes:
    return pdf(lambda made: made.Root.__setattr__(key, made.make_indirect(value(made))))


RUN = f"<w:p><w:r><w:t>{WHO}</w:t></w:r></w:p>"
WORD = {
    "text box": f"<w:p><w:r><w:pict><w:txbxContent>{RUN}</w:txbxContent></w:pict></w:r></w:p>",
    "field": f'<w:p><w:fldSimple w:instr="AUTHOR {WHO}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>',
    "remark": f"<!-- {WHO} -->",
    "drawing": f'<w:p><w:r><w:drawing><d:docPr xmlns:d="d" id="1" name="{WHO}"/></w:drawing></w:r></w:p>',
    "formula": (
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        f"<m:r><m:t>{WHO}</m:t></m:r></m:oMath></w:p>"
    ),
}
FOOTNOTE = '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote>'
STYLE = f'<w:style w:type="paragraph" w:styleId="q"><w:name w:val="{WHO}"/></w:style></w:styles>'
THREAD = f"<t><threadedComment><text>{WHO}</text></threadedComment></t>"
D, S = pikepdf.Dictionary, pikepdf.String
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    **{f"word {key}": ("docx", lambda new=new: word(BODY, "<w:body>", f"<w:body>{new}")) for key, new in WORD.items()},
    "word footnote": ("docx", lambda: word("word/footnotes.xml", "", FOOTNOTE + RUN + "</w:footnote></w:footnotes>")),
    "word style": ("docx", lambda: word("word/styles.xml", "</w:styles>", STYLE)),
    "word odd part": ("docx", lambda: word("word/extra.txt", "", WHO)),
    "word part's name": ("docx", lambda: zipped(leaks.word(), f"word/media/{WHO}.dat", "", "x")),
    "word embedded": ("docx", lambda: word("word/embeddings/a.txt", "", WHO)),
    "sheet thread": ("xlsx", lambda: sheet("xl/threadedComments/t.xml", "", THREAD)),
    "sheet elsewhere": ("xlsx", lambda: sheet("xl/externalLinks/e.xml", "", f'<e><sheetName val="{WHO}"/></e>')),
    "sheet pivot": ("xlsx", lambda: sheet("xl/pivotCache/p.xml", "", f'<p><s v="{WHO}"/></p>')),
    "sheet formula": (
        "xlsx",
        lambda: sheet(SHEET, "<sheetData>", f'<sheetData><row r="9"><c r="A9"><f>"{WHO}"</f><v>1</v></c></row>'),
    ),
    "pdf form": ("pdf", lambda: _root("AcroForm", lambda _: D(Fields=pikepdf.Array([D(FT=pikepdf.Name.Tx, V=S(WHO))])))),
    "pdf script": ("pdf", lambda: _root("OpenAction", lambda p: D(S=pikepdf.Name.JavaScript, JS=p.make_stream(WHO.encode())))),
    "pdf label": ("pdf", lambda: _root("PageLabels", lambda _: D(Nums=pikepdf.Array([0, D(P=S(WHO))])))),
    "pdf layer": ("pdf", lambda: _root("OCProperties", lambda _: D(OCGs=pikepdf.Array([D(Name=S(WHO))])))),
    "pdf private": ("pdf", lambda: _root("PieceInfo", lambda _: D(App=D(Private=S(WHO))))),
    "pdf behind the end": ("pdf", lambda: leaks.pdf() + WHO.encode()),
    "page data": ("html", lambda: b"<p>Hi</p><a href='data:text/plain;base64,TWF0ZXVzeiBOb3dha293c2tp'>x</a>"),
    "page entities": ("html", lambda: b"<p>M&#97;teusz &#x4e;owakowski</p>"),
    "mail encoded": ("eml", lambda: b"From: a@b.example\nSubject: =?utf-8?B?TWF0ZXVzeiBOb3dha293c2tp?=\n\nhello"),
    "mail quoted": ("eml", lambda: b"Content-Transfer-Encoding: quoted-printable\n\nMate=\nusz=20Nowak=6Fwski"),
}  # fmt: skip


def unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of everything packed in it."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from (name.encode() for name in packed.namelist())
            for name in packed.namelist():
                yield from unpacked(packed.read(name))
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as document:
            yield from (one.read_bytes() for one in document.objects if isinstance(one, pikepdf.Stream))


@pytest.mark.parametrize("place", FILES)
def test_words_that_no_program_shows_are_found_and_stand_nowhere_in_the_copy(place: str) -> None:
    ending, make = FILES[place]
    content = make()
    assert "P-2" in {one.about for one in file_against(CHECK, content, f"a.{ending}").findings}
    copy = clean_copy(CHECK, content, f"a.{ending}")
    assert copy.content is not None, copy.left
    assert not any(NAMED.search(piece) for piece in unpacked(copy.content))


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pdf", "eml", "html", "txt"])
def test_a_damaged_or_empty_file_is_an_answer_and_never_a_fault(ending: str) -> None:
    assert file_against(CHECK, b"", f"a.{ending}").verdict == Verdict.BLOCKED
    random = Random(ending)
    made = next(make() for _, (kind, make) in FILES.items() if kind == ending) if ending != "txt" else b"Hello Donna."
    for _ in range(12):
        content = bytearray(made[: random.randrange(len(made) // 2, len(made))])
        for _ in range(random.randrange(1, 20)):
            content[random.randrange(len(content))] = random.randrange(256)
        assert file_against(CHECK, bytes(content), f"a.{ending}").verdict in Verdict
        clean_copy(CHECK, bytes(content), f"a.{ending}")
