"""What was read out of a file, put together part by part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from holdfast.rules.disclosure import Finding, Part

MOST_LETTERS = 5_000_000
# Characters that no text holds, and halves of a pair: what is printed must be what was counted.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class Unreadable(Exception):
    """A file, or something in it, that nobody can read. kind: `encrypted`, `image_only` or `unreadable`."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind, self.sentence = kind, sentence


@dataclass(frozen=True)
class Trouble:
    """Why a part of a file was not checked."""

    kind: str
    where: str
    sentence: str

    def as_finding(self) -> Finding:
        return Finding(None, None, "", self.kind, False, None, self.sentence, self.where)


@dataclass
class Extract:
    """The extracted text, and its parts with their places in it."""

    parts: list[Part] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def has_words(self) -> bool:
        return any(part.located and part.text.strip() for part in self.parts)

    def add(self, where: str, text: str, *, quiet: bool = False) -> None:
        """Words that stand in the file. Each part begins on a line of its own."""
        text = clean(text)
        if not text.strip():
            return
        if self._length + len(text) > MOST_LETTERS:
            raise Unreadable("unreadable", "The file holds more text than can be checked. Send a shorter one.")
        if self._length:
            self._pieces.append("\n\n")
            self._length += 2
        self.parts.append(Part(where, text, quiet=quiet, start=self._length))
        self._pieces.append(text)
        self._length += len(text)

    def note(self, where: str, text: str, *, quiet: bool = False) -> None:
        """Words about the file that stand in no text: its name, its properties."""
        text = clean(text)
        if text.strip():
            self.parts.append(Part(where, text, located=False, quiet=quiet))

    def trouble(self, kind: str, where: str, sentence: str) -> None:
        self.troubles.append(Trouble(kind, where, sentence))


def clean(text: str) -> str:
    """One kind of line end, so that a place in the printed text is the same wherever it is printed."""
    return _NO_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n\n"))
