"""What a multi-agency safety plan asks, to whom each answer goes unless somebody says otherwise, and what lowers a level of risk.

`copies` are those outside the circle who get an answer by default. Relatives are never a default: each is chosen by name (H9).
`never` are copies in which an answer may not stand, whoever chooses it: no person of concern, disclosure, tactic or code word
stands where it may be found on a phone (H14), and neither account stands in the other's copy (H23).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from .question import Option
from .source import Source, Status

CONTENT = Source("Safety plan forms and victim support practice", "parts found, the rest general knowledge", Status.KNOWN)
GUIDE = Source("Safety plan practice guide", "Herefordshire partnership: reviewed and updated at every risk management meeting")
EVIDENCE_SOURCE = Source("Review practice", "a level comes down on evidence, not on lapse of time", Status.KNOWN)
SHORT, LONG = 60, 2000

CHILD, FAMILY = "child", "family"
PROFESSIONALS, POLICE, NAMED = "professionals", "police", "named"
BOTH = frozenset({CHILD, FAMILY})
LEVELS = ("none_identified", "emerging", "moderate", "significant")

WHOSE = (
    Option("child", "The child's own words"),
    Option("family", "A parent's or carer's words"),
    Option("worker", "A worker's words"),
    Option("together", "Written together"),
)


@dataclass(frozen=True)
class Asked:
    """One question. mine: how the child's and the family's copies head the answer, "" as it is.

    readers: which professionals read it. copies: who else gets it unless somebody says otherwise. never: copies it cannot be in.
    exact: the answer is a word or two, and must not turn up anywhere in a copy.
    """

    key: str
    label: str
    mine: str = ""
    hint: str = ""
    readers: str = PROFESSIONALS
    copies: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    exact: bool = False
    needed: bool = False
    limit: int = LONG


@dataclass(frozen=True)
class Part:
    """Questions that stand together on one page."""

    key: str
    title: str
    questions: tuple[Asked, ...]


_TO_CHILD = frozenset({CHILD})
PARTS: tuple[Part, ...] = (
    Part(
        "signs",
        "Signs of danger, and what we want instead",
        (
            Asked(
                "danger_signs",
                "Signs of danger",
                "How I can tell that things are getting risky",
                "What is seen, heard or felt before harm, as the child would say it.",
                copies=_TO_CHILD,
                needed=True,
            ),
            Asked(
                "goals",
                "Safety goals",
                "What I want to be different",
                "What being safe looks like, and how it will be seen.",
                copies=_TO_CHILD,
                needed=True,
            ),
            Asked("working", "What already keeps the child safe", "What already helps me", copies=_TO_CHILD),
        ),
    ),
    Part(
        "acting",
        "Who does what",
        (
            Asked(
                "if_missing",
                "If the child is missing",
                "If I have not come home",
                "Who rings whom, who looks where, when 999.",
                copies=_TO_CHILD,
                needed=True,
            ),
            Asked(
                "if_afraid",
                "If the child is afraid",
                "If I am scared",
                "Where to go, whom to ring, what the adult does.",
                copies=_TO_CHILD,
                needed=True,
            ),
            Asked(
                "if_pressured",
                "If the child is pressured",
                "If somebody pushes me to do something",
                "What to say, how to get away, who fetches.",
                copies=_TO_CHILD,
                needed=True,
            ),
        ),
    ),
    Part(
        "people",
        "Safe people",
        (
            Asked(
                "safe_adults",
                "Safe adults, with numbers",
                "People I can ring",
                "By day and by night. Each knows that they are named here.",
                copies=_TO_CHILD,
                needed=True,
            ),
            Asked(
                "code_word",
                "Code word",
                hint="The word alone. It is never in a child's or family's copy.",
                never=BOTH,
                exact=True,
                limit=SHORT,
            ),
            Asked(
                "concern",
                "People we are worried about, and what to do about them",
                hint="Never in a child's or family's copy.",
                never=BOTH,
            ),
        ),
    ),
    Part(
        "places",
        "Places, people and online",
        (
            Asked("places", "Places to keep away from, and places that are safe", "Places", copies=_TO_CHILD),
            Asked(
                "friends",
                "Friends and company",
                "Friends",
                "Whom it is good to be with, without naming anybody of concern.",
                copies=_TO_CHILD,
            ),
            Asked(
                "online",
                "Online",
                "Online",
                "Accounts, games, who sees what, what to keep as evidence and what to leave alone.",
                copies=_TO_CHILD,
            ),
            Asked("devices", "Telephones and devices", "My phone", copies=_TO_CHILD),
        ),
    ),
    Part(
        "life",
        "Home, school and getting about",
        (
            Asked("home", "Home", "At home", "Doors, visitors, threats, who stays.", copies=_TO_CHILD, needed=True),
            Asked(
                "school",
                "School, college or work",
                "At school",
                "Who meets, who collects, whom the school rings.",
                copies=_TO_CHILD,
                needed=True,
            ),
            Asked("travel", "Getting about", "Getting about", copies=_TO_CHILD),
        ),
    ),
    Part(
        "agencies",
        "What the professionals do",
        (
            Asked("agencies_do", "What each agency does, and by when", needed=True),
            Asked("told", "What the child has told us", hint="Never in a child's or family's copy.", never=BOTH),
            Asked(
                "tactics",
                "What the police plan, and disruption",
                hint="The police alone, and never in a copy.",
                readers=POLICE,
                never=BOTH,
            ),
            Asked(
                "contingency",
                "If this plan does not work",
                "If this does not work",
                "What happens, who decides, how fast.",
                copies=_TO_CHILD,
                needed=True,
            ),
        ),
    ),
    Part(
        "views",
        "What was said of this plan",
        (
            Asked(
                "child_says",
                "What the child says of this plan",
                "What I said",
                "In the child's own words.",
                copies=_TO_CHILD,
                never=frozenset({FAMILY}),
                needed=True,
            ),
            Asked(
                "parents_say",
                "What parents and carers say of this plan",
                "What you said",
                "Say who said what.",
                never=frozenset({CHILD}),
                needed=True,
            ),
        ),
    ),
)
QUESTIONS: tuple[Asked, ...] = tuple(question for part in PARTS for question in part.questions)
BY_KEY: Mapping[str, Asked] = {question.key: question for question in QUESTIONS}
PART_OF: Mapping[str, Part] = {part.key: part for part in PARTS}
ORDER: Mapping[str, int] = {question.key: place for place, question in enumerate(QUESTIONS)}

# What may show that a child is safer. That time has gone by is not among them.
EVIDENCE: tuple[Option, ...] = (
    Option("child", "What the child says and does now"),
    Option("family", "What parents, carers or safe adults see"),
    Option("missing", "Missing episodes, and how they ended"),
    Option("school", "School, college or work"),
    Option("contact", "Contact with those we are worried about"),
    Option("disruption", "What disruption or a court has changed"),
    Option("health", "Health and how the child feels"),
    Option("police", "What police know"),
)


def is_lower(before: str, after: str) -> bool:
    """Whether a level comes down. From none, nothing comes down."""
    return before in LEVELS and after in LEVELS and LEVELS.index(after) < LEVELS.index(before)


def evidence_missing(before: str, after: str, evidence: Mapping[str, str]) -> str:
    """Why a level may not come down yet; "" where it may, or does not come down."""
    if not is_lower(before, after):
        return ""
    known = {option.key for option in EVIDENCE}
    if any(words.strip() for key, words in evidence.items() if key in known):
        return ""
    return "A lower level needs evidence: say what shows that the child is safer. That time has passed is none."


@dataclass(frozen=True)
class Given:
    """A level that was given at a moment. agreed: at a meeting, whose word alone raises a level and does not lower it."""

    level: str
    at: datetime
    agreed: bool = False


def holding(given: Iterable[Given]) -> list[Given]:
    """The levels that held one after another, the latest first.

    Where a meeting agrees on a lower one, the higher holds until a plan or an assessment says what shows that the child is safer.
    """
    held: list[Given] = []
    for one in sorted(given, key=lambda each: each.at):
        if not (one.agreed and held and is_lower(held[-1].level, one.level)):
            held.append(one)
    return held[::-1]


def not_written(keys: frozenset[str]) -> tuple[str, ...]:
    """What a plan needs and does not say yet."""
    return tuple(question.label for question in QUESTIONS if question.needed and question.key not in keys)


def review_rule(level: str) -> str:
    """The key of the time limit by which a plan at this level is looked at again. A plan without a level waits the longest."""
    return f"exploitation.review-{level if level in ('moderate', 'significant') else 'emerging'}"
