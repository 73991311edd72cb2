"""Reads plain text."""

from __future__ import annotations

import codecs

from .extract import Extract, Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def decoded(content: bytes) -> str:
    """The text of some bytes: by their mark, as UTF-8, or as Windows writes English."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if text.count("\x00") > len(text) // 4:
        raise Unreadable("unreadable", "This is not text.")
    return text


def read_txt(found: Extract, content: bytes, within: str, depth: int) -> None:
    found.add(f"{within}text" if within else "text", decoded(content))
