"""The clean copy of an e-mail: its words and its attachments, each made anew; what cannot be read is left out, and said so."""

from __future__ import annotations

import email
import email.policy
from email.message import Message
from pathlib import PurePath

from ..reading.eml import bytes_of, leaves, text_of
from ..reading.extract import clean
from .html import cleaned
from .wording import Cleaner

_HEADERS = ("From", "To", "Date", "Subject")
LEFT_OUT = "[An attachment was left out.]"


def eml(cleaner: Cleaner, content: bytes) -> bytes:
    source = email.message_from_bytes(content, policy=email.policy.default)
    made = email.message_from_string("", policy=email.policy.default)
    for name in _HEADERS:
        if source[name] is not None:
            value = clean(str(source[name])).replace("\n", " ")
            made[name] = value if name in ("From", "To", "Date") else cleaner.words(value)
    words, pages, files, dropped = [], [], [], 0
    for part in leaves(source) if source.is_multipart() else [source]:
        kind, name = part.get_content_type(), part.get_filename() or ""
        if kind == "message/rfc822" or (name and PurePath(name).suffix.lower() == ""):
            dropped += 1
        elif name or part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
            copy = _attachment(cleaner, part, name or "attachment.txt")
            files += [copy] if copy else []
            dropped += 0 if copy else 1
        elif kind == "text/html":
            pages.append(cleaned(cleaner, text_of(part)))
        else:
            words.append(cleaner.words(cleaner.words(clean(text_of(part)))))
    return _built(made, words + [LEFT_OUT] * bool(dropped), pages, files)


def _attachment(cleaner: Cleaner, part: Message, name: str) -> tuple[str, bytes] | None:
    from .copy import clean_copy

    ending = PurePath(name).suffix.lower()
    copy = clean_copy(cleaner.check, bytes_of(part), f"attachment{ending}", cleaner)
    stem = cleaner.words(PurePath(name).stem.replace("_", " "))
    return (f"{stem}{ending}", copy.content) if copy.content is not None else None


def _built(made: Message, words: list[str], pages: list[str], files: list[tuple[str, bytes]]) -> bytes:
    made.set_content("\n\n".join(words) or "")  # type: ignore[attr-defined]
    for page in pages:
        made.add_alternative(page, subtype="html")  # type: ignore[attr-defined]
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)  # type: ignore[attr-defined]
    return made.as_bytes()
