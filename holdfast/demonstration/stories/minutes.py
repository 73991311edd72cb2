"""Two meetings about one child: a past one with its minute, everybody's version and one copy recalled; and one held now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from holdfast.journeys import minutes as journey
from holdfast.kernel.ids import new_id
from holdfast.kernel.reference import new_reference
from holdfast.kernel.viewer import Viewer
from holdfast.meetings import actions as meetings
from holdfast.meetings import copy_queries
from holdfast.meetings import minute_queries as queries
from holdfast.meetings.actions import Gathered, Said
from holdfast.meetings.minute_models import MinuteCopy
from holdfast.meetings.minute_types import CopyOf
from holdfast.meetings.minuting import approving, attending, copies, making, writing
from holdfast.meetings.minuting.writing import Written
from holdfast.meetings.models import AgendaItem, Invitee, Meeting, Reach
from holdfast.meetings.types import Kind, Means, Offer, Reply, ViewHow
from holdfast.records import actions as records
from holdfast.records.models import Child, Involvement, Relationship
from holdfast.rules.meetings import of
from holdfast.rules.minutes import LineKind

from .telling import Teller

CHAIR, TAKER, WORKER = "Siobhan Walsh", "Colin Frayne", "Amir Rahimi"
CALLED = (
    (WORKER, "council", "Social worker", "social_worker"),
    ("Joel Whitcombe", "council", "Direct-work practitioner", "exploitation"),
    ("Sam Tranter", "police", "Detective constable", "police"),
    ("Marcus Bell", "police", "Intelligence officer", "police"),
    ("Miriam Feldman", "high-school", "Designated safeguarding lead", "school"),
    ("Fiona Maclaren", "health", "School nurse", "health"),
)
HOME = "mother@home.example"
DAYS_AGO = 9
# Part of the agenda, words, who said it, the exception, what it is, and the words for the child.
OPEN: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("welcome", "The chair read the statements about confidentiality and fairness. Everybody agreed.", CHAIR, "", "said", ""),
    ("child_voice", "“I want people to ask me before they ask my school.”", "child", "", "said", ""),
    ("parent_voice", "The evenings are the hardest. I do not sleep until I hear the door.", "mother", "", "said", ""),
    ("missing", "Missing twice since September, both times found at the bus station.", WORKER, "", "said",
     "Nobody knew where you were two times. You were found at the bus station."),
    ("worries", "A silver car has waited near the school gate on three Fridays.", "Miriam Feldman", "", "said",
     "A silver car has waited near school. We are worried about who is in it."),
    ("worries", "The car is registered to an address that we are watching.", "Sam Tranter", "police", "said", ""),
    ("working_well", "Came to every session of the direct work, and brought a friend to one.", "Joel Whitcombe", "", "said",
     "You came every time to see Joel. That is going well."),
    ("scaling", "Everybody said 4 out of 10, and the nurse 3. The level agreed is significant.", CHAIR, "", "level", ""),
    ("scaling", "The school would say moderate: attendance has never been better.", "Miriam Feldman", "professionals",
     "dissent", ""),
)  # fmt: skip
CLOSED: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("closed", "The mother's former partner was seen with the driver. DC Tranter tells her himself, before anybody else.",
     "Sam Tranter", "", "said", ""),
    ("closed", "The number plate is with the intelligence team.", "Marcus Bell", "police", "said", ""),
    ("closed", "The clinic has an appointment on Thursday, which is nobody's but the child's.", "Fiona Maclaren",
     "named", "said", ""),
)  # fmt: skip
AGREED: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("needs", "A lift home from school on Fridays until the end of term.", CHAIR, "", "decision",
     "Somebody takes you home from school on Fridays."),
    ("actions", "Arrange the lift home on Fridays.", WORKER, "", "action", "Amir sorts out the lift."),
    ("actions", "Ask the bus company for the camera at the station.", "Sam Tranter", "professionals", "action", ""),
    ("actions", "Ring home on Sunday evening.", "Joel Whitcombe", "", "action", "Joel rings on Sunday."),
    ("next", "We meet again in four weeks, at the same place.", CHAIR, "", "said", "We meet again in four weeks."),
)  # fmt: skip
NOW: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("since", "No missing episode since the last meeting.", WORKER, "", "said", ""),
    ("worries", "The silver car was at the gate once more.", "Miriam Feldman", "", "said", ""),
    ("worries", "Its driver has been spoken to.", "Sam Tranter", "police", "said", ""),
)  # fmt: skip


@dataclass
class Held:
    """A meeting of the story, with its people by name and its agenda by key."""

    meeting: Meeting
    people: Mapping[str, Invitee]
    items: Mapping[str, AgendaItem]


def tell(teller: Teller) -> None:
    """Nothing where no child of the exploitation team has a mother in the record."""
    found = _child(teller)
    if found is None:
        return
    child, mother = found
    past = (teller.until - timedelta(days=DAYS_AGO)).replace(hour=10, minute=0, second=0, microsecond=0)
    held = _meeting(teller, child, mother, past)
    _minuted(teller, held, past)
    _given(teller, held, past + timedelta(days=2), child, mother)
    begun = teller.until - timedelta(minutes=25)
    running = _meeting(teller, child, mother, begun)
    with teller.acting(CHAIR, begun - timedelta(days=4)) as by:
        meetings.invite(by=by, meeting_id=running.meeting.pk)
    _gathered(teller, running, begun - timedelta(days=1))
    with teller.acting(TAKER, begun) as by:
        attending.begin_meeting(by=by, meeting_id=running.meeting.pk)
        here = [one.pk for name, one in running.people.items() if name not in ("Fiona Maclaren", "child")]
        attending.arrive(by=by, meeting_id=running.meeting.pk, invitee_ids=here)
        attending.apologise(by=by, meeting_id=running.meeting.pk, invitee_id=running.people["Fiona Maclaren"].pk)
        writing.go_to(by=by, meeting_id=running.meeting.pk, item_id=running.items["worries"].pk)
    _write(teller, running, begun + timedelta(minutes=5), NOW)


def _gathered(teller: Teller, held: Held, at: datetime) -> None:
    """What the school wrote for the meeting that is held now, and how the mother says things are."""
    with teller.acting("Miriam Feldman", at) as by:
        lines = [
            Said("since", "In school every day since the last meeting."),
            Said("worries", "Asked to leave early on Friday, and would not say why."),
            Said("working_well", "Chosen for the football team.", ("professionals", "child")),
        ]
        meetings.write_report(by=by, meeting_id=held.meeting.pk, lines=lines, give=True)
    with teller.acting(WORKER, at) as by:
        answers = {"well": "We eat together on Sundays again.", "worried": "The Fridays."}
        told = Gathered(ViewHow.NOTE, answers, {"safe": 3, "home": 4}, advocate=Offer.DECLINED)
        meetings.give_view(by=by, invitee_id=held.people["mother"].pk, gathered=told)
    with teller.acting(TAKER, at + timedelta(hours=2)) as by:
        making.make_copies(by=by, meeting_id=held.meeting.pk, what=CopyOf.PAPERS)


def _child(teller: Teller) -> tuple[Child, UUID] | None:
    """A child of the exploitation team's social worker, with their mother."""
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), teller.until):
        here = {"partnership_id": teller.staff.partnership_id}
        user_id = teller.staff.users[WORKER].pk
        allocated = Involvement.objects.filter(**here, allocated=True, until=None, user_id=user_id).order_by("pk")
        mothers = Relationship.objects.filter(
            **here, kind="mother", person_id__isnull=False, child_id__in=allocated.values("child_id")
        )
        row = mothers.exclude(child__set_aside_at__isnull=False).select_related("child").order_by("child_id", "pk").first()
        return (row.child, row.person_id) if row is not None and row.person_id is not None else None


def _meeting(teller: Teller, child: Child, mother: UUID, starts: datetime) -> Held:
    kind, staff = of("risk_management"), teller.staff
    with teller.being(Viewer.job("demonstration", staff.partnership_id), starts - timedelta(days=5)) as by:
        here = {"partnership_id": by.here}
        meeting = Meeting.objects.create(
            **here, kind=kind.key.value, reference=new_reference(), child=child, known=kind.known.value, starts_at=starts,
            ends_at=starts + timedelta(minutes=kind.minutes), place="Riverside House, room 2", closed=True,
            purpose="To go through the worries and bring the safety plan up to date.",
            chair_id=staff.users[CHAIR].pk, minute_taker_id=staff.users[TAKER].pk, convened_by_id=staff.users[WORKER].pk,
        )  # fmt: skip
        coming = {"reply": Reply.YES, "replied_at": starts - timedelta(days=3), "needed": True}
        people = {
            name: Invitee.objects.create(
                **here, meeting=meeting, kind=Kind.STAFF, user_id=staff.users[name].pk, agency=staff.agencies[agency],
                name=name, role=role, seat=seat, **coming,
            )
            for name, agency, role, seat in CALLED
        }  # fmt: skip
        people["mother"] = Invitee.objects.create(
            **here, meeting=meeting, kind=Kind.RELATIVE, person_id=mother, name=f"{child.given}'s mother", seat="parent", **coming
        )
        # A worker told the child, face to face.
        told = {"invited_at": starts - timedelta(days=4), "sent_sequence": 0}
        people["child"] = Invitee.objects.create(
            **here, meeting=meeting, kind=Kind.CHILD, name=child.given, seat="child", **coming, **told
        )
        addresses = {"mother": HOME, **{name: staff.users[name].email for name, *_ in CALLED}}
        Reach.objects.bulk_create(
            [
                *(
                    Reach(**here, meeting=meeting, invitee=people[name], means=Means.EMAIL, email=at)
                    for name, at in addresses.items()
                ),
                Reach(**here, meeting=meeting, invitee=people["child"], means=Means.SAID),
            ]
        )
        items = {
            one.key: AgendaItem(
                **here, meeting=meeting, key=one.key, title=one.title, prompt=one.prompt, position=place, closed=one.closed,
                audience=sorted(one.audience),
            )
            for place, one in enumerate(kind.sections)
        }  # fmt: skip
        AgendaItem.objects.bulk_create(items.values())
    return Held(meeting, people, items)


def _write(teller: Teller, held: Held, at: datetime, lines: tuple[tuple[str, str, str, str, str, str], ...]) -> None:
    with teller.acting(TAKER, at) as by:
        for part, words, who, exception, kind, for_child in lines:
            speaker = held.people.get(who)
            acts = kind == LineKind.ACTION
            writing.write_line(
                by=by,
                meeting_id=held.meeting.pk,
                item_id=held.items[part].pk,
                key=new_id(),
                written=Written(
                    words,
                    kind=kind,
                    who=exception,
                    named=(held.people["Fiona Maclaren"].pk,) if exception == "named" else (),
                    speaker_id=speaker.pk if speaker and not acts else None,
                    owner_id=speaker.pk if speaker and acts else None,
                    due_on=(at + timedelta(days=7)).date() if acts else None,
                    level="significant" if kind == LineKind.LEVEL else "",
                    for_child=for_child,
                ),
            )


def _minuted(teller: Teller, held: Held, at: datetime) -> None:
    """The family comes for the first hour, leaves for the closed part, and is back for what was agreed."""
    meeting_id, home = held.meeting.pk, [held.people["mother"].pk, held.people["child"].pk]
    with teller.acting(TAKER, at) as by:
        attending.begin_meeting(by=by, meeting_id=meeting_id)
        attending.arrive(by=by, meeting_id=meeting_id, invitee_ids=[one.pk for one in held.people.values()])
        attending.keep_attendance_to(by=by, meeting_id=meeting_id, invitee_id=held.people["Marcus Bell"].pk, police=True)
    _write(teller, held, at + timedelta(minutes=10), OPEN)
    with teller.acting(TAKER, at + timedelta(minutes=50)) as by:
        attending.leave(by=by, meeting_id=meeting_id, invitee_ids=home)
    _write(teller, held, at + timedelta(minutes=55), CLOSED)
    with teller.acting(TAKER, at + timedelta(minutes=65)) as by:
        attending.leave(by=by, meeting_id=meeting_id, invitee_ids=[held.people["Marcus Bell"].pk])
        attending.arrive(by=by, meeting_id=meeting_id, invitee_ids=home)
    _write(teller, held, at + timedelta(minutes=70), AGREED)
    with teller.acting(CHAIR, at + timedelta(minutes=90)) as by:
        attending.end_meeting(by=by, meeting_id=meeting_id)


def _given(teller: Teller, held: Held, at: datetime, child: Child, mother: UUID) -> None:
    """Approved after two days; the school's copy is recalled, because a line in it belonged to police."""
    meeting_id = held.meeting.pk
    with teller.acting(WORKER, at) as by:
        records.tell(
            by=by, child_id=child.pk, person_id=mother, subject="meetings", answer="yes", why="Asked at home, alone; it is safe."
        )
    with teller.acting(TAKER, at) as by:
        approving.give_to_chair(by=by, meeting_id=meeting_id)
    with teller.acting(CHAIR, at + timedelta(hours=2)) as by:
        sheet = queries.sheet(by, meeting_id)
        dissent = next(line for line in sheet.lines if line.kind == LineKind.DISSENT)
        approving.rule(
            by=by, meeting_id=meeting_id, invitee_id=held.people["mother"].pk, line_id=dissent.pk, gives=True,
            reason="She was there, and the school agrees that she has it.",
        )  # fmt: skip
        approving.approve(by=by, meeting_id=meeting_id)
        made = {copy.invitee_id: copy for copy in making.make_copies(by=by, meeting_id=meeting_id)}
        for name in (WORKER, "Sam Tranter", "Miriam Feldman"):
            _give(by, made, held.people[name], means="here")
        _give(
            by, made, held.people["mother"], means="link", code_way="said",
            kept_where="On her telephone, which has a code", found_by="Nobody else has the code",
        )  # fmt: skip
        _give(by, made, held.people["child"], means="talked", why="Shares a room; wants no paper.")
    with teller.acting("Miriam Feldman", at + timedelta(hours=5)) as by:
        own = copy_queries.own_copy(by, meeting_id)
        if own is not None:
            copies.note_opened(by=by, copy=own)
    with teller.acting(CHAIR, at + timedelta(hours=6)) as by:
        journey.recall(
            by=by,
            copy=copy_queries.copy(by, made[held.people["Miriam Feldman"].pk].pk),
            in_danger="Nobody: the school has not passed it on, and says so.",
            holder="The designated safeguarding lead, who opened it once and was asked to close it.",
            why="What the school said of attendance is not as the school said it. A corrected copy follows.",
        )


def _give(by: Viewer, made: Mapping[UUID, MinuteCopy], invitee: Invitee, **more: str) -> None:
    """Each thing that the check finds is looked at, and stays: all of it was said with the reader in the room."""
    copy = copy_queries.copy(by, made[invitee.pk].pk)
    kept = {one.key: "Said with this reader in the room." for one in journey.check_copy(by, copy)}
    journey.give(by=by, copy=copy, kept=kept, **more)
