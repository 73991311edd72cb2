"""An episode as text, in the order in which another system's screens ask for it; and such text taken back.

The orders are a starting point of our own: a force or a council changes them to its own screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .questions import BY_KEY

POLICE = (
    "name", "born", "reference", "police_ref", "reported", "last_seen", "last_seen_by", "last_seen_where",
    "circumstances", "worry", "clothing", "companions", "phone", "last_contact", "places", "money", "vehicles",
    "medication", "health", "exploitation", "grade", "told_council", "told_family",
)  # fmt: skip
COUNCIL = (
    "name", "born", "category", "reference", "reported", "last_seen", "police_ref", "grade", "circumstances",
    "worry", "companions", "places", "exploitation", "health", "medication", "told_council", "told_family",
    "last_seen_by", "last_seen_where", "clothing", "phone", "last_contact", "money", "vehicles",
)  # fmt: skip
ORDERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "police": ("For the police system", POLICE),
    "council": ("For the council's system", COUNCIL),
}
OURS = {
    "name": "Name",
    "born": "Date of birth",
    "category": "Category",
    "reference": "Holdfast reference",
    "police_ref": "Police reference",
    "reported": "Reported",
    "last_seen": "Last seen",
    "grade": "Police grade",
}
LABELS: Mapping[str, str] = {**OURS, **{key: question.label.rstrip("?") for key, question in BY_KEY.items()}}
_KEYS = {label.lower(): key for key, label in LABELS.items()}


@dataclass(frozen=True)
class Taken:
    """What was read of pasted text: the facts by their keys, the police reference, and the lines that were not understood."""

    facts: dict[str, str]
    police_ref: str
    rest: str


def written(values: Mapping[str, str], order: Iterable[str]) -> str:
    """One line a fact: its label, a colon, what is known. What is not known is left empty, so that it is seen to be asked."""
    return "\n".join(f"{LABELS[key]}: {_one_line(values.get(key, ''))}".rstrip() for key in order) + "\n"


def _one_line(words: str) -> str:
    return " / ".join(part.strip() for part in words.splitlines() if part.strip())


def taken(text: str) -> Taken:
    """Read text back: lines with our labels are facts; every other line is kept as it is."""
    facts, police_ref, rest = {}, "", []
    for line in text.splitlines():
        label, colon, words = line.partition(":")
        key = _KEYS.get(label.strip().rstrip("?").lower(), "") if colon else ""
        if key in BY_KEY and words.strip():
            facts[key] = words.strip()
        elif key == "police_ref":
            police_ref = words.strip()
        elif line.strip() and not key:
            rest.append(line.strip())
    return Taken(facts, police_ref, "\n".join(rest))
