"""The agendas of meetings, section by section, each with the readers of whatever is said in it unless somebody says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .audience import Key
from .source import Source, Status

TOOLS = Source("Herefordshire exploitation tools and pathways", "risk management meeting agenda, Signs of Safety aligned")
FORMS = Source("Conference and missing forms of several areas", "", Status.KNOWN)
MACE = Source("Lincolnshire and North Yorkshire MACE procedures", "")
SOUTHWARK = Source("Southwark initial conference agenda", "")
BRIEFING = Source("Herefordshire partnership", "weekly briefing of police and council", Status.PRACTICE)
CHOSEN = Source("Holdfast's own choice", "not found for Herefordshire", Status.KNOWN)

PROFESSIONALS = frozenset({Key.PROFESSIONALS})
EVERYBODY = frozenset({Key.PROFESSIONALS, Key.FAMILY, Key.CHILD})
WITH_CHILD = frozenset({Key.PROFESSIONALS, Key.CHILD})
WITH_FAMILY = frozenset({Key.PROFESSIONALS, Key.FAMILY})


class Spoken(StrEnum):
    """Which relatives an item for the family is for: all who are there, or the one who speaks (H9, H23)."""

    PRESENT = "present"
    SPEAKER = "speaker"


@dataclass(frozen=True)
class Section:
    """One section. audience: keys of readers. closed: spoken of without the family. reported: agencies write to it beforehand.

    level: the level of risk is agreed here. actions: actions are written here.
    """

    key: str
    title: str
    prompt: str = ""
    audience: frozenset[Key] = EVERYBODY
    spoken: Spoken = Spoken.PRESENT
    closed: bool = False
    reported: bool = False
    level: bool = False
    actions: bool = False


WELCOME = Section(
    "welcome", "Welcome and ground rules", "The statements about confidentiality and fairness; how the meeting runs."
)
PRESENT = Section("present", "Who is here, and apologies", "")
PURPOSE = Section("purpose", "Why we are meeting", "")
CHILDS_VOICE = Section("child_voice", "What the child says", "In their own words.", WITH_CHILD)
PARENTS_VOICE = Section(
    "parent_voice", "What parents and carers say", "Each in their own words, and never in another's copy.", WITH_FAMILY,
    Spoken.SPEAKER,
)  # fmt: skip
SINCE = Section("since", "What has happened since we last met", "", reported=True)
MISSING = Section("missing", "Missing episodes", "", reported=True)
WORRIES = Section("worries", "What we are worried about", "", reported=True)
WORKING_WELL = Section("working_well", "What is working well", "", reported=True)
NEEDS = Section("needs", "What needs to happen", "", reported=True)
SCALING = Section("scaling", "How safe is the child?", "0 to 10, each person for themselves; then the level of risk.", level=True)
CLOSED = Section(
    "closed", "Professionals alone", "What the family must not hear, and why.", PROFESSIONALS, closed=True, reported=True
)
SAFETY_PLAN = Section("safety_plan", "The safety plan", "Gone through and brought up to date at every meeting.")
DISRUPTION = Section("disruption", "Disruption", "", PROFESSIONALS, closed=True, reported=True)
NRM = Section("nrm", "Modern slavery referral", "Needed, made, or why not.", PROFESSIONALS, closed=True)
PEERS = Section("peers", "Friends, peers and places", "", PROFESSIONALS, closed=True, reported=True)
CONTINGENCY = Section("contingency", "If it does not work", "")
ACTIONS = Section("actions", "Who does what, by when", "", actions=True)
NEXT = Section("next", "When we meet again", "")
COPIES = Section("copies", "Who gets which record", "", PROFESSIONALS, closed=True)

RISK_MANAGEMENT = (
    WELCOME, PRESENT, PURPOSE, CHILDS_VOICE, PARENTS_VOICE, SINCE, MISSING, WORRIES, WORKING_WELL, SCALING, CLOSED, SAFETY_PLAN,
    NEEDS, DISRUPTION, NRM, PEERS, CONTINGENCY, ACTIONS, NEXT, COPIES,
)  # fmt: skip
INTERVENTION = (
    WELCOME, PRESENT, PURPOSE, CHILDS_VOICE, PARENTS_VOICE, MISSING, WORRIES, WORKING_WELL, SCALING, CLOSED,
    Section("trigger_plan", "The trigger plan", "Is it full, and is the picture still like the child?", PROFESSIONALS),
    NEEDS, CONTINGENCY, ACTIONS, NEXT,
)  # fmt: skip


def _alone(section: Section) -> Section:
    """The same at a meeting to which no family comes: for its professionals."""
    return Section(
        section.key, section.title, section.prompt, PROFESSIONALS,
        reported=section.reported, level=section.level, actions=section.actions,
    )  # fmt: skip


STRATEGY = (
    _alone(PRESENT),
    Section("known", "What each agency knows", "", PROFESSIONALS, reported=True),
    Section("harm", "Is there reasonable cause to suspect significant harm?", "Inside or outside the home.", PROFESSIONALS),
    Section("enquiries", "Who enquires, how and by when", "Section 47, a criminal investigation, or both.", PROFESSIONALS),
    Section("safety", "How the child is safe until then", "", PROFESSIONALS),
    Section("who_tells", "Who tells the parents, what and when", "And what they are not told, and why.", PROFESSIONALS),
    _alone(ACTIONS),
)
CONFERENCE = (
    WELCOME, PRESENT, PURPOSE,
    Section("reports", "What each agency reports", "", reported=True),
    CHILDS_VOICE, PARENTS_VOICE, WORRIES, WORKING_WELL, CLOSED,
    Section("decision", "The decision", "Each agency's view, the category, and anybody who does not agree.", level=True),
    Section("plan", "The outline plan and the core group"), CONTINGENCY, ACTIONS, NEXT,
)  # fmt: skip
CORE_GROUP = (
    PRESENT, CHILDS_VOICE, PARENTS_VOICE, SINCE, Section("plan", "The plan, point by point"), WORRIES, WORKING_WELL, CONTINGENCY,
    ACTIONS, NEXT,
)  # fmt: skip
LOOKED_AFTER = (
    PRESENT, CHILDS_VOICE, PARENTS_VOICE,
    Section("placement", "Where the child lives", "", PROFESSIONALS, reported=True),
    Section("health", "Health", "", WITH_CHILD, reported=True),
    Section("education", "School and work", "", reported=True),
    Section("contact", "Seeing family and friends"),
    Section("plan", "The care plan", "", reported=True), ACTIONS, NEXT,
)  # fmt: skip
CHILDREN = Section("children", "Children", "One item a child, with a time limit.", PROFESSIONALS, reported=True)
PANEL = (
    _alone(PRESENT),
    Section("unfinished", "From last time", "", PROFESSIONALS),
    CHILDREN,
    Section("persons", "Persons of concern", "", frozenset({Key.NAMED}), reported=True),
    Section("places", "Places", "", PROFESSIONALS, reported=True),
    _alone(ACTIONS),
)
WEEKLY_BRIEFING = (
    _alone(PRESENT),
    Section("week", "What happened this week", "", PROFESSIONALS, reported=True),
    CHILDREN,
    Section("planned", "Meetings and responses planned", "", PROFESSIONALS),
    Section("intelligence", "Intelligence", "", frozenset({Key.POLICE, Key.NAMED})),
    Section("disruption", "Disruption", "", PROFESSIONALS),
    _alone(ACTIONS),
)
LEADERS = (
    _alone(PRESENT),
    Section("late", "What is late, and who cannot wait", "", PROFESSIONALS),
    Section("people", "People and cover", "", PROFESSIONALS),
    Section("practice", "Practice", "", PROFESSIONALS),
    _alone(ACTIONS),
)
TEAM = (
    _alone(PRESENT),
    Section("news", "News", "", PROFESSIONALS),
    Section("work", "Work", "", PROFESSIONALS),
    _alone(ACTIONS),
)
QUESTIONS = (_alone(PRESENT), Section("questions", "Questions and answers", "", PROFESSIONALS), _alone(ACTIONS))
