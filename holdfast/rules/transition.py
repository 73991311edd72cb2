"""Growing up while exploited: what is thought of from sixteen on, whose law it rests on, and what eighteen changes and does not.

No prompt is answered by being left (H24). Nothing here ends a plan: at eighteen somebody is asked, and a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .local import same_day_months_later
from .question import Option
from .source import Source, Status

PATHWAY = Source("Child-to-adult exploitation transitions pathway", "Herefordshire partnership")
LEEDS = Source("Transition protocols of Leeds and Essex")
CARE_ACT = Source("Care Act 2014", "sections 9, 42 and 58 to 66", Status.KNOWN)
CAPACITY = Source("Mental Capacity Act 2005", "from sixteen", Status.KNOWN)
LEAVERS = Source("Leaving care law", "personal adviser and pathway plan to 25", Status.KNOWN)

STATES: tuple[Option, ...] = (
    Option("not_considered", "Not considered yet"),
    Option("yes", "Yes"),
    Option("no", "No"),
    Option("asked", "Asked, and waiting for an answer"),
    Option("not_needed", "Considered, and does not apply"),
)
ADULT_MONTHS = 18 * 12
FROM_MONTHS = 16 * 12


@dataclass(frozen=True)
class Prompt:
    """One thing to think of."""

    key: str
    label: str
    hint: str
    source: Source


PROMPTS: tuple[Prompt, ...] = (
    Prompt(
        "needs_assessment",
        "Has a child's needs assessment been asked of adult services?",
        "Before eighteen, where care and support needs are likely after it (sections 58 to 66).",
        CARE_ACT,
    ),
    Prompt(
        "care_needs",
        "Is there an appearance of need for care and support?",
        "Then adult services assess at eighteen (section 9), whatever the level of need.",
        CARE_ACT,
    ),
    Prompt(
        "safeguarding",
        "Would adult safeguarding be asked?",
        "Care and support needs, abuse or neglect or the risk of it, and unable to protect themself because of those needs "
        "(section 42). Exploitation is abuse.",
        CARE_ACT,
    ),
    Prompt(
        "capacity",
        "Has capacity been thought of, decision by decision?",
        "From sixteen a young person is presumed able to decide. Coercion and fear are thought of too, and the help to decide.",
        CAPACITY,
    ),
    Prompt("leaving_care", "Is there a pathway plan and a personal adviser?", "For whoever was looked after, to 25.", LEAVERS),
    Prompt("health", "Have health services moved over?", "Mental health, sexual health, the GP: names and dates.", LEEDS),
    Prompt("home", "Is there somewhere safe to live after eighteen?", "Known to whom, and paid by whom.", LEEDS),
    Prompt("money", "Are money, work and learning thought of?", "Debt to exploiters does not end on a birthday.", LEEDS),
    Prompt("police", "Do police and the courts know that it is an adult who is harmed now?", "Orders, warnings.", LEEDS),
)
BY_KEY: Mapping[str, Prompt] = {one.key: one for one in PROMPTS}


def not_considered(answers: Mapping[str, Mapping[str, str]]) -> tuple[Prompt, ...]:
    """What nobody has thought of yet."""
    return tuple(one for one in PROMPTS if answers.get(one.key, {}).get("state", "not_considered") == "not_considered")


def is_from(born: date, months: int, on: date) -> bool:
    """Whether somebody born then has reached an age in months."""
    return same_day_months_later(born, months) <= on


def day_of(born: date, months: int) -> date:
    """The day on which they reach it."""
    return same_day_months_later(born, months)
