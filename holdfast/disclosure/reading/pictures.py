"""What a picture says about itself: who took it, where, with which words."""

from __future__ import annotations

import io
import re
import struct
import warnings

from PIL import ExifTags, Image

from .extract import Extract

_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_WORDS = frozenset(
    [
        "ImageDescription",
        "Artist",
        "Copyright",
        "UserComment",
        "XPTitle",
        "XPComment",
        "XPAuthor",
        "XPKeywords",
        "XPSubject",
        "DocumentName",
        "PageName",
        "HostComputer",
        "CameraOwnerName",
    ]
)
_XMP_TEXT = re.compile(rb">([^<>]{2,2000})<")
MOST_PIXELS = 200_000_000


def is_picture(content: bytes) -> bool:
    head = content[:16]
    return (
        head.startswith(_SIGNATURES)
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or head[4:12] in (b"ftypheic", b"ftypheif", b"ftypmif1")
    )


def metadata(found: Extract, content: bytes, where: str) -> None:
    """Words in a picture's own data, and the place it was taken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content))
            words = [str(value) for key, value in picture.info.items() if key != "exif" and isinstance(value, str)]
            words += [_text(value) for key, value in picture.info.items() if key in ("comment",) and isinstance(value, bytes)]
            exif = picture.getexif()
            tags = {**dict(exif), **dict(exif.get_ifd(ExifTags.IFD.Exif))}
            words += [_text(value) for tag, value in tags.items() if ExifTags.TAGS.get(tag) in _WORDS]
            placed = dict(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, struct.error, Image.DecompressionBombError):
        words, placed = [], {}
    for packet in re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", content[:2_000_000], re.DOTALL):
        words += [_text(value) for value in _XMP_TEXT.findall(packet)]
    found.note(where, "\n".join(word for word in words if word.strip()))
    if any(tag in placed for tag in (2, 4)):
        found.trouble("location", where, "The picture says where it was taken. Take that out, or say why it stays.")


def _text(value: object) -> str:
    if isinstance(value, bytes):
        for start, encoding in ((b"UNICODE\x00", "utf-16"), (b"ASCII\x00\x00\x00", "ascii")):
            if value.startswith(start):
                return value[len(start) :].decode(encoding, errors="replace").strip("\x00 ")
        many_nulls = value.count(b"\x00") >= len(value) // 3
        return value.decode("utf-16-le" if many_nulls else "utf-8", errors="replace").strip("\x00 ")
    if isinstance(value, tuple) and all(isinstance(one, int) and 0 <= one < 256 for one in value):
        return _text(bytes(value))
    return str(value)
