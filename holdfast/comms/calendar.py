"""A calendar entry as mail programs take it (iTIP, RFC 5546): asked for, changed under the same id, and cancelled.

It has no room for words: whoever finds it on a locked screen reads that there is a meeting, when, and a reference (H13). It names
one person, the one it goes to, so that nobody sees who else is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Holdfast//Meetings//EN"
TITLE = "Holdfast: a meeting"


class Method(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Entry:
    """One meeting in one person's calendar. uid: the same for every change of it. sequence: grows with each change.

    link: the person's own; it opens a page of Holdfast, never the meeting itself (H15).
    """

    method: Method
    uid: UUID
    sequence: int
    starts: datetime
    ends: datetime
    stamp: datetime
    reference: str
    link: str


def written(entry: Entry, *, organiser: str, attendee: str) -> str:
    """The entry as text, for one attendee. Times are in UTC, which every program reads without a table of zones."""
    host = organiser.rpartition("@")[2] or "localhost"
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("dtstart", entry.starts.astimezone(UTC))
    event.add("dtend", entry.ends.astimezone(UTC))
    event.add("summary", f"{TITLE} ({entry.reference})")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    cancelled = entry.method is Method.CANCEL
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if not cancelled:
        event.add("description", f"Open your own link to answer and to join: {entry.link}")
        event.add("url", entry.link)
    event.add("organizer", _address(organiser, {"CN": "Holdfast"}))
    asked = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    event.add("attendee", _address(attendee, asked))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", entry.method.value)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def _address(email: str, about: dict[str, str]) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    for name, value in about.items():
        address.params[name] = vText(value)
    return address
