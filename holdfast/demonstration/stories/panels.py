"""Two panels about the same children: one three weeks ago, with its minute and each reader's own copy; and next week's.

Each child has a circle of their own: of those called, nobody hears of every child but those who run the panel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.journeys import minutes as journey
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import london_date
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions, circles, copy_queries
from holdfast.meetings.minute_models import MinuteCopy
from holdfast.meetings.minuting import approving, attending, making, writing
from holdfast.meetings.minuting.writing import Written
from holdfast.meetings.models import AgendaItem, Invitee, Meeting
from holdfast.records.models import Child, Involvement
from holdfast.rules import meetings as rules
from holdfast.rules.local import at
from holdfast.rules.minutes import LineKind

from .meetings import CHAIR, OFFICER, SCHOOL, TAKER, colleague, weekday
from .telling import Teller

NURSE, WORKER = "Ngozi Eze", "Amir Rahimi"
SEATS = ((OFFICER, rules.Seat.POLICE), (NURSE, rules.Seat.HEALTH), (SCHOOL, rules.Seat.SCHOOL), (WORKER, rules.Seat.EXPLOITATION))
DAYS_AGO = 22


@dataclass(frozen=True)
class Story:
    """What is said of one child. wider: who is let in beyond the rule, and why. lines: words, who, what it is."""

    worry: str
    minutes: int
    wider: tuple[str, ...]
    why: str
    lines: tuple[tuple[str, str, str], ...]


STORIES = (
    Story(
        "Picked up from school by adults whom nobody at home knows.", 20, (SCHOOL, OFFICER),
        "The school sees the car, and police know it.",
        (
            ("The car was outside on two days this week.", SCHOOL, "said"),
            ("The school rings police while the car is there, and not afterwards.", CHAIR, "decision"),
            ("Give the school one number that is answered.", OFFICER, "action"),
        ),
    ),
    Story(
        "Missing overnight twice in a month, and comes back with new clothes.", 15, (OFFICER, NURSE),
        "The clinic is where this child comes by choice.",
        (
            ("Comes to the clinic on Thursdays, alone, and talks there.", NURSE, "said"),
            ("The return talks are held at the clinic.", CHAIR, "decision"),
            ("Agree with the clinic which room and which hour.", NURSE, "action"),
        ),
    ),
    Story(
        "Owes money to people whom this child is afraid to name.", 15, (OFFICER,), "Police lead on those who lend.",
        (
            ("Afraid to walk home past the shops.", OFFICER, "said"),
            ("No message about money goes to this child's telephone.", CHAIR, "decision"),
        ),
    ),
)  # fmt: skip


def tell(teller: Teller) -> None:
    """Nothing where there are not three children who are worked with."""
    children = _children(teller)
    if len(children) < len(STORIES):
        return
    starts = at(london_date(teller.until) - timedelta(days=DAYS_AGO), time(9, 30))
    past = _past(teller, children, starts)
    _given(teller, past, starts + timedelta(days=2))
    _next(teller, children)


def _children(teller: Teller) -> list[UUID]:
    """Children of three families, with a worker of their own, whose record opens to the chair."""
    with teller.acting(CHAIR, teller.until) as by:
        worked_with = Involvement.objects.filter(partnership_id=by.here, allocated=True, until=None).values("child_id")
        rows = visible(by, Child).filter(pk__in=worked_with, set_aside_at=None).order_by("pk")
        found: dict[str, UUID] = {}
        for child_id, family in rows.values_list("pk", "family"):
            found.setdefault(family, child_id)
        return list(found.values())[: len(STORIES)]


def _panel(teller: Teller, starts: datetime, told: datetime) -> Meeting:
    with teller.acting(CHAIR, told) as by:
        staff = teller.staff.users
        said = actions.Convened(
            "panel", starts_at=starts, place="Council offices, room 1", chair_id=staff[CHAIR].pk, minute_taker_id=staff[TAKER].pk
        )
        people = [colleague(teller, name, seat) for name, seat in SEATS]
        return actions.convene(by=by, child_id=None, said=said, people=people)


def _spoken(by: Viewer, meeting: Meeting, child_id: UUID, story: Story) -> AgendaItem:
    return actions.speak_of(by=by, meeting_id=meeting.pk, child_id=child_id, said=_said(by, meeting, child_id, story))


def _said(by: Viewer, meeting: Meeting, child_id: UUID, story: Story, item: AgendaItem | None = None) -> actions.Spoken:
    """With those whom the rule suggests, and those who are let in with the reason."""
    places = circles.places(by, meeting, child_id, item)
    hears = frozenset(one.invitee.pk for one in places if one.hears or one.invitee.name in story.wider)
    return actions.Spoken(story.worry, story.minutes, hears=hears, why=story.why)


def _past(teller: Teller, children: Sequence[UUID], starts: datetime) -> Meeting:
    """Held and minuted; whoever does not hear of a child leaves for that child's item."""
    meeting = _panel(teller, starts, starts - timedelta(days=9))
    with teller.acting(CHAIR, starts - timedelta(days=8)) as by:
        items = [_spoken(by, meeting, child_id, story) for child_id, story in zip(children, STORIES, strict=True)]
        heard = circles.circles(by, meeting)
        people = {one.name: one for one in visible(by, Invitee).filter(meeting=meeting)}
    with teller.acting(TAKER, starts) as by:
        attending.begin_meeting(by=by, meeting_id=meeting.pk)
        attending.arrive(by=by, meeting_id=meeting.pk, invitee_ids=[one.pk for one in people.values()])
    for place, (item, story) in enumerate(zip(items, STORIES, strict=True)):
        out = [one.pk for one in people.values() if one.pk not in heard[item.pk]]
        with teller.acting(TAKER, starts + timedelta(minutes=5 + 20 * place)) as by:
            attending.leave(by=by, meeting_id=meeting.pk, invitee_ids=out)
            _write(by, item, story, people, starts)
        with teller.acting(TAKER, starts + timedelta(minutes=20 + 20 * place)) as by:
            attending.arrive(by=by, meeting_id=meeting.pk, invitee_ids=out)
    with teller.acting(CHAIR, starts + timedelta(minutes=80)) as by:
        attending.end_meeting(by=by, meeting_id=meeting.pk)
    return meeting


def _write(by: Viewer, item: AgendaItem, story: Story, people: Mapping[str, Invitee], starts: datetime) -> None:
    for words, who, kind in story.lines:
        person, acts = people.get(who), kind == LineKind.ACTION
        written = Written(
            words,
            kind=kind,
            speaker_id=person.pk if person and not acts else None,
            owner_id=person.pk if person and acts else None,
            due_on=london_date(starts) + timedelta(days=14) if acts else None,
        )
        writing.write_line(by=by, meeting_id=item.meeting_id, item_id=item.pk, key=new_id(), written=written)


def _given(teller: Teller, meeting: Meeting, when: datetime) -> None:
    """Approved after two days, and given to each who was there. Police did what they took on; the clinic has not yet."""
    with teller.acting(TAKER, when) as by:
        approving.give_to_chair(by=by, meeting_id=meeting.pk)
    with teller.acting(CHAIR, when + timedelta(hours=3)) as by:
        approving.approve(by=by, meeting_id=meeting.pk)
        for copy in making.make_copies(by=by, meeting_id=meeting.pk):
            _give(by, copy)


def _give(by: Viewer, made: MinuteCopy) -> None:
    copy = copy_queries.copy(by, made.pk)
    kept = {one.key: "Said of this child, to those who hear of this child." for one in journey.check_copy(by, copy)}
    journey.give(by=by, copy=copy, kept=kept, means="here")


def _next(teller: Teller, children: Sequence[UUID]) -> None:
    """Next week's: what is not done is on it already, and of the first child it is decided who hears; one more is put on; then
    everybody is told."""
    meeting = _panel(teller, weekday(teller, 5, 9, 30), teller.until - timedelta(hours=2))
    with teller.acting(CHAIR, teller.until - timedelta(hours=1)) as by:
        there = {one.child_id: one for one in visible(by, AgendaItem).filter(meeting=meeting, child__isnull=False)}
        for place, (child_id, story) in enumerate(zip(children, STORIES, strict=True)):
            if child_id not in there:
                _spoken(by, meeting, child_id, story)
            elif place == 0:
                item = there[child_id]
                said = _said(by, meeting, child_id, replace(story, worry=item.prompt), item)
                actions.change_item(by=by, item_id=item.pk, seen=None, said=said)
        actions.invite(by=by, meeting_id=meeting.pk)
