"""Who may read of a missing child, and who may say what of them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from holdfast.access import asking
from holdfast.access.policies import about_children_i_may_read
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable, visible
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.viewer import Viewer

from .models import (
    Acknowledgement,
    Alert,
    AlertTo,
    CountsGiven,
    Crossing,
    Episode,
    EpisodeChange,
    EpisodeReport,
    Grade,
    Intervention,
    InterventionAsk,
    InterventionEpisode,
    LogEntry,
    ReportDraft,
    Return,
)


def looking(viewer: Viewer) -> Q | None:
    """The rows of children whose record opens to the viewer; to those who look for children, of all but those closed to them."""
    own = about_children_i_may_read(viewer)
    if viewer.is_person and viewer.may(Grant.LOOK_FOR_MISSING):
        every = asking.not_closed(viewer, "child_id")
        return every if own is None else own | every
    return own


for _model in (
    Acknowledgement, Alert, AlertTo, Crossing, Episode, EpisodeChange, Grade, Intervention, InterventionAsk, InterventionEpisode,
    LogEntry, Return,
):  # fmt: skip
    readable(_model)(looking)


@readable(CountsGiven)
def counts_given(viewer: Viewer) -> Q | None:
    """Who took figures, and for what: everybody who sees figures, managers and the information lead. No child stands in them."""
    sees = viewer.system or viewer.may(Grant.SEE_QUEUE_FIGURES) or viewer.may(Grant.GOVERN_INFORMATION) or manages(viewer)
    return Q() if sees else None


@readable(EpisodeReport)
def reports(viewer: Viewer) -> Q | None:
    """Also one's own, whatever else opens."""
    every = looking(viewer)
    if viewer.person_id is None:
        return every
    own = Q(reporter_id=viewer.person_id)
    return own if every is None else own | every


@readable(ReportDraft)
def drafts(viewer: Viewer) -> Q | None:
    """Their writer alone; jobs that tidy them away."""
    if viewer.system:
        return Q()
    return Q(owner_id=viewer.person_id) if viewer.is_person else None


def check_can_report(viewer: Viewer) -> None:
    """Whoever may send a referral may say that a child is missing."""
    if not (viewer.system or viewer.may(Grant.REFER)):
        raise Refused("Your role does not report a missing child here. Ring the police: 999, or 101.")


def check_can_read(viewer: Viewer, episode_id: UUID) -> None:
    """Hidden and absent are the same."""
    if not visible(viewer, Episode).filter(pk=episode_id).exists():
        raise NotHere


def check_can_write(viewer: Viewer, episode_id: UUID) -> None:
    """Whoever works on cases and reads the episode adds to it."""
    check_can_read(viewer, episode_id)
    if not (viewer.system or viewer.may(Grant.EDIT_CHILDREN) or viewer.may(Grant.LOOK_FOR_MISSING)):
        raise Refused("Your role may read this episode and not add to it. Tell the child's worker, or the police.")


def manages(viewer: Viewer) -> bool:
    """Managers of the council's social care."""
    return viewer.may(Grant.RATIFY) or viewer.may(Grant.REVIEW_FLOORS)


def sets_aside(viewer: Viewer) -> bool:
    """Whose reason is enough for a change that lowers a count: managers, and the police's missing co-ordinator (H4)."""
    return bool(viewer.system) or manages(viewer) or viewer.may(Grant.CO_ORDINATE_MISSING)


def check_can_set_aside(viewer: Viewer, episode_id: UUID) -> None:
    """Joining, parting and voiding lower a count, so a manager does it, with a reason (H4)."""
    check_can_write(viewer, episode_id)
    if not sets_aside(viewer):
        raise Refused("A manager, or the police's missing co-ordinator, says that a report was no absence of its own.")


def check_can_grade(viewer: Viewer, episode_id: UUID) -> None:
    """Only police set the police grade (H6)."""
    check_can_write(viewer, episode_id)
    if not viewer.may(Grant.GRADE_MISSING):
        raise Refused("Only the police set the police grade. Record your own view, or challenge theirs: a challenge climbs.")


can_report = asks(check_can_report)
can_read = asks(check_can_read)
can_write = asks(check_can_write)
can_set_aside = asks(check_can_set_aside)
can_grade = asks(check_can_grade)


def check_can_take_in(viewer: Viewer) -> None:
    """A file of episodes is taken in by the system, from its own console."""
    if not viewer.system:
        raise Refused("A file of episodes is taken in with bin/holdfast missing import.")
