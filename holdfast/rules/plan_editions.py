"""Which answers of a plan stand in whose copy, and whether what stands there gives away what does not.

A copy never says that something was left out. Words are compared as they are read: without regard to capitals or stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from .plans import BY_KEY, CHILD, FAMILY

# So many of another answer's words one after another are that answer's words; a shorter answer counts whole, down to FEWEST.
RUN, FEWEST = 4, 3
# Names that are ordinary words too: these count only with a capital letter.
ORDINARY = frozenset(
    {"art", "bill", "chance", "charity", "dawn", "faith", "frank", "grace", "hope", "iris", "ivy", "jack", "joy", "mark", "may"}
    | {"olive", "pat", "rich", "rob", "rose", "ruby", "sky", "summer", "sunny", "violet", "will", "young", "king", "green"}
    | {"brown", "white", "black", "wood", "hill", "field", "day", "long", "short", "best", "price"}
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


class Item(Protocol):
    """An answer with its readers, as far as a copy asks."""

    @property
    def key(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def audience(self) -> Sequence[str]: ...
    @property
    def relatives(self) -> Sequence[object]: ...


Answer = TypeVar("Answer", bound=Item)


@dataclass(frozen=True)
class Reader:
    """Whose copy it is. person: the relative's id in the record; none is the child."""

    person: object = None

    @property
    def kind(self) -> str:
        return FAMILY if self.person else CHILD


@dataclass(frozen=True)
class Leak:
    """Words of an answer in a copy that must not stand there: its own, so that they tell whoever reads it nothing new."""

    key: str
    words: str
    why: str


def belongs(item: Item, reader: Reader) -> bool:
    """Whether an answer stands in this reader's copy."""
    question = BY_KEY.get(item.key)
    if question is None or reader.kind in question.never or reader.kind not in item.audience:
        return False
    return reader.kind == CHILD or reader.person in item.relatives


def divided(items: Iterable[Answer], reader: Reader) -> tuple[list[Answer], list[Answer]]:
    """What stands in the copy, and what does not. An answer that says nothing is neither."""
    said = [item for item in items if item.words.strip()]
    return [one for one in said if belongs(one, reader)], [one for one in said if not belongs(one, reader)]


def leaks(items: Iterable[Item], reader: Reader, names: Iterable[str]) -> list[Leak]:
    """What in the copy names somebody of concern, says the code word, or repeats an answer that is not for this reader.

    names: every name by which the record knows somebody of concern.
    """
    shown, kept = divided(items, reader)
    found: list[Leak] = []
    for item in shown:
        found += [Leak(item.key, words, NAMES_ONE) for words in _named(item.words, names)]
        for other in kept:
            exact = BY_KEY[other.key].exact if other.key in BY_KEY else False
            words = _repeated(item.words, other.words, exact=exact)
            if words:
                found.append(Leak(item.key, words, SAYS_CODE if exact else REPEATS))
    return list(dict.fromkeys(found))


NAMES_ONE = "This is a name of somebody of concern."
SAYS_CODE = "This is the code word."
REPEATS = "These words also stand in a part that this reader does not get."


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [word.casefold().replace("\u2019", "'") for word in _WORD.findall(text)]


def _named(text: str, names: Iterable[str]) -> list[str]:
    """The names in a text, as they are written there."""
    written, compared = _WORD.findall(text), words_of(text)
    found = []
    for name in names:
        wanted = words_of(name)
        for at in _places(compared, wanted):
            ordinary = len(wanted) == 1 and wanted[0] in ORDINARY
            if not ordinary or written[at][:1].isupper():
                found.append(" ".join(written[at : at + len(wanted)]))
    return found


def _places(words: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where a run of words begins. A possessive is the name too."""
    size = len(wanted)
    if not size:
        return []
    return [at for at in range(len(words) - size + 1) if all(_same(words[at + n], wanted[n]) for n in range(size))]


def _same(word: str, wanted: str) -> bool:
    return word == wanted or word in (f"{wanted}'s", f"{wanted}s'")


def _repeated(text: str, other: str, *, exact: bool) -> str:
    """The first run of another text's words in this one, as it is written here; "" where there is none."""
    written, compared, wanted = _WORD.findall(text), words_of(text), words_of(other)
    size = len(wanted) if exact else min(RUN, len(wanted))
    if not size or not (exact or size >= FEWEST):
        return ""
    runs = {tuple(wanted[at : at + size]) for at in range(len(wanted) - size + 1)}
    for at in range(len(compared) - size + 1):
        run = tuple(compared[at : at + size])
        if run in runs or (exact and all(_same(a, b) for a, b in zip(run, wanted, strict=True))):
            return " ".join(written[at : at + size])
    return ""
