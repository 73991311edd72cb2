"""Before anybody talks with a child by telephone, video or message: is it safe? Asked each time, and written down (H15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .source import Source, Status

SOURCE = Source("Holdfast's own choice", "to be confirmed by the partnership", Status.KNOWN)


class Found(StrEnum):
    """What the check came to."""

    SAFE = "safe"
    LATER = "later"
    UNSAFE = "unsafe"


@dataclass(frozen=True)
class Answer:
    """One answer, and what it means for going on."""

    key: str
    label: str
    means: Found = Found.SAFE


@dataclass(frozen=True)
class Check:
    """One question of the check, with the answers there are."""

    key: str
    label: str
    answers: tuple[Answer, ...]
    hint: str = ""


CHECKS: tuple[Check, ...] = (
    Check(
        "you",
        "Is it the child?",
        (
            Answer("yes", "Yes"),
            Answer("no", "No: somebody else answered", Found.UNSAFE),
            Answer("not_sure", "I cannot be sure", Found.UNSAFE),
        ),
    ),
    Check(
        "with",
        "Is anybody with them, or able to hear?",
        (
            Answer("nobody", "Nobody"),
            Answer("chosen", "Somebody the child wants there, who is safe"),
            Answer("somebody", "Somebody else", Found.UNSAFE),
            Answer("not_known", "I cannot tell", Found.UNSAFE),
        ),
        "Ask for yes and no, so that nobody beside the child learns what is asked.",
    ),
    Check(
        "talk",
        "Can they talk now?",
        (
            Answer("yes", "Yes"),
            Answer("later", "Not now: another time was agreed", Found.LATER),
            Answer("afraid", "No, and something is wrong", Found.UNSAFE),
        ),
    ),
    Check(
        "word",
        "The agreed word",
        (
            Answer("said", "The child said it"),
            Answer("none", "None was agreed before: one is agreed now"),
            Answer("wrong", "It was wrong, or was not said when asked", Found.UNSAFE),
            Answer("alarm", "The child said the word for danger", Found.UNSAFE),
        ),
        "The word itself is never written here.",
    ),
)
BY_KEY: Mapping[str, Check] = {check.key: check for check in CHECKS}


def unanswered(given: Mapping[str, str]) -> list[str]:
    """The keys of the questions without one of their answers."""
    return [check.key for check in CHECKS if given.get(check.key) not in {answer.key for answer in check.answers}]


def judged(given: Mapping[str, str]) -> Found:
    """What the whole check came to: one unsafe answer makes it unsafe, whatever the others say; no answer is not safe."""
    if unanswered(given):
        return Found.UNSAFE
    found = {answer.means for check in CHECKS for answer in check.answers if given[check.key] == answer.key}
    return Found.UNSAFE if Found.UNSAFE in found else Found.LATER if Found.LATER in found else Found.SAFE
