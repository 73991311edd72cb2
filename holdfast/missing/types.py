"""The words and values of a missing episode that others may import."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import TextChoices


class Category(TextChoices):
    """What kind of absence it is: the first two as the national return has them (`domain.md` 4.1, 12.1)."""

    MISSING = "M", "Missing from care"
    AWAY = "A", "Away from placement without authorisation"
    HOME = "H", "Missing from home"


class Source(TextChoices):
    """How an episode came to be kept."""

    FORM = "form", "Reported here"
    IMPORT = "import", "Taken in from a file"


class ReporterKind(TextChoices):
    """Who says that a child is missing."""

    CARER = "carer", "Foster carer or carer"
    PLACEMENT = "placement", "Residential placement"
    PARENT = "parent", "Parent, by telephone"
    SCHOOL = "school", "School or college"
    POLICE = "police", "Police"
    SOCIAL_CARE = "social-care", "Children's social care"
    OTHER = "other", "Somebody else"


class PoliceCalled(TextChoices):
    """The first question of every report (H1)."""

    YES = "yes", "Yes, the police have been called"
    NO = "no", "No, not yet"
    IS_POLICE = "is-police", "I am the police"


class GradeLevel(TextChoices):
    """The police's grades of risk, and "not yet graded". The words of each edition stand in `rules.missing_grades`."""

    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"
    VERY_LOW = "very-low", "Very low, or no apparent risk"
    NONE = "", "Not graded"


class GradeKind(TextChoices):
    """Whose grade it is: only police set the police grade; what others say is their view, or a challenge that climbs (H6)."""

    POLICE = "police", "Police grade"
    VIEW = "view", "Another agency's view"
    CHALLENGE = "challenge", "Challenge to the police grade"


class LogKind(TextChoices):
    SIGHTING = "sighting", "Sighting"
    ENQUIRY = "enquiry", "Enquiry"
    ACTION = "action", "Action"
    CONTACT = "contact", "Contact with the child"
    HANDOVER = "handover", "Note for the next shift"


class AlertKind(TextChoices):
    """What those responsible are told of."""

    NEW = "new", "A child is reported missing"
    REGRADE = "re-grade", "The police grade has changed"
    CHALLENGE = "challenge", "The police grade is challenged"
    FOUND = "found", "The child is found"
    BACK = "back", "The child is back"
    REVIEW = "review", "A review is overdue"


class ChangeKind(TextChoices):
    """Why a kept value of an episode is not what it was."""

    FACTS = "facts", "More became known"
    CORRECTION = "correction", "Put right"
    VOID = "void", "Set aside: it was no absence"
    UNVOID = "unvoid", "Taken up again"
    JOIN = "join", "Said to be the same absence as another report"
    PART = "part", "Said to be an absence of its own after all"
    CHILD = "child", "Said to be another child's"
    FOUND = "found", "Found"
    BACK = "back", "Back"
    REOPEN = "reopen", "Still missing after all"


@dataclass(frozen=True)
class When:
    """A moment as far as it is known: the words said, the time reckoned with, and between which times it lies.

    Without bounds, the time is as good as a clock.
    """

    at: dt.datetime
    words: str = ""
    earliest: dt.datetime | None = None
    latest: dt.datetime | None = None

    @property
    def uncertain(self) -> bool:
        return bool(self.words) or self.earliest != self.latest
