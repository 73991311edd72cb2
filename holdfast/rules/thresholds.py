"""Right Help Right Time: the four levels of need, and what the rules suggest beside the screener's choice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .config import Settings, value
from .exploitation_questions import Level
from .outcomes import Outcome
from .referral_gaps import entries, part, suggestion_for, words
from .source import Source, Status

RHRT = Source("Right Help Right Time", "Herefordshire", note="level 4 is an immediate call to MASH")
TEST_47 = Source("Surrey procedures", "section 47 test, inside or outside the home")
PRACTICE = Source("Holdfast's reading of local practice", "to be confirmed locally", Status.KNOWN)
LEVELS = (1, 2, 3, 4)
HARM = frozenset({"physical", "sexual", "emotional", "neglect", "child_on_child", "practices"})


@dataclass(frozen=True)
class NeedFacts:
    """What the rules read about one child: from the referral, and from what screening has found."""

    exploitation: Level | None = None
    floor: Level | None = None
    worries: frozenset[str] = frozenset()
    safe_now: str = "not_known"
    immediate_danger: bool = False
    missing_now: bool = False
    new_significant_harm: bool = False
    agreed: bool = False
    referrer_level: int | None = None


@dataclass(frozen=True)
class NeedRule:
    """One row: when it holds, at least this level and this outcome are worth considering."""

    key: str
    level: int
    outcome: Outcome
    reason: str
    source: Source
    holds: Callable[[NeedFacts], bool]


NEED_RULES: tuple[NeedRule, ...] = (
    NeedRule(
        "danger", 4, Outcome.STRATEGY, "Somebody is said to be in danger now.", TEST_47, lambda facts: facts.immediate_danger
    ),
    NeedRule(
        "not_safe", 4, Outcome.STRATEGY, "The child is said not to be safe now.", TEST_47, lambda facts: facts.safe_now == "no"
    ),
    NeedRule(
        "significant",
        4,
        Outcome.STRATEGY,
        "Exploitation is assessed as SIGNIFICANT.",
        TEST_47,
        lambda facts: facts.exploitation is Level.SIGNIFICANT,
    ),
    NeedRule("sexual", 4, Outcome.STRATEGY, "The worry is about sexual harm.", TEST_47, lambda facts: "sexual" in facts.worries),
    NeedRule(
        "new_harm", 4, Outcome.STRATEGY, "New significant harm is reported.", TEST_47, lambda facts: facts.new_significant_harm
    ),
    NeedRule(
        "moderate",
        3,
        Outcome.ASSESSMENT,
        "Exploitation is assessed as MODERATE.",
        PRACTICE,
        lambda facts: facts.exploitation is Level.MODERATE,
    ),
    NeedRule(
        "floor",
        3,
        Outcome.ASSESSMENT,
        "The safety floor for exploitation is MODERATE.",
        PRACTICE,
        lambda facts: facts.floor is not None,
    ),
    NeedRule("missing", 3, Outcome.ASSESSMENT, "The child is missing now.", PRACTICE, lambda facts: facts.missing_now),
    NeedRule(
        "harm", 3, Outcome.ASSESSMENT, "The worry is about harm to the child.", RHRT, lambda facts: bool(facts.worries & HARM)
    ),
    NeedRule(
        "radicalisation",
        3,
        Outcome.ASSESSMENT,
        "The worry is about radicalisation.",
        PRACTICE,
        lambda facts: "radicalisation" in facts.worries,
    ),
    NeedRule(
        "high_view",
        3,
        Outcome.ASSESSMENT,
        "The referrer sees level 3 or 4.",
        RHRT,
        lambda facts: (facts.referrer_level or 0) >= 3,
    ),
    NeedRule(
        "emerging",
        2,
        Outcome.EARLY_HELP,
        "Exploitation is assessed as EMERGING.",
        PRACTICE,
        lambda facts: facts.exploitation is Level.EMERGING,
    ),
    NeedRule(
        "support",
        2,
        Outcome.EARLY_HELP,
        "The family needs help.",
        RHRT,
        lambda facts: bool(facts.worries & {"support", "other", "domestic_abuse", "self_harm", "unborn"}),
    ),
)
NOTHING_FOUND = "Nothing in the referral calls for more than advice. Check it against what you know."


@dataclass(frozen=True)
class NeedSuggestion:
    """What the rules suggest, with reasons. The screener chooses and a manager ratifies."""

    level: int
    outcome: Outcome
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


def suggest(facts: NeedFacts) -> NeedSuggestion:
    """The level and outcome that the referral suggests, shown beside the screener's own choice."""
    holding = [row for row in NEED_RULES if row.holds(facts)]
    if not holding:
        return NeedSuggestion(1, Outcome.NO_FURTHER_ACTION, (NOTHING_FOUND,), _notes(facts, 1))
    top = max(holding, key=lambda row: row.level)
    reasons = tuple(row.reason for row in holding if row.level == top.level)
    return NeedSuggestion(top.level, top.outcome, reasons, _notes(facts, top.level))


def _notes(facts: NeedFacts, level: int) -> tuple[str, ...]:
    """What else to think of."""
    said = [
        (facts.safe_now == "not_known", "Nobody has said that the child is safe now: find out first."),
        (level == 2 and not facts.agreed, "Early help is voluntary: the family has not agreed yet."),
        ((facts.referrer_level or level) > level, "The referrer sees a higher level of need: say why you differ."),
    ]
    return tuple(sentence for holds, sentence in said if holds)


def facts_of(document: Mapping[str, Any], number: int) -> NeedFacts:
    """What a referral says about one of its children."""
    children = entries(document, "children")
    child = children[number] if 0 <= number < len(children) else {}
    concern, need = part(document, "concern"), part(document, "need")
    entry = _assessment_of(document, number)
    kinds = concern.get("kinds")
    level = words(need, "level")
    return NeedFacts(
        _level_of(entry),
        suggestion_for(document, entry).floor,
        frozenset(kind for kind in kinds if isinstance(kind, str)) if isinstance(kinds, list) else frozenset(),
        words(child, "safe_now") or "not_known",
        words(concern, "immediate_danger") == "yes",
        words(child, "missing_now") == "yes",
        words(concern, "new_significant_harm") == "yes",
        words(part(document, "consent"), "agreed") == "yes",
        int(level) if level in ("1", "2", "3", "4") else None,
    )


def _assessment_of(document: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    """The assessment of one child, or an empty one."""
    found = (entry for entry in entries(document, "assessments") if entry.get("child") == number)
    return next(found, {})


def _level_of(entry: Mapping[str, Any]) -> Level | None:
    """The level that the referrer gave, if there is one."""
    level = words(entry, "level")
    return Level(level) if level in set(Level) else None


def level_name(level: int, settings: Settings) -> str:
    """The partnership's own name of a level of need."""
    return str(value(settings, f"levels.need_{level}"))


def exploitation_name(level: Level | str, settings: Settings) -> str:
    """The partnership's own name of a level of exploitation."""
    return str(value(settings, f"levels.{Level(level).value}"))
