"""Who reads a minute and its copies, and who may write, rule, approve and release."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from holdfast.access import asking
from holdfast.access.visibility import readable, visible
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.viewer import Viewer

from .minute_models import (
    Attendance,
    ChairRuling,
    CopyCode,
    CopyEvent,
    LineWords,
    Minute,
    MinuteCopy,
    MinuteLine,
    Presence,
)
from .minute_types import CopyMeans, CopyState, MinuteState
from .models import Meeting
from .policies import RUN, _asked, _run_by, chairs, heard, of_my_audience, open_to, runs
from .types import State

HEARS_ALL = (
    "NOT EXISTS (SELECT FROM unnest({child}) told WHERE told IS NOT NULL AND told NOT IN (SELECT holdfast_heard_items(%s, %s)))"
)
NOT_WHOLE = "Somebody else who runs this meeting does this."
NOT_YET = "The chair has approved this minute. Open it again to change it: what was released stays in the register."


@readable(Minute)
def minutes(viewer: Viewer) -> Q | None:
    """That there is one, and how it stands: with the meeting."""
    return open_to(viewer, "meeting__")


@readable(MinuteLine)
def lines(viewer: Viewer) -> Q | None:
    """Those who run the meeting; one's own actions; and, once released, the lines whose audience one stands in.

    What was said of a child of many, of all these, those in the circle of that child's item.
    """
    opens = open_to(viewer, "meeting__")
    if opens is None or viewer.system:
        return opens
    released = Q(open_at__isnull=False, removed_at=None) & of_my_audience(viewer)
    taken_on = Q(kind="action", removed_at=None, owner__user_id=viewer.person_id)
    return opens & (_asked(viewer, "meeting_id", RUN) | taken_on | released) & heard(viewer, "item__")


for _model in (Attendance, Presence):
    readable(_model)(_run_by)


@readable(LineWords)
def words_of_lines(viewer: Viewer) -> Q | None:
    """With the line, those who run the meeting."""
    opens = _run_by(viewer)
    return opens if opens is None else opens & heard(viewer, "line__item__")


@readable(ChairRuling)
def rulings(viewer: Viewer) -> Q | None:
    """With the line it is about, if any, those who run the meeting."""
    opens = _run_by(viewer)
    return opens if opens is None else opens & (Q(line__isnull=True) | heard(viewer, "line__item__"))


@readable(MinuteCopy)
def copies(viewer: Viewer) -> Q | None:
    """Those who run the meeting; and a reader, their own, once it is released to them here. A copy that tells of a child of many
    opens to those who hear that child's item today."""
    opens = open_to(viewer, "meeting__")
    if opens is None or viewer.system:
        return opens
    own = Q(state=CopyState.RELEASED, means=CopyMeans.HERE, invitee__user_id=viewer.person_id)
    return opens & (_asked(viewer, "meeting_id", RUN) | own) & Q(_hears_all(viewer))


def _hears_all(viewer: Viewer, copy: str = "items") -> asking.Asked:
    return asking.Asked(copy, HEARS_ALL, (viewer.here, viewer.me))


@readable(CopyCode)
@readable(CopyEvent)
def of_copies(viewer: Viewer) -> Q | None:
    """With the copy, those who run the meeting."""
    opens = _run_by(viewer)
    return opens if opens is None or viewer.system else opens & Q(_hears_all(viewer, "copy__items"))


def meeting_to_run(viewer: Viewer, meeting_id: UUID) -> Meeting:
    """The meeting, for those who run it. Hidden and absent are the same."""
    meeting = visible(viewer, Meeting).filter(pk=meeting_id).first()
    if meeting is None:
        raise NotHere
    if not (viewer.system or runs(viewer, meeting)):
        raise Refused("The minute is kept by the chair, the minute taker and whoever called the meeting.")
    return meeting


def meeting_to_chair(viewer: Viewer, meeting_id: UUID) -> Meeting:
    """The meeting, for its chair alone."""
    meeting = meeting_to_run(viewer, meeting_id)
    if not (viewer.system or chairs(viewer, meeting)):
        raise Refused("Only the chair of this meeting may do this.")
    return meeting


def check_can_write(viewer: Viewer, minute: Minute) -> Meeting:
    """Those who run the meeting, while the minute is being written or looked through."""
    meeting = meeting_to_run(viewer, minute.meeting_id)
    if meeting.state == State.CANCELLED:
        raise Refused("This meeting was cancelled, so it has no minute.")
    if minute.state == MinuteState.APPROVED:
        raise Refused(NOT_YET)
    return meeting
