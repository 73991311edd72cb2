"""The personal link of somebody who is called: it opens their own page, and never the meeting itself (H15).

Only a hash of its key is kept. A new invitation makes a new key, and the one before opens nothing any more.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import connection

from holdfast.kernel.acting import acting_as
from holdfast.kernel.guard import declare_function
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.queries import may_tell
from holdfast.records.types import TellSubject

from .models import Invitee, Meeting, Reach
from .types import State

JOB = "meetings.reply"
AFTERWARDS = timedelta(days=1)  # for so long after a meeting its link still says that it is over

# Whoever opens a link says nothing of where they are: its own hash says which partnership made it, and no more.
declare_function(
    "holdfast_call_is_of(hash text)",
    returns="uuid",
    body="""
    RETURN (SELECT r.partnership_id FROM meetings_reach r WHERE r.link_hash = hash);
""",
)


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def new_key() -> str:
    return secrets.token_urlsafe(18)


def address_of(key: str) -> str:
    """The whole address, for a message."""
    return f"{(settings.PUBLIC_URL or 'http://localhost').rstrip('/')}/f/c/{key}/"


def until(meeting: Meeting) -> object:
    return (meeting.ends_at or now()) + AFTERWARDS


def reader_of(key: str) -> Viewer | None:
    """Who reads for whoever has this link: the system, in the partnership that made it; none where nobody made it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT holdfast_call_is_of(%s)", [hashed(key)])
        (partnership_id,) = cursor.fetchone()
    return Viewer.job(JOB, partnership_id) if partnership_id else None


def called(reader: Viewer, key: str) -> tuple[Meeting, Invitee, Reach] | None:
    """Who is called by this link, while it holds. Whoever was called off or kept out is told nothing more; nor is one of the
    family of whom it is not recorded any more that they may be told of meetings (H8): it is asked each time."""
    with acting_as(reader):
        rows = Reach.objects.select_related("invitee", "meeting").filter(partnership_id=reader.here, link_hash=hashed(key))
        reach = rows.filter(link_until__gt=now()).first()
        if reach is None or not reach.invitee.comes or reach.meeting.state == State.CANCELLED:
            return None
        if not _may_be_told(reader, reach.meeting, reach.invitee):
            return None
    return reach.meeting, reach.invitee, reach


def _may_be_told(reader: Viewer, meeting: Meeting, invitee: Invitee) -> bool:
    if not invitee.is_family or meeting.child_id is None:
        return True
    return may_tell(reader, child_id=meeting.child_id, person_id=invitee.person_id, subject=TellSubject.MEETINGS)
