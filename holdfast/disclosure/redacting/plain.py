"""The clean copy of a text."""

from __future__ import annotations

from ..reading.extract import clean
from ..reading.plain import decoded
from .wording import Cleaner


def plain(cleaner: Cleaner, content: bytes) -> bytes:
    text = clean(decoded(content))
    for _ in range(3):
        before, text = text, cleaner.words(text)
        if before == text:
            break
    return text.encode()
