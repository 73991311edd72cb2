"""Every minute: a room is made for each meeting that is to have one, and put right where its time has changed."""

from __future__ import annotations

from uuid import UUID

from django.db import close_old_connections
from django.db.models import F, Q
from procrastinate.contrib.django import app

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership

from .actions.convening import JOB
from .models import Meeting
from .types import State
from .video import PROVIDERS, NotMade, Room, make_room

MANY = 50


def without_a_room(by: Viewer) -> list[Meeting]:
    """Meetings that are to have a room and have none, or whose time has changed since it was made."""
    with acting_as(by):
        rows = Meeting.objects.filter(
            Q(video_ref="") | Q(video_sequence__lt=F("sequence")),
            partnership_id=by.here, state=State.PLANNED, video__in=list(PROVIDERS), starts_at__isnull=False,
        )  # fmt: skip
        return list(rows.order_by("starts_at", "pk")[:MANY])


def see_to_rooms(by: Viewer) -> int:
    """How many were made or put right. What a vendor cannot do now is tried again in a minute; the page says so meanwhile."""
    done = 0
    for meeting in without_a_room(by):
        if not PROVIDERS[meeting.video].is_set_up():
            continue
        try:
            room = make_room(meeting)
        except NotMade as fault:
            with acting_as(by):
                Meeting.objects.filter(pk=meeting.pk, partnership_id=by.here).update(video_problem=fault.problem)
            continue
        if room is not None:
            with acting_as(by):
                keep_room(by=by, meeting_id=meeting.pk, room=room, sequence=meeting.sequence)
            done += 1
    return done


@action
def keep_room(*, by: Viewer, meeting_id: UUID, room: Room, sequence: int) -> None:
    """The room that was made stands with the meeting. Its version stays: nothing that a person said has changed."""
    rows = Meeting.objects.filter(pk=meeting_id, partnership_id=by.here)
    rows.update(video_ref=room.ref, video_link=room.link, video_sequence=sequence, video_problem="")
    record(by, "meeting.room", None, meeting=str(meeting_id))


@app.periodic(cron="* * * * *")
@app.task(name="meetings.rooms", queueing_lock="meetings.rooms", queue="ladders")
def rooms_everywhere(timestamp: int) -> None:
    """In every partnership."""
    close_old_connections()
    with acting_as(Viewer.job(JOB, None)):
        partnerships = list(Partnership.objects.values_list("pk", flat=True))
    for partnership_id in partnerships:
        see_to_rooms(Viewer.job(JOB, partnership_id))
