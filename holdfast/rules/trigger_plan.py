"""What a trigger plan says of a child before anything happens: its questions, how full it is, and when it is looked at again.

Part 1 is kept ready by those who work with the child; part 2 is what becomes known on the night, and is the missing record's own
(`domain.md` 4.2). An answer that nobody gave is shown as not written, never as "none" (H24).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .local import same_day_months_later
from .question import Option
from .source import Source, Status

SOURCE = Source("Philomena protocol and trigger plans of several forces", "GMP, PSNI, Thames Valley, Humberside", Status.FOUND)
SHORT, LONG = 300, 700
VIEWS = (
    Option("agrees", "Agrees to police having it when the child is missing"),
    Option("against", "Does not want police to have it"),
    Option("not_asked", "Has not been asked yet"),
    Option("cannot", "Could not be asked"),
)


@dataclass(frozen=True)
class Asked:
    """One question of part 1.

    needed: a plan without it is not complete. options: where it is one of a few.
    limit: characters, so that the plan prints on two pages.
    """

    key: str
    label: str
    hint: str = ""
    needed: bool = False
    options: tuple[Option, ...] = ()
    limit: int = LONG

    def words(self, answer: str) -> str:
        """The answer as it is read."""
        return next((option.label for option in self.options if option.key == answer), answer)


@dataclass(frozen=True)
class Part:
    """Questions that stand together."""

    title: str
    questions: tuple[Asked, ...]


PARTS: tuple[Part, ...] = (
    Part(
        "What the child looks like",
        (
            Asked("description", "Description", "Height, build, hair, eyes, skin, how they dress and speak.", needed=True),
            Asked("marks", "Marks", "Scars, tattoos, piercings, glasses, braces: where on the body.", needed=True),
            Asked("aliases", "Other names used", "Nicknames, street names, names used online.", needed=True, limit=SHORT),
        ),
    ),
    Part(
        "Health and what to know when the child is found",
        (
            Asked("health", "Health and medicine", "Conditions, allergies, medicine and what happens without it.", needed=True),
            Asked("approach", "How best to speak with the child", "What calms, what frightens, language, needs.", needed=True),
            Asked("risks", "Why the child is at risk when missing", "What has happened before, and what is feared.", needed=True),
        ),
    ),
    Part(
        "How to reach and trace the child",
        (
            Asked("phones", "Telephones and accounts", "Numbers, IMEI, social media, games, e-mail.", needed=True),
            Asked("money", "Money and travel", "Bank card, travel pass, how the child gets about.", limit=SHORT),
            Asked("vehicles", "Vehicles used or got into", limit=SHORT),
        ),
    ),
    Part(
        "People and places",
        (
            Asked("friends", "Friends and others the child goes with", "Names, ages, where, how to reach them.", needed=True),
            Asked("family", "Family", "Who, where, how to reach them, and who must not be told.", needed=True),
            Asked("places", "Places the child goes", "Addresses, parks, stations, other towns.", needed=True),
            Asked("found", "Where the child was found before", "Where, with whom, what happened.", needed=True),
            Asked("trusts", "Whom the child trusts", "Who should ring or go, and who should not.", needed=True),
        ),
    ),
    Part(
        "Who does what",
        (
            Asked("carer_does", "What the carer or parent does first", needed=True),
            Asked("worker_does", "What social care does", needed=True),
            Asked("police_asked", "What police are asked to do", needed=True),
            Asked("contacts", "Numbers, by day and by night", needed=True, limit=SHORT),
        ),
    ),
    Part(
        "What the child and the parents say",
        (
            Asked("child_says", "What the child says of this plan", "In the child's own words.", needed=True),
            Asked("parents_say", "What the parents and carers say of this plan", needed=True),
            Asked("child_picture", "The child, on the picture", needed=True, options=VIEWS),
            Asked("child_picture_words", "In the child's words, and when", limit=SHORT),
            Asked("parents_picture", "The parents, on the picture", needed=True, options=VIEWS),
            Asked("parents_picture_words", "In their words, and when", limit=SHORT),
        ),
    ),
)
QUESTIONS: tuple[Asked, ...] = tuple(question for part in PARTS for question in part.questions)
BY_KEY: Mapping[str, Asked] = {question.key: question for question in QUESTIONS}


@dataclass(frozen=True)
class Fullness:
    """How much of what a plan needs is written, and what is not."""

    written: int
    of: int
    without: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.without


def fullness(answers: Mapping[str, str], *, picture: bool) -> Fullness:
    """What is written of what is needed; the picture is one of them."""
    needed = [question for question in QUESTIONS if question.needed]
    without = [question.label for question in needed if not answered(answers, question)]
    if not picture:
        without.insert(0, "A picture of the child")
    return Fullness(len(needed) + 1 - len(without), len(needed) + 1, tuple(without))


def answered(answers: Mapping[str, str], question: Asked) -> bool:
    """Whether it says something. That nobody has asked yet is no answer."""
    return str(answers.get(question.key, "")).strip() not in ("", "not_asked")


def old_picture(taken_on: date | None, on: date, months: int) -> bool:
    """Whether a picture may no longer be like the child. One of which nobody knows when it was taken may not."""
    return taken_on is None or same_day_months_later(taken_on, months) <= on
