"""Reads an e-mail: headers, every version of its words, and what is attached, whatever is in that."""

from __future__ import annotations

import email
import email.policy
from email.message import Message
from email.utils import getaddresses

from .extract import Extract, Unreadable
from .html import read_page

# Headers that programs write; only what the record knows is looked for in them, as in those of whoever sends.
_SENDERS = frozenset(("from", "sender", "reply-to", "return-path", "organization"))
_PEOPLE = frozenset(("to", "cc", "bcc", "resent-to", "resent-cc", "subject", "thread-topic", "comments", "keywords"))
_LOCKED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted", "application/pgp-encrypted"))
_SIGNATURES = frozenset(("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"))


def read_eml(found: Extract, content: bytes, within: str, depth: int) -> None:
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
    except (ValueError, LookupError, TypeError) as fault:
        raise Unreadable("unreadable", "The e-mail is damaged and cannot be read.") from fault
    if not message.keys() and not message.is_multipart() and not str(message.get_payload()).strip():
        raise Unreadable("unreadable", "There is nothing in this e-mail.")
    _message(found, message, within, depth)


def _message(found: Extract, message: Message, within: str, depth: int) -> None:
    _headers(found, message, within)
    for part in message.walk() if not message.is_multipart() else leaves(message):
        _part(found, part, within, depth)


def leaves(message: Message) -> list[Message]:
    """The parts that hold something; a message that is attached is one of them, and is opened by itself."""
    found: list[Message] = []
    _check_locked(message)
    if isinstance(message.preamble, str) and message.preamble.strip():
        found.append(_words_of(message.preamble))
    if isinstance(message.epilogue, str) and message.epilogue.strip():
        found.append(_words_of(message.epilogue))
    for part in message.get_payload():
        if not isinstance(part, Message):
            continue
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            found.append(part)
        else:
            found += leaves(part)
    return found


def _words_of(text: str) -> Message:
    return email.message_from_string(f"\n{text}", policy=email.policy.default)


def _check_locked(message: Message) -> None:
    if message.get_content_type() in _LOCKED and message.get_param("smime-type") != "signed-data":
        raise Unreadable("encrypted", "The e-mail is encrypted. Nobody but its reader can check it.")


def _headers(found: Extract, message: Message, within: str) -> None:
    people: list[str] = []
    quiet: list[str] = []
    single = len(getaddresses([str(one) for one in message.get_all("to", [])])) == 1
    for name, value in message.items():
        line = f"{name}: {_spoken(value)}"
        loud = name.lower() in _PEOPLE and not (name.lower() == "to" and single)
        (people if loud else quiet).append(line)
    found.add(f"{within}header", "\n".join(people))
    found.add(f"{within}header", "\n".join(quiet), quiet=True)


def _spoken(value: object) -> str:
    try:
        return str(value)
    except (ValueError, IndexError, AttributeError):
        return ""


def _part(found: Extract, part: Message, within: str, depth: int) -> None:
    from .files import into

    _check_locked(part)
    kind = part.get_content_type()
    name = part.get_filename() or ""
    if kind == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        if isinstance(inner, Message):
            if depth >= 5:
                raise Unreadable("unreadable", "An e-mail within an e-mail within an e-mail, and so on: too deep to check.")
            _message(found, inner, f"{within}attached e-mail: ", depth + 1)
        return
    if kind in _SIGNATURES:
        return
    for key, header in part.items():
        if key.lower() in ("content-description", "content-id", "content-location"):
            found.note(f"{within}attachment header", _spoken(header), quiet=key.lower() != "content-description")
    attached = part.get_content_disposition() == "attachment" or bool(name) or part.get_content_maintype() not in ("text",)
    if not attached:
        words = text_of(part)
        if kind == "text/html":
            read_page(found, words, within)
        else:
            found.add(f"{within}text", words)
        return
    name = name or _name_for(kind)
    found.note(f"{within}attachment file name", name.rsplit(".", 1)[0])
    into(found, bytes_of(part), name, f"{within}attachment {name}: ", depth + 1)


def bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def text_of(part: Message) -> str:
    content = bytes_of(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        return content.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return content.decode("cp1252", errors="replace")


def _name_for(kind: str) -> str:
    endings = {"text/plain": "txt", "text/html": "html", "text/calendar": "txt", "application/pdf": "pdf"}
    return f"unnamed.{endings.get(kind, 'bin')}"
