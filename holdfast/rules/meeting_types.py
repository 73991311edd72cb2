"""What a type of meeting says: who is called, who may chair, what makes it count, and who may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .meeting_agendas import Section
from .source import Source

CONFIDENTIALITY = (
    "What is said here is used to keep this child safe. It is not passed on unless whoever said it agrees. Keep what you are sent"
    " safe. Do not record or forward it. If you join by video, be alone in a room where nobody overhears."
)


class Type(StrEnum):
    """The key of a type, kept with each meeting."""

    RISK_MANAGEMENT = "risk_management"
    MISSING_INTERVENTION = "missing_intervention"
    STRATEGY = "strategy"
    INITIAL_CONFERENCE = "initial_conference"
    REVIEW_CONFERENCE = "review_conference"
    CORE_GROUP = "core_group"
    LOOKED_AFTER_REVIEW = "looked_after_review"
    PANEL = "panel"
    BRIEFING = "briefing"
    HEADS = "heads"
    TEAM = "team"
    QUESTIONS = "questions"


class Known(StrEnum):
    """Who may know that there is a meeting. The keys are those of `meetings.types.Known`."""

    CIRCLE = "circle"
    PROTECTING = "protecting"
    PEOPLE = "people"


class Seat(StrEnum):
    """Who is called, by what they are to the child. A seat is taken by one invitation, or by several."""

    SOCIAL_WORKER = "social_worker"
    EXPLOITATION = "exploitation"
    POLICE = "police"
    HEALTH = "health"
    SCHOOL = "school"
    YOUTH_JUSTICE = "youth_justice"
    EARLY_HELP = "early_help"
    PLACEMENT = "placement"
    HOUSING = "housing"
    ADULT_CARE = "adult_care"
    VOLUNTARY = "voluntary"
    REVIEWING_OFFICER = "reviewing_officer"
    MASH = "mash"
    LICENSING = "licensing"
    LEADER = "leader"
    CHILD = "child"
    PARENT = "parent"
    ADVOCATE = "advocate"
    INTERPRETER = "interpreter"


SEATS: dict[Seat, str] = {
    Seat.SOCIAL_WORKER: "Social worker",
    Seat.EXPLOITATION: "Exploitation practitioner",
    Seat.POLICE: "Police",
    Seat.HEALTH: "Health",
    Seat.SCHOOL: "School or college",
    Seat.YOUTH_JUSTICE: "Youth justice",
    Seat.EARLY_HELP: "Early help",
    Seat.PLACEMENT: "Placement or carer",
    Seat.HOUSING: "Housing",
    Seat.ADULT_CARE: "Adult social care or probation",
    Seat.VOLUNTARY: "Voluntary organisation",
    Seat.REVIEWING_OFFICER: "Independent reviewing officer",
    Seat.MASH: "MASH",
    Seat.LICENSING: "Licensing or community safety",
    Seat.LEADER: "Head of service",
    Seat.CHILD: "The child",
    Seat.PARENT: "Parent or carer",
    Seat.ADVOCATE: "Advocate",
    Seat.INTERPRETER: "Interpreter",
}
FAMILY_SEATS = frozenset({Seat.CHILD, Seat.PARENT, Seat.ADVOCATE})
EVERYBODY_ROUND = (
    Seat.YOUTH_JUSTICE, Seat.EARLY_HELP, Seat.PLACEMENT, Seat.HOUSING, Seat.ADULT_CARE, Seat.VOLUNTARY, Seat.ADVOCATE,
    Seat.INTERPRETER,
)  # fmt: skip


class OwnWorker(StrEnum):
    """A chair who is the child's own worker, or supervises them."""

    MAY = "may"
    WARNED = "warned"  # they chair with a reason
    REFUSED = "refused"


@dataclass(frozen=True)
class Chairing:
    """Who may chair: roles of access, and whether the child's own worker may."""

    roles: frozenset[str]
    own: OwnWorker
    source: Source


@dataclass(frozen=True)
class Quorum:
    """Who must be there for it to count: these seats, and so many agencies by a setting, "" where the seats are all."""

    seats: tuple[Seat, ...]
    agencies: str
    source: Source


@dataclass(frozen=True, kw_only=True)
class MeetingType:
    """One type of meeting.

    about_child: whether it is about one child. family: whether the child and relatives may be called, by a person.
    closed: whether a part without them may be held. hold: the clocks inside which it is held, by whatever called for it.
    after: the clocks that start when it was held, for its record. next_by: the clocks inside which the next one is held.
    papers: the setting that says how long before they are shared, "" where there are none. minutes: how long it usually takes.
    by_child: the section under which children are spoken of one by one, each with a circle of its own; "" where none are.
    """

    key: Type
    label: str
    about_child: bool
    known: Known
    family: bool
    closed: bool
    must: tuple[Seat, ...]
    may: tuple[Seat, ...]
    chairing: Chairing
    quorum: Quorum
    sections: tuple[Section, ...]
    source: Source
    hold: tuple[str, ...] = ()
    after: tuple[str, ...] = ("meetings.minutes",)
    next_by: tuple[str, ...] = ()
    papers: str = ""
    statement: str = CONFIDENTIALITY
    minutes: int = 60
    by_child: str = ""

    def section(self, key: str) -> Section | None:
        return next((one for one in self.sections if one.key == key), None)
