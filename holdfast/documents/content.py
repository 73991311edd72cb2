"""What a file is, from its content alone. Its name and what the browser said of it are not believed."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from holdfast.kernel.errors import Refused

pillow_heif.register_heif_opener()

MOST_PIXELS = 80_000_000
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp", "HEIF": "image/heic"}
OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN_DOCUMENTS = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
)
ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "text/plain": "txt",
    **dict(zip(OFFICE.values(), ("docx", "xlsx", "pptx"), strict=True)),
    **dict(zip(OPEN_DOCUMENTS, ("odt", "ods"), strict=True)),
}
TAKEN = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument, plain text, JPEG, PNG, GIF, WebP or HEIC"
NO_SCANNER = (
    "This kind of file can carry a virus, and no virus scanner looks at files here yet. Save it as a PDF and attach that, or "
    "paste its words."
)
NOT_TAKEN = f"This kind of file cannot be attached. Holdfast takes {TAKEN}. Save it as a PDF and try again."


@dataclass(frozen=True)
class Content:
    """The copy that is kept and served: what it is, and whether what it said about itself was taken out.

    safe: nothing in it can act by itself, because Holdfast wrote it anew or it is plain words. What is not safe is taken only
    where a virus scanner looks at it.
    """

    media_type: str
    data: bytes
    stripped: bool
    safe: bool = True

    @property
    def ending(self) -> str:
        return ENDINGS[self.media_type]


def read(data: bytes) -> Content:
    """What the bytes are, cleaned for serving; Refused, in a sentence, when Holdfast does not take them."""
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    picture = _picture(data)
    return picture if picture is not None else _text(data)


def _pdf(data: bytes) -> Content:
    """A PDF without scripts, attachments or what it says of its writer."""
    import pikepdf  # takes a third of a second, and few requests bring a PDF

    from .disarm import disarm

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            disarm(pdf)
            kept = io.BytesIO()
            pdf.save(kept)
    except pikepdf.PasswordError as fault:
        raise Refused("This PDF is locked with a password. Save it without one and attach it again.") from fault
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError, RecursionError) as fault:
        raise Refused("This PDF is damaged and cannot be opened. Save it again and attach that.") from fault
    return Content("application/pdf", kept.getvalue(), stripped=True)


def _archive(data: bytes) -> Content:
    """An office document. Macros, and archives of any other kind, are not taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = _declared(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError, ValueError, RuntimeError, OSError) as fault:
        raise Refused("This file is damaged and cannot be opened. Save it again and attach that.") from fault
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("This document has macros in it. Save it without them, or as a PDF, and attach that.")
    media_type = next((OFFICE[part] for part in OFFICE if part in names), "")
    if not media_type and kind in OPEN_DOCUMENTS:
        media_type = kind
    if not media_type:
        raise Refused(NOT_TAKEN)
    return Content(media_type, data, stripped=False, safe=False)


def _declared(archive: zipfile.ZipFile) -> str:
    """What the archive says it is: its first words alone, because a few bytes can unpack to more than the machine holds."""
    with archive.open("mimetype") as entry:
        return entry.read(100).decode("ascii", "replace").strip()


def _picture(data: bytes) -> Content | None:
    """A picture drawn afresh, so that where and with what it was taken is left behind; None when it is none."""
    try:
        with Image.open(io.BytesIO(data), formats=tuple(PICTURES)) as opened:
            if opened.format not in PICTURES:
                raise Refused(NOT_TAKEN)
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused("This picture is too large to open safely. Save a smaller one and attach that.")
            upright = ImageOps.exif_transpose(opened)
            return _redrawn(upright)
    except Image.DecompressionBombError as fault:
        raise Refused("This picture is too large to open safely. Save a smaller one and attach that.") from fault
    except UnidentifiedImageError:
        return None
    except (OSError, ValueError, SyntaxError, EOFError) as fault:
        raise Refused("This picture is damaged and cannot be opened. Save it again and attach that.") from fault


def _redrawn(picture: Image.Image) -> Content:
    """PNG where the picture is see-through, JPEG otherwise: both open everywhere."""
    kept = io.BytesIO()
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture.convert("RGBA").save(kept, "PNG")
        return Content("image/png", kept.getvalue(), stripped=True)
    picture.convert("RGB").save(kept, "JPEG", quality=90)
    return Content("image/jpeg", kept.getvalue(), stripped=True)


def _text(data: bytes) -> Content:
    """Plain text: what reads as UTF-8 and holds nothing a text would not."""
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(NOT_TAKEN) from fault
    if any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in words) or words.lstrip()[:1] == "<":
        raise Refused(NOT_TAKEN)
    return Content("text/plain", data, stripped=False)
