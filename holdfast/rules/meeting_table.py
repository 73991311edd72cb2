"""The types of meeting as a table."""

from __future__ import annotations

from . import meeting_agendas as agendas
from .meeting_types import EVERYBODY_ROUND as ROUND
from .meeting_types import Chairing, Known, MeetingType, OwnWorker, Quorum, Seat, Type
from .source import Source, Status

PRACTICE = Source("Herefordshire partnership", "as described in 2022", Status.PRACTICE)
ATTENDEES = Source("Who comes to risk management meetings", "", Status.KNOWN)
STRATEGY = Source("Blackburn with Darwen and NSCB procedures", "strategy discussions")
CONFERENCES = Source("Working Together, as quoted in Solihull and Warrington procedures", "child protection conferences")
LOOKED_AFTER = Source("Care Planning Regulations 2010", "reviews", Status.KNOWN)
PANELS = Source("Lincolnshire, North Yorkshire and Buckinghamshire MACE procedures")
CHOSEN = Source("Holdfast's own choice", "not found for Herefordshire", Status.KNOWN)
STATEMENT_SOURCE = Source("Southwark initial conference agenda", "confidentiality statement")

AMONG_PROFESSIONALS = (
    "What is said here is used to keep children safe. It is not passed on unless whoever said it agrees. Keep it safe. Do not"
    " record or forward it. If you join by video, be alone in a room where nobody overhears."
)


def _chairs(*roles: str, own: OwnWorker = OwnWorker.WARNED, source: Source = PRACTICE) -> Chairing:
    return Chairing(frozenset(roles), own, source)


INDEPENDENT = _chairs("chair", "reviewing-officer", own=OwnWorker.REFUSED, source=CONFERENCES)
MANAGERS = ("chair", "exploitation-manager", "mash-manager", "head-of-service")
_FEW = Quorum((Seat.SOCIAL_WORKER,), "meetings.quorum", CHOSEN)
_NONE = Quorum((), "", CHOSEN)
_CORE = (Seat.SOCIAL_WORKER, Seat.EXPLOITATION, Seat.POLICE, Seat.SCHOOL, Seat.HEALTH, Seat.CHILD, Seat.PARENT)

TYPES: dict[Type, MeetingType] = {
    row.key: row
    for row in (
        MeetingType(
            key=Type.RISK_MANAGEMENT,
            label="Risk management meeting",
            about_child=True,
            known=Known.CIRCLE,
            family=True,
            closed=True,
            must=_CORE,
            may=ROUND,
            chairing=_chairs("chair", "exploitation-manager"),
            quorum=_FEW,
            sections=agendas.RISK_MANAGEMENT,
            source=ATTENDEES,
            hold=("exploitation.meeting-hold",),
            next_by=("exploitation.meeting-review",),
            papers="meetings.papers",
            minutes=90,
        ),
        MeetingType(
            key=Type.MISSING_INTERVENTION,
            label="Missing intervention meeting",
            about_child=True,
            known=Known.CIRCLE,
            family=True,
            closed=True,
            must=_CORE,
            may=ROUND,
            chairing=_chairs("chair", "exploitation-manager"),
            quorum=_FEW,
            sections=agendas.INTERVENTION,
            source=PRACTICE,
            hold=("missing.intervention",),
            papers="meetings.papers",
        ),
        MeetingType(
            key=Type.STRATEGY,
            label="Strategy discussion",
            about_child=True,
            known=Known.PROTECTING,
            family=False,
            closed=False,
            must=(Seat.SOCIAL_WORKER, Seat.POLICE, Seat.HEALTH),
            may=(Seat.SCHOOL, Seat.EXPLOITATION, Seat.MASH, *ROUND[:-2]),
            chairing=_chairs(*MANAGERS, "emergency-duty", "mash-screener", "social-worker", own=OwnWorker.MAY, source=STRATEGY),
            quorum=Quorum((Seat.SOCIAL_WORKER, Seat.POLICE, Seat.HEALTH), "", STRATEGY),
            sections=agendas.STRATEGY,
            source=STRATEGY,
            hold=("strategy.discussion",),
            next_by=("s47.icpc",),
            statement=AMONG_PROFESSIONALS,
            minutes=45,
        ),
        MeetingType(
            key=Type.INITIAL_CONFERENCE,
            label="Initial child protection conference",
            about_child=True,
            known=Known.CIRCLE,
            family=True,
            closed=True,
            must=_CORE,
            may=ROUND,
            chairing=INDEPENDENT,
            quorum=_FEW,
            sections=agendas.CONFERENCE,
            source=CONFERENCES,
            hold=("s47.icpc",),
            after=("meetings.decision-letter", "meetings.record"),
            next_by=("icpc.core-group", "icpc.first-review"),
            papers="meetings.papers_initial",
            minutes=120,
        ),
        MeetingType(
            key=Type.REVIEW_CONFERENCE,
            label="Review child protection conference",
            about_child=True,
            known=Known.CIRCLE,
            family=True,
            closed=True,
            must=_CORE,
            may=ROUND,
            chairing=INDEPENDENT,
            quorum=_FEW,
            sections=agendas.CONFERENCE,
            source=CONFERENCES,
            hold=("icpc.first-review", "cp.next-review"),
            after=("meetings.decision-letter", "meetings.record"),
            next_by=("cp.next-review",),
            papers="meetings.papers_review",
            minutes=120,
        ),
        MeetingType(
            key=Type.CORE_GROUP,
            label="Core group",
            about_child=True,
            known=Known.CIRCLE,
            family=True,
            closed=False,
            must=(Seat.SOCIAL_WORKER, Seat.SCHOOL, Seat.HEALTH, Seat.CHILD, Seat.PARENT),
            may=(Seat.EXPLOITATION, Seat.POLICE, *ROUND),
            chairing=_chairs(*MANAGERS, "social-worker", own=OwnWorker.MAY, source=CONFERENCES),
            quorum=_NONE,
            sections=agendas.CORE_GROUP,
            source=CONFERENCES,
            hold=("icpc.core-group", "exploitation.core-group"),
        ),
        MeetingType(
            key=Type.LOOKED_AFTER_REVIEW,
            label="Looked-after review",
            about_child=True,
            known=Known.CIRCLE,
            family=True,
            closed=False,
            must=(Seat.SOCIAL_WORKER, Seat.REVIEWING_OFFICER, Seat.PLACEMENT, Seat.CHILD),
            may=(Seat.PARENT, Seat.SCHOOL, Seat.HEALTH, Seat.EXPLOITATION, *ROUND),
            chairing=_chairs("reviewing-officer", "chair", own=OwnWorker.REFUSED, source=LOOKED_AFTER),
            quorum=_NONE,
            sections=agendas.LOOKED_AFTER,
            source=LOOKED_AFTER,
            hold=("lac.first-review", "lac.second-review", "lac.next-review"),
            next_by=("lac.next-review",),
            papers="meetings.papers",
            minutes=90,
        ),
        MeetingType(
            key=Type.PANEL,
            label="Multi-agency child exploitation panel",
            about_child=False,
            known=Known.PEOPLE,
            family=False,
            closed=False,
            must=(Seat.EXPLOITATION, Seat.POLICE, Seat.HEALTH),
            may=(Seat.SCHOOL, Seat.YOUTH_JUSTICE, Seat.LICENSING, Seat.HOUSING),
            chairing=_chairs(*MANAGERS, "police-officer", "missing-coordinator", own=OwnWorker.MAY, source=PANELS),
            quorum=Quorum((Seat.EXPLOITATION, Seat.POLICE), "", PANELS),
            sections=agendas.PANEL,
            source=PANELS,
            statement=AMONG_PROFESSIONALS,
            minutes=120,
            by_child="children",
        ),
        MeetingType(
            key=Type.BRIEFING,
            label="Weekly briefing with the police",
            about_child=False,
            known=Known.PEOPLE,
            family=False,
            closed=False,
            must=(Seat.EXPLOITATION, Seat.POLICE),
            may=(Seat.MASH, Seat.LICENSING),
            chairing=_chairs(*MANAGERS, "police-officer", "missing-coordinator", own=OwnWorker.MAY),
            quorum=Quorum((Seat.EXPLOITATION, Seat.POLICE), "", PRACTICE),
            sections=agendas.WEEKLY_BRIEFING,
            source=PRACTICE,
            statement=AMONG_PROFESSIONALS,
            minutes=45,
            by_child="children",
        ),
        MeetingType(
            key=Type.HEADS,
            label="Head-of-service meeting",
            about_child=False,
            known=Known.PEOPLE,
            family=False,
            closed=False,
            must=(Seat.LEADER,),
            may=(Seat.EXPLOITATION, Seat.MASH),
            chairing=_chairs("head-of-service", own=OwnWorker.MAY),
            quorum=_NONE,
            sections=agendas.LEADERS,
            source=PRACTICE,
            after=(),
            statement=AMONG_PROFESSIONALS,
            minutes=30,
        ),
        MeetingType(
            key=Type.TEAM,
            label="Team meeting",
            about_child=False,
            known=Known.PEOPLE,
            family=False,
            closed=False,
            must=(),
            may=(),
            chairing=_chairs(*MANAGERS, "social-worker", "practitioner", "early-help", own=OwnWorker.MAY),
            quorum=_NONE,
            sections=agendas.TEAM,
            source=PRACTICE,
            after=(),
            statement=AMONG_PROFESSIONALS,
        ),
        MeetingType(
            key=Type.QUESTIONS,
            label="Question and answer session",
            about_child=False,
            known=Known.PEOPLE,
            family=False,
            closed=False,
            must=(),
            may=(),
            chairing=_chairs(*MANAGERS, "senior-leader", "police-officer", own=OwnWorker.MAY),
            quorum=_NONE,
            sections=agendas.QUESTIONS,
            source=PRACTICE,
            after=(),
            statement=AMONG_PROFESSIONALS,
        ),
    )
}
