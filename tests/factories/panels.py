"""A panel about two children, for tests: of those called, one hears of the first child alone and one of both."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import frozen
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions, circles
from holdfast.meetings.minute_models import MinuteLine
from holdfast.meetings.minuting import approving, attending, making, writing
from holdfast.meetings.minuting.writing import Written
from holdfast.meetings.models import AgendaItem, Invitee, Meeting
from holdfast.meetings.suggesting import Suggestion
from holdfast.meetings.types import Kind
from holdfast.rules.meetings import Seat

from .meetings import WHEN

# What is said of the second child, and of nobody else: no word of it reaches the outsider.
SECRET_NAME, SECRET_WORRY = "Ellis Dane", "Xanthic lantern by the weir"
SECRET_LINE, SECRET_DECISION, SECRET_ACTION = "Velvet kestrel at noon", "Umber ladder agreed", "Quartz ferry to be rung"
SECRETS = ("Ellis", "Dane", "Xanthic", "Velvet", "Umber", "Quartz")


@dataclass
class Panel:
    """outsider hears of Robin alone; insider of both."""

    meeting: Meeting
    chair: Viewer
    taker: Viewer
    insider: Viewer
    outsider: Viewer
    people: dict[UUID, Invitee]
    robin: AgendaItem
    ellis: AgendaItem
    robin_id: UUID
    ellis_id: UUID

    def of(self, viewer: Viewer) -> Invitee:
        return self.people[viewer.me]

    def line(self, item: AgendaItem, text: str, **more: Any) -> MinuteLine:
        with acting_as(self.taker):
            written = Written(text, **more)
            return writing.write_line(by=self.taker, meeting_id=self.meeting.pk, item_id=item.pk, key=new_id(), written=written)

    def held(self) -> Panel:
        """Held, minuted and approved, with copies made ready."""
        with frozen(WHEN), acting_as(self.taker):
            attending.begin_meeting(by=self.taker, meeting_id=self.meeting.pk)
            here = [one.pk for one in self.people.values()]
            attending.arrive(by=self.taker, meeting_id=self.meeting.pk, invitee_ids=here)
        with frozen(WHEN + dt.timedelta(minutes=5)):
            self.line(self.robin, "Seen at the station.")
            self.line(self.ellis, SECRET_LINE)
            self.line(self.ellis, SECRET_DECISION, kind="decision")
            self.line(self.ellis, SECRET_ACTION, kind="action", owner_id=self.of(self.insider).pk)
            self.line(self.robin, "A lift is agreed.", kind="decision")
        with frozen(WHEN + dt.timedelta(hours=1)), acting_as(self.chair):
            attending.end_meeting(by=self.chair, meeting_id=self.meeting.pk, quorum_words="Enough of us.")
        with frozen(WHEN + dt.timedelta(hours=2)), acting_as(self.taker):
            approving.give_to_chair(by=self.taker, meeting_id=self.meeting.pk)
        with frozen(WHEN + dt.timedelta(hours=3)), acting_as(self.chair):
            approving.approve(by=self.chair, meeting_id=self.meeting.pk)
            making.make_copies(by=self.chair, meeting_id=self.meeting.pk)
        return self


def colleague(viewer: Viewer, name: str, seat: Seat) -> Suggestion:
    return Suggestion(
        f"user-{viewer.me}", Kind.STAFF, seat, name, "", ticked=True, user_id=viewer.me, agency_id=viewer.agency_id,
        email=f"{viewer.me}@work.example",
    )  # fmt: skip


def convened_panel(chair: Viewer, taker: Viewer, called: dict[str, tuple[Viewer, Seat]], **values: Any) -> Meeting:
    said = {"starts_at": WHEN, "chair_id": chair.me, "minute_taker_id": taker.me} | values
    people = [colleague(viewer, name, seat) for name, (viewer, seat) in called.items()]
    return actions.convene(by=chair, child_id=None, said=actions.Convened("panel", **said), people=people)


def spoken(by: Viewer, meeting: Meeting, child_id: UUID, hears: set[UUID], worry: str = "A worry.", why: str = "") -> AgendaItem:
    """A child on the agenda, heard by those accounts."""
    places = circles.places(by, meeting, child_id)
    chosen = frozenset(one.invitee.pk for one in places if one.invitee.user_id in hears)
    return actions.speak_of(
        by=by, meeting_id=meeting.pk, child_id=child_id, said=actions.Spoken(worry, 15, hears=chosen, why=why)
    )


def panel_of(
    chair: Viewer, taker: Viewer, insider: Viewer, outsider: Viewer, robin_id: UUID, ellis_id: UUID, **values: Any
) -> Panel:
    called = {"In Sider": (insider, Seat.POLICE), "Out Sider": (outsider, Seat.HEALTH)}
    with acting_as(chair):
        meeting = convened_panel(chair, taker, called, **values)
        robin = spoken(chair, meeting, robin_id, {insider.me, outsider.me}, "Seen with older people.", "Asked for.")
        ellis = spoken(chair, meeting, ellis_id, {insider.me}, SECRET_WORRY, "Police hold what is known.")
        people = {one.user_id: one for one in visible(chair, Invitee).filter(meeting=meeting) if one.user_id}
    return Panel(meeting, chair, taker, insider, outsider, people, robin, ellis, robin_id, ellis_id)
