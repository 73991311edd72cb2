"""How a child's screening stands, and the words for it. Others may import this."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """How the screening of one child stands."""

    NEW = "new", "Waiting for a screener"
    SCREENING = "screening", "Being screened"
    PROPOSED = "proposed", "Waiting for a manager"
    DECIDED = "decided", "Decided"
    RETURNED = "returned", "Returned for agreement"
    PASSED = "passed", "With the child's own worker"
    WITHDRAWN = "withdrawn", "Withdrawn by the referrer"


# Returned for agreement is still open: it stops no clock and leaves no queue (H4).
OPEN = (State.NEW, State.SCREENING, State.PROPOSED, State.RETURNED)


class Rating(models.TextChoices):
    """How soon a child must be looked at, by a qualified screener's judgement."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"


class InstructionState(models.TextChoices):
    TO_DO = "to_do", "To do"
    DONE = "done", "Done"
    NOT_DONE = "not_done", "Not done"


class GivenBy(models.TextChoices):
    """Whether a person gave the instruction, or it is the partnership's standing procedure."""

    MANAGER = "manager", "The manager"
    STANDING = "standing", "Standing procedure"


class CheckState(models.TextChoices):
    ASKED = "asked", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    WITHDRAWN = "withdrawn", "No longer needed"


class Trace(models.TextChoices):
    """What an agency found."""

    KNOWN = "known", "Known to us"
    NO_TRACE = "no_trace", "No trace"
    CANNOT_SAY = "cannot_say", "We cannot say from these details"


class Consent(models.TextChoices):
    """How agreement was weighed. It is not the lawful basis, which is recorded beside it."""

    AGREED = "agreed", "The family agrees, and that is enough"
    NOT_NEEDED = "not_needed", "Agreement is not needed: significant harm is suspected"
    OVERRIDDEN = "overridden", "The family did not agree, and that is overridden"
    TO_BE_SOUGHT = "to_be_sought", "Agreement is still to be sought"
    RETURNED = "returned", "Returned to the referrer to ask for agreement"


class ProposalState(models.TextChoices):
    WAITING = "waiting", "Waiting for a manager"
    RATIFIED = "ratified", "Ratified"
    SENT_BACK = "sent_back", "Sent back"
    REPLACED = "replaced", "Replaced by another"


class Protection(models.TextChoices):
    """What is done at once and never waits for paper (H3)."""

    POLICE_NOW = "police_now", "999: police called now"
    EMERGENCY_DUTY = "emergency_duty", "Passed to the emergency duty team"
    STRATEGY = "strategy", "Strategy discussion called"
    SECTION_47 = "section_47", "Section 47 enquiry begun"


class StepState(models.TextChoices):
    TO_DO = "to_do", "To do"
    DONE = "done", "Done"


class DisagreementState(models.TextChoices):
    OPEN = "open", "Waiting for an answer"
    SETTLED = "settled", "Settled"
