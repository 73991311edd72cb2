"""A meeting that is being minuted, for tests: police, school, mother, father and child round one table, and a closed part."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from holdfast.kernel.acting import acting_as
from holdfast.kernel.ids import new_id
from holdfast.kernel.reference import new_reference
from holdfast.kernel.time import frozen
from holdfast.kernel.viewer import Viewer
from holdfast.meetings.minute_models import MinuteLine
from holdfast.meetings.minuting import approving, attending, making, writing
from holdfast.meetings.minuting.writing import Written
from holdfast.meetings.models import AgendaItem, Invitee, Meeting
from holdfast.meetings.types import Kind
from holdfast.records import actions as records
from holdfast.records.types import RelationKind
from tests.conftest import make_agency, make_person
from tests.factories.missing import child_of

TEN = dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
FAMILY = ("mother", "father", "child")
SECTIONS = (
    ("worries", "What we are worried about", ["professionals", "family", "child"], False),
    ("parent_voice", "What parents and carers say", ["professionals", "family"], False),
    ("closed", "Professionals alone", ["professionals"], True),
    ("actions", "Who does what, by when", ["professionals", "family", "child"], False),
)


@dataclass
class Room:
    """One meeting with its people. chair, taker, school, police, health: viewers. people: invitations by name."""

    partnership: Any
    system: Viewer
    child: Any
    meeting: Meeting
    viewers: dict[str, Viewer]
    people: dict[str, Invitee]
    items: dict[str, AgendaItem]
    minutes: int = 0
    lines: dict[str, MinuteLine] = field(default_factory=dict)

    def at(self, minute: int) -> dt.datetime:
        return TEN + dt.timedelta(minutes=minute)

    def as_(self, name: str, minute: int | None = None) -> Any:
        """Somebody acts, so many minutes after ten."""
        self.minutes = self.minutes if minute is None else minute
        return _Acting(self.viewers[name], self.at(self.minutes))

    def write(self, text: str, *, item: str = "worries", minute: int = 5, by: str = "taker", **more: Any) -> MinuteLine:
        with self.as_(by, minute) as viewer:
            made = writing.write_line(
                by=viewer, meeting_id=self.meeting.pk, item_id=self.items[item].pk, key=new_id(), written=Written(text, **more)
            )
        self.lines[text] = made
        return made

    def begin(self, *, away: tuple[str, ...] = ()) -> Room:
        with self.as_("taker", 0) as by:
            attending.begin_meeting(by=by, meeting_id=self.meeting.pk)
            here = [one.pk for name, one in self.people.items() if name not in away]
            attending.arrive(by=by, meeting_id=self.meeting.pk, invitee_ids=here)
        return self

    def leave(self, *names: str, minute: int) -> None:
        with self.as_("taker", minute) as by:
            attending.leave(by=by, meeting_id=self.meeting.pk, invitee_ids=[self.people[name].pk for name in names])

    def end(self, minute: int = 60) -> Room:
        with self.as_("chair", minute) as by:
            attending.end_meeting(by=by, meeting_id=self.meeting.pk, quorum_words="Enough of us to decide.")
        return self

    def approve(self, minute: int = 90) -> Room:
        with self.as_("taker", minute) as by:
            approving.give_to_chair(by=by, meeting_id=self.meeting.pk)
        with self.as_("chair", minute + 1) as by:
            approving.approve(by=by, meeting_id=self.meeting.pk)
        return self

    def safe_to_tell(self, name: str) -> None:
        """It is recorded that somebody at home may be told about meetings."""
        with acting_as(self.system):
            records.tell(
                by=self.system, child_id=self.child.pk, person_id=self.people[name].person_id, subject="meetings", answer="yes",
                why="Asked, and it is safe.",
            )  # fmt: skip

    def copies(self, minute: int = 95) -> dict[str, Any]:
        """The copies made ready, by whose they are."""
        with self.as_("taker", minute) as by:
            made = making.make_copies(by=by, meeting_id=self.meeting.pk)
        names = {one.pk: name for name, one in self.people.items()}
        return {names[one.invitee_id]: one for one in made}


class _Acting:
    def __init__(self, viewer: Viewer, at: dt.datetime) -> None:
        self.viewer, self.clock = viewer, frozen(at)

    def __enter__(self) -> Viewer:
        self.clock.__enter__()
        self.acting = acting_as(self.viewer)
        return self.acting.__enter__()

    def __exit__(self, *why: Any) -> None:
        self.acting.__exit__(*why)
        self.clock.__exit__(*why)


def room(partnership: Any, *, kind: str = "risk_management") -> Room:
    """A risk management meeting with everybody called, before it begins."""
    system = Viewer.job("tests", partnership.pk)
    with acting_as(system):
        council = make_agency(partnership)
        agencies = {
            "school": make_agency(partnership, "Hill School", "education"),
            "police": make_agency(partnership, "Testshire Police", "police"),
            "health": make_agency(partnership, "Testshire NHS", "health"),
        }
        viewers = {
            "chair": make_person(partnership, council, ("exploitation-manager",), name="Chair Person"),
            "taker": make_person(partnership, council, ("minute-taker",), name="Minute Taker"),
            "worker": make_person(partnership, council, ("social-worker",), name="Social Worker"),
            "school": make_person(partnership, agencies["school"], ("school-lead",), name="Head Teacher"),
            "police": make_person(partnership, agencies["police"], ("police-officer",), name="Police Officer"),
            "health": make_person(partnership, agencies["health"], ("practitioner",), name="School Nurse"),
        }
        child = child_of(system)
        meeting = Meeting.objects.create(
            partnership=partnership, kind=kind, reference=new_reference(), child=child, known="circle",
            starts_at=TEN, ends_at=TEN + dt.timedelta(hours=1), chair_id=viewers["chair"].me,
            minute_taker_id=viewers["taker"].me, convened_by_id=viewers["worker"].me, closed=True,
        )  # fmt: skip
        people = {
            name: _called(meeting, Kind.STAFF, viewers[name], agencies.get(name, council), seat)
            for name, seat in (("worker", "social_worker"), ("school", "school"), ("police", "police"), ("health", "health"))
        }
        for name in ("mother", "father"):
            person = _relative(system, child.pk, name)
            people[name] = Invitee.objects.create(
                partnership=partnership, meeting=meeting, kind=Kind.RELATIVE, person_id=person, name=f"The {name}", seat="parent"
            )
        people["child"] = Invitee.objects.create(
            partnership=partnership, meeting=meeting, kind=Kind.CHILD, name="Robin", seat="child"
        )
        items = {
            key: AgendaItem.objects.create(
                partnership=partnership, meeting=meeting, key=key, title=title, position=n, closed=closed, audience=audience
            )
            for n, (key, title, audience, closed) in enumerate(SECTIONS)
        }
    return Room(partnership, system, child, meeting, viewers, people, items)


def _called(meeting: Meeting, kind: str, viewer: Viewer, agency: Any, seat: str) -> Invitee:
    from holdfast.access.models import User

    name = User.objects.get(pk=viewer.me).name
    return Invitee.objects.create(
        partnership_id=meeting.partnership_id, meeting=meeting, kind=kind, user_id=viewer.me, agency=agency, name=name, seat=seat
    )


def _relative(system: Viewer, child_id: UUID, name: str) -> UUID:
    kind = RelationKind.MOTHER if name == "mother" else RelationKind.FATHER
    made = records.relate(by=system, child_id=child_id, person={"given": name.title(), "family": "Fell"}, kind=kind)
    return UUID(str(made.person_id))
