"""The MISPER record as a table (`domain.md` 4.2): what is asked when a child is missing, in the order in which it is copied.

All but the first few may be left, and are completed as facts come. What nobody asked is not there: that is never "no" (H24).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """key: how the answer is kept. first: asked in the first two minutes; the rest follow. long: more than a line."""

    key: str
    label: str
    hint: str = ""
    first: bool = False
    long: bool = False


QUESTIONS: tuple[Question, ...] = (
    Question("last_seen_by", "Who saw the child last?", first=True),
    Question("last_seen_where", "Where were they seen last?", first=True),
    Question("circumstances", "What happened?", "What was said or done before, and what is different this time.", True, True),
    Question("worry", "Why are you worried?", "Harm to or by the child, threats, self-harm, exploitation.", True, True),
    Question("clothing", "What are they wearing and carrying?", first=True),
    Question("companions", "Who may they be with?", first=True),
    Question("phone", "Their telephone and accounts", "Numbers, names used online, whether it rings."),
    Question("last_contact", "Last contact with the child", "When, how, and what was said."),
    Question("places", "Where may they have gone?"),
    Question("money", "Money, bank card, travel card"),
    Question("vehicles", "Vehicles seen or used"),
    Question("medication", "Medication they need, and when it is next due"),
    Question("health", "Health, mental health and self-harm"),
    Question("exploitation", "What is known of exploitation", "Also a National Referral Mechanism referral, if there was one."),
    Question("told_council", "When was the council told, and by whom?"),
    Question("told_family", "Who else has been told", "Parents only where it is recorded as safe to tell them."),
)
BY_KEY = {question.key: question for question in QUESTIONS}
FIRST = tuple(question for question in QUESTIONS if question.first)

# The first questions when a child is back (H20). Nothing leading; what the child says, in the child's words.
ON_RETURN: tuple[Question, ...] = (
    Question("hurt", "Is the child hurt, or in pain?", long=True),
    Question("medicine", "Does the child need medicine, or a doctor, now?", long=True),
    Question(
        "assaulted",
        "Does the child say that somebody hurt or assaulted them?",
        "Write what the child says. Ask nothing more.",
        long=True,
    ),
    Question("kept", "Clothes, telephone and other things kept as they are, unwashed", long=True),
    Question("words", "What the child said, in the child's own words", "Only what was said unasked.", long=True),
)
RETURN_KEYS = frozenset(question.key for question in ON_RETURN)


def known(facts: dict[str, str]) -> dict[str, str]:
    """The answers that are answers, by keys of the table."""
    return {key: str(value).strip() for key, value in facts.items() if key in BY_KEY and str(value or "").strip()}
