"""Files that are not what they say, that unpack to more than a machine holds, or that carry something to run."""

from __future__ import annotations

import contextlib
import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from PIL import Image

from holdfast.documents import content
from holdfast.documents.actions import safe_name
from holdfast.kernel.errors import Refused
from tests.assurance import note


def zipped(**entries: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return kept.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpeg(**options: Any) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (8, 8)).save(kept, "JPEG", **options)
    return kept.getvalue()


NOT_TAKEN = {
    "a page that runs": b"<html><script>alert(1)</script></html>",
    "a drawing that runs": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "the same after a mark and blanks": b"\xef\xbb\xbf \n<svg onload='alert(1)'/>",
    "a program": b"MZ" + bytes(range(256)) * 4,
    "a Unix program": b"\x7fELF" + bytes(200),
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n\x00",
    "an archive of anything": zipped(a_dot_exe=b"MZ"),
    "a document with macros": zipped(word__document_dot_xml=b"<x/>", word__vbaProject_dot_bin=b"x"),
    "an archive cut short": zipped(word__document_dot_xml=b"<x/>")[:-30],
    "an archive with a broken word in it": zipped(mimetype=b"application/vnd.oasis.opendocument.text" * 40).replace(
        b"\x4b", b"\x00"
    ),
    "a picture too large to draw": png(60_000, 60_000),
    "a picture that never ends": png(9_000, 9_000),
    "half a picture": jpeg()[:150],
    "a PDF that is none": b"%PDF-1.7\nnothing",
    "nothing but noughts": bytes(1000),
    "half a character": b"a\xed\xa0\x80b",
}


@pytest.fixture(autouse=True)
def noted() -> Iterator[None]:
    yield
    note("files", files=1)


@pytest.mark.parametrize("what", NOT_TAKEN)
def test_a_file_that_is_not_taken_is_refused_in_a_sentence(what: str) -> None:
    with pytest.raises(Refused) as refused:
        content.read(NOT_TAKEN[what])
    assert refused.value.sentence.endswith(".")


def test_an_archive_that_unpacks_to_a_gigabyte_costs_no_memory() -> None:
    small = zipped(mimetype=bytes(200 * 1024 * 1024))
    assert len(small) < 1024 * 1024
    tracemalloc.start()
    with pytest.raises(Refused):
        content.read(small)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 * 1024 * 1024


def test_a_broken_packing_of_the_first_entry_is_a_damaged_file() -> None:
    good = zipped(mimetype=b"application/vnd.oasis.opendocument.text, and some more words so that it is packed" * 3)
    start = good.index(b"mimetype") + len(b"mimetype")
    with pytest.raises(Refused):
        content.read(good[:start] + b"\xff" * 12 + good[start + 12 :])


@pytest.mark.parametrize("part", ["5", "(words)", "[1 2]", "<</JavaScript 5/EmbeddedFiles null>>"])
def test_a_pdf_of_odd_parts_is_taken_or_refused_and_never_a_fault(part: str) -> None:
    odd = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Names = pikepdf.Object.parse(part.encode())
        pdf.save(odd)
    try:
        kept = content.read(odd.getvalue())
    except Refused:
        return
    assert b"/JavaScript" not in kept.data


def test_what_a_pdf_would_run_when_opened_is_taken_out() -> None:
    runs = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = act
        pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", act])))
        pdf.save(runs)
    kept = content.read(runs.getvalue())
    assert b"app.alert" not in kept.data
    assert b"/OpenAction" not in kept.data
    assert b"/JS" not in kept.data


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("cut", range(2, 400, 7))
def test_a_picture_with_any_byte_wrong_is_taken_or_refused_and_never_a_fault(cut: int) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "words"
    data = bytearray(jpeg(exif=exif))
    data[cut % len(data)] ^= 0xFF
    with contextlib.suppress(Refused):
        assert content.read(bytes(data)).media_type in ("image/jpeg", "image/png", "text/plain")


@pytest.mark.parametrize(
    "given",
    [
        "../../etc/passwd",
        "..\\..\\x.exe",
        "a\x00b.pdf",
        "\u202efdp.exe",
        'a"; rm -rf /; ".pdf',
        "x\r\nSet-Cookie: a=b",
        "",
        "." * 300,
        "a" * 5000,
    ],
)
def test_a_file_name_is_never_a_path_nor_a_header(given: str) -> None:
    kept = safe_name(given, "pdf")
    assert kept.endswith(".pdf")
    assert len(kept) <= 130
    assert not any(sign in kept for sign in '/\\\x00\r\n"\u202e')
    assert ".." not in kept.removesuffix(".pdf")
