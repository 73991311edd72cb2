"""What each MASH outcome sets going, as a table: who does what, on which clock, and what never waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .source import Source, Status

MASH_PRACTICE = Source("Herefordshire MASH practice", "as described by the partnership", Status.PRACTICE)
RATIFIED = Source("Southwark MASH and NSCB procedures", "decision ratified, referrer told")
STRATEGY = Source("Blackburn with Darwen and NSCB procedures", "strategy discussions")
SECTION_47 = Source("Surrey procedures", "section 47 test, inside or outside the home")
RETURNED = Source("Southwark MASH practice", "returned for consent")
LADO = Source("Working Together to Safeguard Children", "2023", Status.KNOWN)


class Outcome(StrEnum):
    """What MASH decides for one child."""

    EARLY_HELP = "early_help"
    NO_FURTHER_ACTION = "no_further_action"
    ASSESSMENT = "assessment"
    STRATEGY = "strategy"
    RETURNED_FOR_CONSENT = "returned_for_consent"


class From(StrEnum):
    """The moment that a step's clock counts from."""

    RECEIPT = "receipt"
    DECISION = "decision"


@dataclass(frozen=True)
class Step:
    """One duty that follows an outcome. `waits` says whether it takes effect only when a manager has ratified."""

    key: str
    what: str
    who: str
    clock: str
    starts: From
    waits: bool
    source: Source


@dataclass(frozen=True)
class OutcomeRow:
    """An outcome in words. `waits`: it takes effect only when ratified. A strategy discussion never waits (H3)."""

    label: str
    meaning: str
    waits: bool
    steps: tuple[Step, ...]
    source: Source


TELL_REFERRER = Step(
    "tell_referrer",
    "Tell the referrer what was decided and why; a member of the public is told only that it was looked at.",
    "screener",
    "referral.feedback",
    From.DECISION,
    True,
    RATIFIED,
)


def _discussion(key: str, what: str, who: str) -> Step:
    """One part of a strategy discussion: called at once, held inside its limit."""
    return Step(key, what, who, "strategy.discussion", From.DECISION, False, STRATEGY)


DISCUSSION: tuple[Step, ...] = (
    _discussion("call_discussion", "Call the strategy discussion and lead it.", "social_worker"),
    _discussion("police_discussion", "Take part in the strategy discussion for the police.", "police"),
    _discussion("health_discussion", "Take part in the strategy discussion for health.", "health"),
    _discussion("who_tells", "Agree and record who tells the parents, what and when, and the safety plan until then.", "mash"),
)

OUTCOMES: dict[Outcome, OutcomeRow] = {
    Outcome.EARLY_HELP: OutcomeRow(
        "Early Help Assessment",
        "Help that the family agrees to.",
        True,
        (
            Step(
                "early_help_request",
                "Ask early help to make contact and offer an Early Help Assessment.",
                "early_help",
                "early-help.first-contact",
                From.DECISION,
                True,
                MASH_PRACTICE,
            ),
            TELL_REFERRER,
        ),
        MASH_PRACTICE,
    ),
    Outcome.NO_FURTHER_ACTION: OutcomeRow(
        "No further action",
        "Nothing more from MASH, with advice to the referrer.",
        True,
        (
            Step(
                "give_advice",
                "Give the referrer advice: who can help, and what would change the decision.",
                "screener",
                "referral.feedback",
                From.DECISION,
                True,
                MASH_PRACTICE,
            ),
            TELL_REFERRER,
        ),
        MASH_PRACTICE,
    ),
    Outcome.ASSESSMENT: OutcomeRow(
        "Child and family assessment",
        "A social worker assesses the child and the family.",
        True,
        (
            Step(
                "open_assessment",
                "Open the child and family assessment and see the child.",
                "social_worker",
                "assessment.complete",
                From.RECEIPT,
                True,
                MASH_PRACTICE,
            ),
            TELL_REFERRER,
        ),
        MASH_PRACTICE,
    ),
    Outcome.STRATEGY: OutcomeRow(
        "Strategy meeting or section 47",
        "Reasonable cause to suspect significant harm, inside or outside the home.",
        False,
        (
            *DISCUSSION,
            Step(
                "open_assessment",
                "Open the child and family assessment alongside.",
                "social_worker",
                "assessment.complete",
                From.RECEIPT,
                True,
                MASH_PRACTICE,
            ),
            TELL_REFERRER,
        ),
        SECTION_47,
    ),
    Outcome.RETURNED_FOR_CONSENT: OutcomeRow(
        "Returned for agreement",
        "A request for support, without a worry about safety, goes back to ask the family. It stops no clock.",
        True,
        (
            Step(
                "ask_family",
                "Ask the referrer to seek the family's agreement and to answer.",
                "screener",
                "referral.feedback",
                From.DECISION,
                True,
                RETURNED,
            ),
        ),
        RETURNED,
    ),
}
DECIDING: tuple[Outcome, ...] = (
    Outcome.EARLY_HELP,
    Outcome.NO_FURTHER_ACTION,
    Outcome.ASSESSMENT,
    Outcome.STRATEGY,
)


def outcome_steps(outcome: Outcome) -> tuple[Step, ...]:
    """What follows an outcome, in the order to do it."""
    return OUTCOMES[outcome].steps


def waits_for_ratification(outcome: Outcome) -> bool:
    """Whether the outcome takes effect only when a manager who is not the screener has ratified it."""
    return OUTCOMES[outcome].waits


SUPPORT_ONLY = frozenset({"support"})


def why_not_returned(worries: Iterable[str], *, exploitation_feared: bool, safe_now: Iterable[str]) -> str | None:
    """Why a referral cannot be returned for agreement, as a sentence; None when it can (H4).

    Only a request for support without any safeguarding worry can be. A referral that does not say is not returned.
    """
    if exploitation_feared:
        return "There is a worry about exploitation: it cannot be returned for agreement."
    if frozenset(worries) != SUPPORT_ONLY:
        return "It is not only a request for support: it cannot be returned for agreement."
    if any(answer != "yes" for answer in safe_now):
        return "A child is not known to be safe: it cannot be returned for agreement."
    return None
