"""What may leave: values that only `disclosure.gate` makes, and without which nothing is sent, given or printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

_SEAL = object()


@dataclass(frozen=True)
class Cleared:
    """A message that has passed the check before anything leaves.

    channel: "email", "sms", "whatsapp" or "letter". address: where it goes, shown to the sender, never logged.
    recipient: how the register names the reader ("staff", "referrer"); recipient_id: the account, where there is one.
    calendar: an entry for the reader's calendar, "" for none. release_id: its row in the release register.
    """

    partnership_id: UUID
    release_id: UUID
    channel: str
    address: str
    recipient: str
    template: str
    subject: str
    body: str
    reference: str = ""
    recipient_id: UUID | None = None
    calendar: str = ""
    _seal: Any = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("Only the disclosure gate makes a Cleared value.")


@dataclass(frozen=True)
class ClearedDocument:
    """A letter, a copy of minutes, a plan or another paper that has passed the check, for one reader.

    words: its text where it is one; files: names and contents, as they were checked. release_id: its row in the register.
    """

    partnership_id: UUID
    release_id: UUID
    child_id: UUID
    what: str
    recipient: str
    words: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    _seal: Any = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("Only the disclosure gate makes a ClearedDocument.")


def _clear(**values: Any) -> Cleared:
    """For `disclosure.gate` alone; a test in tests/architecture holds everybody else to that."""
    return Cleared(_seal=_SEAL, **values)


def _clear_document(**values: Any) -> ClearedDocument:
    """For `disclosure.gate` alone, as above."""
    return ClearedDocument(_seal=_SEAL, **values)


@dataclass(frozen=True)
class Passed:
    """One file that leaves a page as an answer: what the gate cleared, or what it let pass as it is.

    what: a key for the register. name: what the file is called where it arrives. release_id: its row in the register; none where
    somebody only reads what they may read in Holdfast.
    """

    what: str
    name: str
    content: bytes
    media: str
    release_id: UUID | None = None
    _seal: Any = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("Only the disclosure gate lets a file pass.")


def _pass(**values: Any) -> Passed:
    """For `disclosure.passing` alone, as above."""
    return Passed(_seal=_SEAL, **values)
