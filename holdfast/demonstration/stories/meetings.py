"""Meetings past, today and next week: one well prepared, one this afternoon, and a discussion without the family."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from holdfast.kernel.time import london_date
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions
from holdfast.meetings.models import Invitee, Meeting, Withheld
from holdfast.meetings.suggesting import Suggestion, suggested
from holdfast.meetings.types import Kind, State
from holdfast.records.models import Involvement, SafeToTell
from holdfast.records.types import Tell
from holdfast.rules import meetings as rules
from holdfast.rules.local import at

from .telling import Teller

CHAIR, TAKER, OFFICER, SCHOOL, NURSE = "Siobhan Walsh", "Colin Frayne", "Sam Tranter", "Miriam Feldman", "Fiona Maclaren"
MOST = 3
CHILD_SAYS = {
    "well": "I like it at my nan's. Art on Fridays.",
    "worried": "People asking where I am all the time.",
    "say": "Talk to me and not about me.",
}
CHILD_DREW = "My nan's house. I am at the window. The car at the corner is the one I do not like."
PARENT_SAYS = {"worried": "The car that waits at the corner.", "change": "Somebody to ring at weekends."}
POLICE_SAYS = (
    actions.Said("worries", "Seen twice this month at the bus station late in the evening with older young people."),
    actions.Said("closed", "A vehicle is being looked at. This is for the police and for the chair alone.", ("police",)),
)
SCHOOL_SAYS = (
    actions.Said("working_well", "Came every day in the last two weeks, and asked for extra art.", ("professionals", "child")),
    actions.Said("worries", "A second telephone was seen on Tuesday. Tired in the mornings."),
)


def tell(teller: Teller) -> None:
    """The prepared one comes first, so that it is the one that pages show."""
    children = _children(teller)
    if not children:
        return
    prepared(teller, children[0])
    past(teller, children[-1])
    today(teller, children[1 % len(children)])
    without_the_family(teller, children[0])


def _children(teller: Teller) -> list[UUID]:
    """Children with a worker of their own and a parent who may be told."""
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), teller.until):
        here = {"partnership_id": teller.staff.partnership_id}
        told = SafeToTell.objects.filter(**here, answer=Tell.YES, person__isnull=False).values("child_id")
        rows = Involvement.objects.filter(**here, allocated=True, until=None, child_id__in=told).order_by("pk")
        keys = list(dict.fromkeys(rows.values_list("child_id", flat=True)))
        if not keys:
            every = Involvement.objects.filter(**here, allocated=True, until=None).order_by("pk")
            keys = list(dict.fromkeys(every.values_list("child_id", flat=True)))
    return keys[:MOST]


def weekday(teller: Teller, days: int, hour: int, minute: int = 0) -> datetime:
    """So many days from today, moved on to a working day."""
    day = london_date(teller.until) + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return at(day, time(hour, minute))


def colleague(teller: Teller, name: str, seat: rules.Seat) -> Suggestion:
    user, worker = teller.staff.users[name], teller.staff.workers[name]
    agency = teller.staff.agencies[worker.posts[0].agency]
    return Suggestion(
        f"user-{user.pk}", Kind.STAFF, seat, user.name, user.job_title, ticked=True, user_id=user.pk, agency_id=agency.pk,
        email=user.email, telephone=user.telephone,
    )  # fmt: skip


def _called(teller: Teller, by: Viewer, child_id: UUID, kind: str, *, family: bool) -> list[Suggestion]:
    """The team, and police, school and nurse where nobody of theirs is in it."""
    found = [one for one in suggested(by, child_id, rules.of(kind)) if one.ticked or (family and one.safe is not None)]
    more = ((OFFICER, rules.Seat.POLICE), (SCHOOL, rules.Seat.SCHOOL), (NURSE, rules.Seat.HEALTH))
    there = {one.user_id for one in found}
    return [*found, *(one for name, seat in more if (one := colleague(teller, name, seat)).user_id not in there)]


def _said(teller: Teller, kind: str, starts: datetime, **values: object) -> actions.Convened:
    base = {"starts_at": starts, "chair_id": teller.staff.users[CHAIR].pk, "minute_taker_id": teller.staff.users[TAKER].pk}
    reason = "The team is small, and nobody else is free that week."
    return actions.Convened(kind, chair_reason=reason, **(base | values))  # type: ignore[arg-type]


def drawing() -> bytes:
    """A house, somebody at its window and a car at the corner, as a child draws them: of nobody, and of no real house."""
    sheet, kept = Image.new("RGB", (480, 320), "#fbfaf5"), io.BytesIO()
    pen = ImageDraw.Draw(sheet)
    pen.line((0, 270, 480, 266), fill="#4f7f3f", width=6)
    pen.rectangle((60, 130, 230, 268), outline="#8a3b2a", width=5)
    pen.line((48, 134, 145, 60, 242, 132), fill="#8a3b2a", width=6, joint="curve")
    pen.rectangle((85, 155, 135, 200), outline="#2b4f8a", width=4)
    pen.ellipse((100, 165, 120, 185), outline="#333333", width=3)
    pen.rectangle((165, 200, 200, 268), outline="#2b4f8a", width=4)
    pen.ellipse((400, 20, 450, 70), fill="#f2c230")
    pen.rectangle((330, 215, 450, 250), outline="#222222", width=5)
    pen.arc((350, 185, 430, 245), 180, 360, fill="#222222", width=5)
    for left in (345, 410):
        pen.ellipse((left, 240, left + 26, 266), outline="#222222", width=5)
    sheet.save(kept, "PNG")
    return kept.getvalue()


def prepared(teller: Teller, child_id: UUID) -> Meeting:
    """Next week: everybody is invited, two agencies have reported, the child and a parent have said what they think."""
    starts = weekday(teller, 6, 10)
    with teller.acting(CHAIR, teller.until - timedelta(days=3, hours=2)) as by:
        said = _said(
            teller, "risk_management", starts, place="Council offices, room 4", video="pasted",
            video_link="https://video.marchshire.example/room-4", purpose="To look at how safe things are since the summer.",
            closed=True,
        )  # fmt: skip
        meeting = actions.convene(
            by=by, child_id=child_id, said=said, people=_called(teller, by, child_id, "risk_management", family=True)
        )
        actions.invite(by=by, meeting_id=meeting.pk)
        actions.ask_withheld(by=by, meeting_id=meeting.pk)
    with teller.acting(OFFICER, teller.until - timedelta(days=1, hours=5)) as by:
        actions.write_report(by=by, meeting_id=meeting.pk, lines=POLICE_SAYS, give=True)
        asked = Withheld.objects.get(meeting=meeting, asked_of_id=by.me)
        words = "That a vehicle is being looked at, and by whom it was seen."
        actions.answer_withheld(by=by, withheld_id=asked.pk, words=words, nothing=False)
    with teller.acting(SCHOOL, teller.until - timedelta(days=1, hours=3)) as by:
        actions.write_report(by=by, meeting_id=meeting.pk, lines=SCHOOL_SAYS, give=True)
        own = Invitee.objects.get(meeting=meeting, user_id=by.me)
        actions.answer(by=by, invitee_id=own.pk, reply="yes")
    with teller.acting(CHAIR, teller.until - timedelta(hours=20)) as by:
        for row in Invitee.objects.filter(meeting=meeting, kind__in=("child", "relative")).order_by("kind", "created_at")[:2]:
            child = row.kind == Kind.CHILD
            drawn = actions.Drawn(SimpleUploadedFile("drawn.png", drawing()), CHILD_DREW, "meeting") if child else None
            answers = CHILD_SAYS if child else PARENT_SAYS
            gathered = actions.Gathered("note", answers, {"safe": 3, "heard": 2}, drawn=drawn)
            actions.give_view(by=by, invitee_id=row.pk, gathered=gathered)
    return meeting


def past(teller: Teller, child_id: UUID) -> Meeting:
    """Ten days ago, held."""
    starts = at(london_date(teller.until) - timedelta(days=10), time(14))
    with teller.acting(CHAIR, starts - timedelta(days=8)) as by:
        people = _called(teller, by, child_id, "risk_management", family=False)
        meeting = actions.convene(by=by, child_id=child_id, said=_said(teller, "risk_management", starts), people=people)
    with teller.acting(CHAIR, starts + timedelta(hours=2)):
        end = starts + timedelta(minutes=85)
        meeting.change(seen=None, state=State.HELD, began_at=starts, closed_at=end, quorate=True)
    return meeting


def today(teller: Teller, child_id: UUID) -> Meeting:
    """This afternoon, with a link."""
    starts = at(london_date(teller.until), time(15, 30))
    with teller.acting(CHAIR, teller.until - timedelta(days=5)) as by:
        said = _said(teller, "missing_intervention", starts, video="pasted", video_link="https://video.marchshire.example/room-2")
        people = _called(teller, by, child_id, "missing_intervention", family=False)
        meeting = actions.convene(by=by, child_id=child_id, said=said, people=people)
        actions.invite(by=by, meeting_id=meeting.pk)
    return meeting


def without_the_family(teller: Teller, child_id: UUID) -> None:
    """A strategy discussion tomorrow, and next week's briefing: known to those called to them."""
    with teller.acting(CHAIR, teller.until - timedelta(hours=3)) as by:
        officer, nurse = colleague(teller, OFFICER, rules.Seat.POLICE), colleague(teller, NURSE, rules.Seat.HEALTH)
        starts = weekday(teller, 1, 11)
        actions.convene(by=by, child_id=child_id, said=_said(teller, "strategy", starts), people=[officer, nurse])
        actions.convene(by=by, child_id=None, said=_said(teller, "briefing", weekday(teller, 4, 9)), people=[officer])
