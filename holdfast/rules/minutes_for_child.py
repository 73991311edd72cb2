"""A child's version of a minute: what its parts are called, and which of its lines are hard to read."""

from __future__ import annotations

from collections.abc import Mapping

from .minutes import Told, Version

# What the parts of an agenda are called in a child's version, by their keys (`rules.meeting_agendas`).
CHILD_TITLES: Mapping[str, str] = {
    "welcome": "Hello, and how the meeting works",
    "present": "Who was there",
    "purpose": "Why we met",
    "child_voice": "What you said",
    "parent_voice": "What your family said",
    "since": "What has happened since last time",
    "missing": "When nobody knew where you were",
    "worries": "What we are worried about",
    "working_well": "What is going well",
    "needs": "What needs to happen",
    "scaling": "How safe things are",
    "safety_plan": "The plan to keep you safe",
    "contingency": "What we do if it does not work",
    "actions": "Who does what",
    "next": "When we meet again",
    "decision": "What was decided",
    "plan": "The plan",
    "health": "Your health",
    "education": "School and work",
    "contact": "Seeing family and friends",
}
# Words of the work that a twelve-year-old does not use, with what to write instead.
FOR_CHILD: Mapping[str, str] = {
    "agencies": "the people who help",
    "assessment": "finding out what is going on",
    "contextual": "say which place or people",
    "criminal exploitation": "being used by people to do crimes",
    "disclosure": "what you told us",
    "disruption": "stopping the people who do harm",
    "escalate": "tell a manager",
    "exploitation": "being used or hurt by other people",
    "intervention": "help",
    "multi-agency": "everybody who helps",
    "placement": "where you live",
    "protective factors": "what keeps you safe",
    "risk management": "keeping you safe",
    "safeguarding": "keeping you safe",
    "statutory": "that the law asks for",
    "strategy": "plan",
    "threshold": "when we must step in",
    "vulnerability": "what makes it harder for you",
}
MOST_WORDS = 25  # in a sentence that is easy to read


def hard_for_child(version: Version) -> list[tuple[Told, str]]:
    """Lines of a child's version that are hard to read, each with why. A prompt: the chair decides."""
    found = []
    for line in version.lines:
        lower = line.text.casefold()
        hard = [f"“{word}”: write {instead}" for word, instead in FOR_CHILD.items() if word in lower]
        longest = max((len(one.split()) for one in lower.replace("!", ".").replace("?", ".").split(".")), default=0)
        if longest > MOST_WORDS:
            hard.append(f"a sentence of {longest} words: make two of it")
        if hard:
            found.append((line, "; ".join(hard)))
    return found
