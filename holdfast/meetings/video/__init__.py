"""Meeting from elsewhere: one small interface, and behind it Jitsi, Webex, Teams, or a link that somebody made elsewhere.

A room is made for one meeting, with a waiting room, and without recording. Its address is shown to nobody before whoever runs the
meeting has let them in, and is never sent (H15).
"""

from __future__ import annotations

from ..models import Invitee, Meeting
from ..types import Video
from .jitsi import JITSI
from .room import NotMade, Provider, Room, Wanted
from .teams import TEAMS
from .webex import WEBEX

__all__ = ["NOTHING", "PROVIDERS", "NotMade", "Provider", "Room", "Wanted", "make_room", "set_up", "way_in"]

NOTHING = "none"  # the choice of no video link, in a form
PROVIDERS: dict[str, Provider] = {one.key: one for one in (JITSI, WEBEX, TEAMS)}


def set_up() -> list[tuple[str, str]]:
    """The ways that this system has, for a form; a pasted link always works."""
    ready = [(key, Video(key).label) for key, one in PROVIDERS.items() if one.is_set_up()]
    return [(NOTHING, Video.NONE.label), *ready, (Video.PASTED.value, Video.PASTED.label)]


def make_room(meeting: Meeting) -> Room | None:
    """Make the meeting's room, or put its time right where it has one. None where its link was pasted, or there is none."""
    provider = PROVIDERS.get(meeting.video)
    if provider is None or meeting.starts_at is None or meeting.ends_at is None:
        return None
    wanted = Wanted(meeting.reference, meeting.starts_at, meeting.ends_at)
    if meeting.video_ref:
        return provider.change(Room(meeting.video_ref, meeting.video_link), wanted)
    return provider.make(wanted)


def way_in(meeting: Meeting, invitee: Invitee) -> str:
    """Where this one person joins, once they were let in; "" where there is no room."""
    if not meeting.video_link.startswith("https://"):
        return ""
    provider = PROVIDERS.get(meeting.video)
    if provider is None or meeting.ends_at is None:
        return meeting.video_link
    runs = invitee.user_id is not None and invitee.user_id in (meeting.chair_id, meeting.minute_taker_id)
    return provider.way_in(Room(meeting.video_ref, meeting.video_link), str(invitee.pk), until=meeting.ends_at, runs=runs)
