"""The plans of one child side by side: where they contradict each other, where two visit in one week, and what comes when.

They point out; people agree. What a plan does not say contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .question import Option
from .source import Source, Status

SOURCE = Source("Dual pathway", "Herefordshire partnership: one child, many plans, one calendar", Status.PRACTICE)
KINDS: tuple[Option, ...] = (
    Option("cin", "Child in need plan"),
    Option("cp", "Child protection plan"),
    Option("lac", "Care plan of a looked-after child"),
    Option("early_help", "Early help plan"),
    Option("pathway", "Pathway plan"),
    Option("youth_justice", "Youth justice plan"),
    Option("ehcp", "Education, health and care plan"),
    Option("other", "Another plan"),
)
SUPPORT = "Exploitation: support plan"
MODES: tuple[Option, ...] = (
    Option("visit", "Visit"),
    Option("call", "Telephone call"),
    Option("video", "Video call"),
    Option("message", "Messages"),
    Option("school", "At school"),
    Option("elsewhere", "Somewhere the child chose"),
)
IN_PERSON = frozenset({"visit", "school", "elsewhere"})
_CONTACT = (
    Option("free", "Free to meet and ring"),
    Option("supervised", "Only with somebody else there"),
    Option("letters", "Letters or messages alone"),
    Option("none", "No contact"),
)


@dataclass(frozen=True)
class Subject:
    """Something on which plans may say different things."""

    key: str
    label: str
    options: tuple[Option, ...]

    def words(self, key: str) -> str:
        return next((option.label for option in self.options if option.key == key), key)


SUBJECTS: tuple[Subject, ...] = (
    Subject("mother", "Contact with the mother", _CONTACT),
    Subject("father", "Contact with the father", _CONTACT),
    Subject("siblings", "Contact with brothers and sisters", _CONTACT),
    Subject(
        "lives",
        "Where the child lives",
        (
            Option("mother", "With the mother"),
            Option("father", "With the father"),
            Option("parents", "With both parents"),
            Option("relatives", "With relatives or friends"),
            Option("foster", "With foster carers"),
            Option("home", "In a children's home"),
            Option("supported", "In supported accommodation"),
            Option("independent", "On their own"),
        ),
    ),
    Subject(
        "out",
        "Going out",
        (
            Option("free", "As the child and carer agree"),
            Option("told", "Says where, and is home by a time"),
            Option("adult", "With a safe adult alone"),
            Option("not", "Not out in the evening"),
        ),
    ),
    Subject(
        "phone",
        "Telephone and online",
        (
            Option("own", "The child's own, and private"),
            Option("shown", "Looked at together"),
            Option("checked", "Checked by an adult"),
            Option("none", "No telephone"),
        ),
    ),
)
BY_SUBJECT: Mapping[str, Subject] = {one.key: one for one in SUBJECTS}


@dataclass(frozen=True)
class Says:
    """What one plan says on a subject. plan: its name as people read it."""

    plan: str
    subject: str
    answer: str


@dataclass(frozen=True)
class Contradiction:
    """Plans that do not agree on a subject: which says what."""

    subject: Subject
    sides: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        said = "; ".join(f"{plan}: {answer.lower()}" for plan, answer in self.sides)
        return f"{self.subject.label}. {said}."


def contradictions(said: Iterable[Says]) -> tuple[Contradiction, ...]:
    """Subjects on which two plans that hold today say different things, in the order of the table."""
    by_subject: dict[str, list[Says]] = {}
    for one in said:
        if one.answer and one.subject in BY_SUBJECT:
            by_subject.setdefault(one.subject, []).append(one)
    found = []
    for subject in SUBJECTS:
        sides = by_subject.get(subject.key, [])
        if len({one.answer for one in sides}) > 1 and len({one.plan for one in sides}) > 1:
            found.append(Contradiction(subject, tuple((one.plan, subject.words(one.answer)) for one in sides)))
    return tuple(found)


@dataclass(frozen=True)
class Regular:
    """Something planned again and again: who comes, of which agency, how, since when and every how many days."""

    plan: str
    who: str
    agency: str
    mode: str
    first_on: date
    every_days: int
    until: date | None = None

    def days(self, first: date, last: date) -> list[date]:
        """The days on which it falls between two days, both counted."""
        end = min(last, self.until) if self.until else last
        step = max(self.every_days, 1)
        missed = max((first - self.first_on).days, 0)
        day = self.first_on + timedelta(days=-(-missed // step) * step)
        found = []
        while day <= end:
            found.append(day)
            day += timedelta(days=step)
        return found


@dataclass(frozen=True)
class Twice:
    """A week in which people of different agencies come in person, each on their own."""

    week: date
    visits: tuple[tuple[date, Regular], ...]


def visits_in_one_week(planned: Sequence[Regular], first: date, last: date) -> tuple[Twice, ...]:
    """Weeks, by their Mondays, in which two agencies each come in person. One agency that comes twice is no duplicate."""
    weeks: dict[date, list[tuple[date, Regular]]] = {}
    for one in planned:
        if one.mode in IN_PERSON:
            for day in one.days(first, last):
                weeks.setdefault(day - timedelta(days=day.weekday()), []).append((day, one))
    return tuple(
        Twice(week, tuple(sorted(visits, key=lambda pair: (pair[0], pair[1].agency))))
        for week, visits in sorted(weeks.items())
        if len({one.agency.casefold() for _, one in visits}) > 1
    )
