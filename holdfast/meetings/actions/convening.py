"""A meeting is convened, moved, put together with another, and cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from holdfast.access.models import Membership, User
from holdfast.access.policies import in_force
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.reference import new_reference
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records import chronology
from holdfast.records.queries import allocated_worker, manager_of_worker
from holdfast.rules import meetings as rules
from holdfast.rules.audience import Key
from holdfast.rules.meeting_agendas import Spoken
from holdfast.rules.meetings import MeetingType, OwnWorker
from holdfast.work.actions import finish, withdraw

from ..circles import closed_to
from ..models import AgendaItem, Invitee, Meeting, Reach
from ..policies import check_can_convene, check_can_run
from ..queries import JOB as JOB
from ..suggesting import NOT_YET, Suggestion
from ..types import FAMILY, Known, State, Video

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=12)
NOT_THEM = "They cannot run this meeting, because of what is on its agenda. Choose somebody else."
OWN_WORDS = {
    OwnWorker.WARNED: (
        "This chair is the child's own worker, or supervises them. Choose another, or say why they chair all the same."
    ),
    OwnWorker.REFUSED: "This meeting needs an independent chair: not the child's own worker, and not their supervisor.",
}


@dataclass(frozen=True)
class Convened:
    """What is said of a meeting when it is convened or changed.

    origin: what it was called for, as the kind and id of its subject. follows: the meeting before it.
    """

    kind: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    video: str = Video.NONE
    video_link: str = ""
    purpose: str = ""
    closed: bool = False
    chair_id: UUID | None = None
    chair_reason: str = ""
    minute_taker_id: UUID | None = None
    origin: tuple[str, UUID] | None = None
    follows_id: UUID | None = None


@action
def convene(*, by: Viewer, child_id: UUID | None, said: Convened, people: Sequence[Suggestion] = ()) -> Meeting:
    """Call a meeting: its agenda is its type's, and those chosen are called to it. Nobody is told by this: inviting is a step of
    its own, and a relative is told only because a person chose them (H12).

    Raises Faulty with every fault beside its question.
    """
    kind = rules.of(said.kind)
    check_can_convene(by, child_id)
    if kind.about_child != (child_id is not None):
        raise ValueError(f"A {kind.key} is {'about one child' if kind.about_child else 'about no child'}.")
    _check(by, kind, child_id, said)
    meeting = _waiting(by, child_id, kind, said) or _new(by, child_id, kind, said)
    for one in people:
        add(by, meeting, kind, one)
    fill_agenda(by, meeting)
    _bring(by, meeting)
    _say(by, meeting, kind, "was called for" if said.starts_at is None else "is to be held")
    record(by, "meeting.convene", meeting, child_id=child_id, type=meeting.kind, called=len(people))
    return meeting


def _bring(by: Viewer, meeting: Meeting) -> None:
    """Children of whom something is left from the meeting before."""
    from .children import bring_unfinished

    bring_unfinished(by, meeting)


def _new(by: Viewer, child_id: UUID | None, kind: MeetingType, said: Convened) -> Meeting:
    meeting = Meeting.objects.create(
        partnership_id=by.here,
        kind=kind.key.value,
        reference=new_reference(),
        child_id=child_id,
        known=kind.known.value,
        convened_by_id=by.person_id,
        origin_kind=said.origin[0] if said.origin else "",
        origin_id=said.origin[1] if said.origin else None,
        follows_id=_before(by, said.follows_id),
        **_columns(kind, said),
    )
    put_agenda(by, meeting, kind)
    return meeting


def _waiting(by: Viewer, child_id: UUID | None, kind: MeetingType, said: Convened) -> Meeting | None:
    """The meeting of this kind that was called for and waits for a time is the one that is convened: there is never a second."""
    if child_id is None or said.origin is not None or said.starts_at is None or by.system:
        return None
    rows = visible(by, Meeting).filter(
        child_id=child_id, kind=kind.key.value, state=State.PLANNED, starts_at=None, origin_id=None, chair=None
    )
    meeting = rows.order_by("created_at", "pk").first()
    if meeting is None:
        return None
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        meeting.change(seen=None, convened_by_id=by.me, **_columns(kind, said))
        finish(by=job, subject=meeting, kind="meeting.time")
    return meeting


def _columns(kind: MeetingType, said: Convened) -> dict[str, object]:
    return {
        "starts_at": said.starts_at,
        "ends_at": said.ends_at or (said.starts_at + timedelta(minutes=kind.minutes) if said.starts_at else None),
        "place": said.place.strip(),
        "video": said.video,
        "video_link": said.video_link.strip() if said.video == Video.PASTED else "",
        "purpose": said.purpose.strip(),
        "closed": said.closed and kind.closed,
        "chair_id": said.chair_id,
        "chair_reason": said.chair_reason.strip(),
        "minute_taker_id": said.minute_taker_id,
    }


def _before(by: Viewer, follows_id: UUID | None) -> UUID | None:
    return follows_id if follows_id and visible(by, Meeting).filter(pk=follows_id).exists() else None


def _check(by: Viewer, kind: MeetingType, child_id: UUID | None, said: Convened) -> None:
    faults = [*_faults_of_time(said), *_faults_of_chair(by, kind, child_id, said)]
    if said.video == Video.PASTED and not said.video_link.strip().startswith("https://"):
        faults.append(Fault("video_link", "Paste the whole link, beginning with https://"))
    if said.minute_taker_id and not _post(by, said.minute_taker_id):
        faults.append(Fault("minute_taker_id", "Choose somebody with a post here."))
    if faults:
        raise Faulty(faults)


def _check_hears(by: Viewer, meeting: Meeting, said: Convened) -> None:
    """Whoever runs a meeting hears every child's item on its agenda, so nobody runs it to whom one of their records is closed."""
    with acting_as(Viewer.job(JOB, by.here)):
        rows = AgendaItem.objects.filter(partnership_id=by.here, meeting=meeting, child__isnull=False, removed_at=None)
        children = [child_id for child_id in rows.values_list("child_id", flat=True) if child_id]
    asked = (("chair_id", said.chair_id), ("minute_taker_id", said.minute_taker_id))
    faults = [Fault(name, NOT_THEM) for name, user_id in asked if user_id and closed_to(by.here, children, [user_id])]
    if faults:
        raise Faulty(faults)


def _faults_of_time(said: Convened) -> list[Fault]:
    if said.starts_at is None or said.ends_at is None:
        return []
    if not SHORTEST <= said.ends_at - said.starts_at <= LONGEST:
        return [Fault("ends_at", "A meeting ends after it starts, and on the same day.")]
    return []


def _post(by: Viewer, user_id: UUID) -> bool:
    return Membership.objects.filter(in_force(), partnership_id=by.here, user_id=user_id, user__is_active=True).exists()


def _faults_of_chair(by: Viewer, kind: MeetingType, child_id: UUID | None, said: Convened) -> list[Fault]:
    if said.chair_id is None:
        return []
    posts = Membership.objects.filter(in_force(), partnership_id=by.here, user_id=said.chair_id, role__in=kind.chairing.roles)
    if not posts.exists():
        return [Fault("chair_id", "This meeting is chaired by somebody in one of the roles that its type names.")]
    if child_id is None or not is_own_worker(by, child_id, said.chair_id):
        return []
    if kind.chairing.own is OwnWorker.REFUSED:
        return [Fault("chair_id", OWN_WORDS[OwnWorker.REFUSED])]
    if kind.chairing.own is OwnWorker.WARNED and not said.chair_reason.strip():
        return [Fault("chair_reason", OWN_WORDS[OwnWorker.WARNED])]
    return []


def is_own_worker(by: Viewer, child_id: UUID, user_id: UUID) -> bool:
    """Whether somebody has the child's case, or supervises whoever has it."""
    worker = allocated_worker(child_id, by.here)
    return worker is not None and user_id in (worker.user_id, manager_of_worker(by.here, worker.user_id))


def chairs_to_choose(by: Viewer, kind: MeetingType) -> list[User]:
    """Everybody with a post in a role that may chair this type, by name."""
    posts = Membership.objects.filter(in_force(), partnership_id=by.here, role__in=kind.chairing.roles)
    return list(User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by("name", "pk")[:200])


# -- agenda and people ------------------------------------------------------------------------------------------------


def put_agenda(by: Viewer, meeting: Meeting, kind: MeetingType) -> None:
    """The agenda of its type."""
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                partnership_id=by.here,
                meeting=meeting,
                key=section.key,
                title=section.title,
                prompt=section.prompt,
                position=position,
                closed=section.closed,
                audience=sorted(key.value for key in section.audience),
            )
            for position, section in enumerate(kind.sections)
        ]
    )


def fill_agenda(by: Viewer, meeting: Meeting) -> None:
    """Sections for the family are for the relatives who are called, by name; those in which each speaks for themselves name
    nobody until they speak (H9, H23)."""
    called = Invitee.objects.filter(partnership_id=by.here, meeting=meeting, withdrawn_at=None, kept_out_at=None)
    family = [row.person_id for row in called if row.person_id is not None]
    each = [section.key for section in rules.of(meeting.kind).sections if section.spoken is Spoken.SPEAKER]
    items = AgendaItem.objects.filter(partnership_id=by.here, meeting=meeting, removed_at=None)
    items.filter(audience__contains=[Key.FAMILY.value]).exclude(key__in=each).update(family=family)


def add(by: Viewer, meeting: Meeting, kind: MeetingType, one: Suggestion) -> Invitee:
    """Call somebody, with how they are reached kept apart. Nobody is told yet."""
    if one.kind in FAMILY and not kind.family:
        raise Refused("The family is not called to this kind of meeting.")
    seat = one.seat.value if one.seat else ""
    invitee = Invitee.objects.create(
        partnership_id=by.here,
        meeting=meeting,
        kind=one.kind,
        user_id=one.user_id,
        person_id=one.person_id,
        agency_id=one.agency_id,
        name=one.name,
        role=one.role.removesuffix(NOT_YET),
        seat=seat,
        needed=one.seat in kind.must,
        added_by_id=by.person_id,
    )
    Reach.objects.create(
        partnership_id=by.here,
        meeting=meeting,
        invitee=invitee,
        means=one.means,
        email=one.email.lower(),
        telephone=one.telephone,
    )
    return invitee


def _say(by: Viewer, meeting: Meeting, kind: MeetingType, words: str) -> None:
    """In the chronology, where everybody who works with the child may know of such a meeting; nowhere else."""
    if meeting.child_id is None or meeting.known != Known.CIRCLE:
        return
    chronology.add(
        by=by, child_id=meeting.child_id, at=now(), kind="meeting.planned", text=f"{kind.label} {words}.",
        source_kind="meetings.meeting", source_id=meeting.pk,
    )  # fmt: skip


# -- changes ----------------------------------------------------------------------------------------------------------


def held_for_change(by: Viewer, meeting_id: UUID) -> Meeting:
    """The meeting, held until this change is whole. Raises NotHere or Refused."""
    check_can_run(by, meeting_id)
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id, partnership_id=by.here).first()
    if meeting is None:
        raise NotHere
    return meeting


@action
def change(*, by: Viewer, meeting_id: UUID, seen: int | None, said: Convened) -> Meeting:
    """Put time, place, link, chair or purpose right. What the invitations say is then sent again by inviting.

    Raises StaleEdit with both versions, where somebody changed it since version `seen`.
    """
    meeting = held_for_change(by, meeting_id)
    if not meeting.ahead:
        raise Refused("This meeting is over, or was cancelled. What was held is put right in its minutes.")
    kind = rules.of(meeting.kind)
    _check(by, kind, meeting.child_id, said)
    _check_hears(by, meeting, said)
    values: Mapping[str, object] = _columns(kind, said)
    moved = any(getattr(meeting, name) != values[name] for name in ("starts_at", "ends_at", "place", "video", "video_link"))
    # Whoever hands the chair over may no longer read it afterwards.
    with acting_as(Viewer.job(JOB, by.here)):
        meeting.change(seen=seen, **values, sequence=meeting.sequence + bool(moved and meeting.invited_at))
        if meeting.starts_at is not None:
            finish(by=by, subject=meeting, kind="meeting.time")
    record(by, "meeting.change", meeting, child_id=meeting.child_id, moved=moved)
    return meeting


@action
def take_on(*, by: Viewer, meeting_id: UUID) -> Meeting:
    """Run a meeting that nobody runs yet: one that was called for before anybody was chosen to convene it."""
    meeting = visible(by, Meeting).filter(pk=meeting_id).first()
    if meeting is None:
        raise NotHere
    check_can_convene(by, meeting.child_id)
    free = Meeting.objects.filter(pk=meeting_id, partnership_id=by.here, convened_by=None, chair=None, minute_taker=None).update(
        convened_by_id=by.me
    )
    if not free:
        raise Refused("Somebody runs this meeting already. Ask them.")
    record(by, "meeting.take-on", meeting, child_id=meeting.child_id)
    meeting.refresh_from_db()
    return meeting


@action
def hold_together(*, by: Viewer, meeting_id: UUID, with_id: UUID) -> Meeting:
    """Two meetings about one child are one: this one takes the time and place of the other."""
    meeting = held_for_change(by, meeting_id)
    other = visible(by, Meeting).filter(pk=with_id, child_id__isnull=False).exclude(pk=meeting.pk).first()
    if other is None or other.child_id != meeting.child_id:
        raise NotHere
    if meeting.known != other.known:
        raise Refused("One of them is not to be known to everybody who comes to the other. They are held apart.")
    if not (meeting.ahead and other.ahead):
        raise Refused("Only meetings that are still to be held are put together.")
    meeting.change(
        seen=None,
        with_meeting_id=other.pk,
        starts_at=other.starts_at,
        ends_at=other.ends_at,
        place=other.place,
        video=other.video,
        video_ref=other.video_ref,
        video_link=other.video_link,
        sequence=meeting.sequence + bool(meeting.invited_at),
    )
    record(by, "meeting.hold-together", meeting, child_id=meeting.child_id, other=other.pk)
    return meeting


@action
def cancel(*, by: Viewer, meeting_id: UUID, why: str) -> Meeting:
    """It is not held, and why. Those who were invited are told by inviting, which sends the cancellation."""
    meeting = held_for_change(by, meeting_id)
    if not meeting.ahead:
        raise Refused("This meeting is over, or was cancelled already.")
    if not why.strip():
        raise Faulty([Fault("why", "Say why it is not held.")])
    meeting.change(seen=None, state=State.CANCELLED, cancelled_why=why.strip(), sequence=meeting.sequence + 1)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        _withdraw_duties(job, meeting)
    _say(by, meeting, rules.of(meeting.kind), "was cancelled")
    record(by, "meeting.cancel", meeting, child_id=meeting.child_id)
    return meeting


def _withdraw_duties(by: Viewer, meeting: Meeting) -> None:
    withdraw(by=by, subject=meeting)
    for invitee in Invitee.objects.filter(partnership_id=by.here, meeting=meeting):
        withdraw(by=by, subject=invitee)
