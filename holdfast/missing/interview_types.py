"""The words and values of return home interviews that others may import."""

from __future__ import annotations

from django.db.models import TextChoices


class InterviewState(TextChoices):
    """How the interview about one episode stands. None is done because somebody else said no (H23)."""

    WAITING = "waiting", "To be offered"
    ACCEPTED = "accepted", "The child said yes"
    HELD = "held", "Held"
    DECLINED = "declined", "Declined by the child"
    NOT_HELD = "not-held", "Not held"
    SET_ASIDE = "set-aside", "Not due"


OPEN_STATES = (InterviewState.WAITING.value, InterviewState.ACCEPTED.value)
RESULTS = (InterviewState.HELD.value, InterviewState.DECLINED.value, InterviewState.NOT_HELD.value)


class Mode(TextChoices):
    """By what means somebody talks with a child or with parents (`domain.md` 4.3)."""

    IN_PERSON = "in-person", "In person"
    TELEPHONE = "telephone", "By telephone"
    VIDEO = "video", "By video"
    MESSAGING = "messaging", "By a messaging app"


REMOTE = (Mode.TELEPHONE.value, Mode.VIDEO.value, Mode.MESSAGING.value)


class StepKind(TextChoices):
    """What happened with one interview, in the order in which it happened."""

    BEGUN = "begun", "Became due"
    RECKONED = "reckoned", "Its hours were counted anew"
    ASIDE = "aside", "No longer due"
    ALLOCATED = "allocated", "Allocated"
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "The child said yes"
    ATTEMPT = "attempt", "Tried"
    DECLINED = "declined", "Declined by the child"
    NOT_HELD = "not-held", "Not held"
    HELD = "held", "Held"
    POLICE = "police", "Police first"
    CARER = "carer", "Parents or carers asked"
    UNSAFE = "unsafe", "The check found that it was not safe"


class Outcome(TextChoices):
    """What came of one attempt."""

    NO_ANSWER = "no-answer", "No answer"
    LATER = "later", "The child asked for another time"
    NOT_THERE = "not-there", "The child was not there"
    MISSING = "missing", "The child is missing again"
    REFUSED_FOR = "refused-for", "Somebody else said no for the child"
    UNSAFE = "unsafe", "It was not safe to talk"
    OTHER = "other", "Something else"


class CarerAsked(TextChoices):
    """Whether parents or carers were offered to say what they know."""

    NOT_YET = "", "Not asked yet"
    GIVEN = "given", "They told what they know"
    DECLINED = "declined", "They did not want to"
    NOT_SAFE = "not-safe", "Not asked: it is not safe to tell them"
    NOBODY = "nobody", "There is nobody to ask"


class LeadKind(TextChoices):
    """Where a lead goes."""

    PLAN = "plan", "An action of the plan"
    INTELLIGENCE = "intelligence", "A line for police"
    PLACE = "place", "A place"
    PERSON = "person", "A person"
    REFERRAL = "referral", "A referral"


class LeadState(TextChoices):
    OPEN = "open", "So what? Not done yet"
    DONE = "done", "Done"
