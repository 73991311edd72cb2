"""Who is called to a meeting, how each is reached, and whom the chair keeps out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.rules import identifiers
from holdfast.rules import meetings as rules
from holdfast.work.actions import withdraw

from ..models import Invitee, KeptOut, Meeting, Reach
from ..policies import check_can_chair
from ..suggesting import Suggestion
from ..types import FAMILY, Kind, Means
from .convening import add, fill_agenda, held_for_change


@dataclass(frozen=True)
class How:
    """How one invitee is told."""

    means: str
    email: str = ""
    telephone: str = ""
    address: str = ""


@action
def call(*, by: Viewer, meeting_id: UUID, people: Sequence[Suggestion]) -> list[Invitee]:
    """Call more people. Whoever was called before and called off is called again."""
    meeting = _ahead(by, meeting_id)
    kind = rules.of(meeting.kind)
    made = [_again(by, meeting, one) or add(by, meeting, kind, one) for one in people]
    fill_agenda(by, meeting)
    record(by, "meeting.call", meeting, child_id=meeting.child_id, called=len(made))
    return made


def _again(by: Viewer, meeting: Meeting, one: Suggestion) -> Invitee | None:
    rows = Invitee.objects.filter(partnership_id=by.here, meeting=meeting)
    if one.user_id:
        found = rows.filter(user_id=one.user_id).first()
    elif one.person_id:
        found = rows.filter(person_id=one.person_id).first()
    else:
        found = rows.filter(kind=Kind.CHILD).first() if one.kind == Kind.CHILD else None
    if found is not None and found.withdrawn_at is not None:
        found.change(seen=None, withdrawn_at=None)
    return found


def _ahead(by: Viewer, meeting_id: UUID) -> Meeting:
    meeting = held_for_change(by, meeting_id)
    if not meeting.ahead:
        raise Refused("This meeting is over, or was cancelled.")
    return meeting


@action
def call_somebody(*, by: Viewer, meeting_id: UUID, kind: str, name: str, role: str, how: How, seat: str = "") -> Invitee:
    """Call a professional by their address, an advocate or an interpreter: somebody without a record and an account."""
    meeting = _ahead(by, meeting_id)
    if kind not in (Kind.PROFESSIONAL, Kind.ADVOCATE, Kind.INTERPRETER):
        raise ValueError("Staff, the child and relatives are called by their account or record.")
    if kind == Kind.ADVOCATE and not rules.of(meeting.kind).family:
        raise Refused("Nobody speaks for the family at this kind of meeting, because the family is not called to it.")
    if not name.strip():
        raise Faulty([Fault("name", "Enter their name.")])
    _check_how(how)
    invitee = Invitee.objects.create(
        partnership_id=by.here,
        meeting=meeting,
        kind=kind,
        name=name.strip()[:120],
        role=role.strip()[:120],
        seat=seat if seat in set(rules.SEATS) else "",
        added_by_id=by.person_id,
    )
    Reach.objects.create(partnership_id=by.here, meeting=meeting, invitee=invitee, **_columns(how))
    record(by, "meeting.call", meeting, child_id=meeting.child_id, called=1)
    return invitee


def _check_how(how: How) -> None:
    if how.means == Means.EMAIL and ("@" not in how.email or " " in how.email.strip()):
        raise Faulty([Fault("email", "Enter the e-mail address, or choose another way.")])
    if how.means in (Means.TEXT, Means.WHATSAPP) and identifiers.mobile(how.telephone) is None:
        raise Faulty([Fault("telephone", "Enter a mobile number, or choose another way.")])
    if how.means == Means.LETTER and len(how.address.strip().splitlines()) < 2:
        raise Faulty([Fault("address", "Enter the address, line by line, or choose another way.")])


def _columns(how: How) -> dict[str, str]:
    return {
        "means": how.means,
        "email": how.email.strip().lower(),
        "telephone": how.telephone.strip(),
        "address": how.address.strip(),
    }


@action
def set_how(*, by: Viewer, invitee_id: UUID, how: How) -> Reach:
    """Say how somebody is told. A child's or a relative's way is the one that they chose (H9)."""
    invitee = invitee_of(by, invitee_id)
    held_for_change(by, invitee.meeting_id)
    _check_how(how)
    reach = visible(by, Reach).get(invitee=invitee)
    reach.change(seen=None, **_columns(how))
    record(by, "meeting.set-means", invitee, child_id=invitee.meeting.child_id, means=how.means)
    return reach


def invitee_of(by: Viewer, invitee_id: UUID) -> Invitee:
    found = visible(by, Invitee).select_related("meeting").filter(pk=invitee_id).first()
    if found is None:
        raise NotHere
    return found


@action
def call_off(*, by: Viewer, invitee_id: UUID) -> Invitee:
    """Somebody need not come. They are told by inviting, if they had been invited."""
    invitee = invitee_of(by, invitee_id)
    meeting = _ahead(by, invitee.meeting_id)
    if invitee.user_id and invitee.user_id in (meeting.chair_id, meeting.minute_taker_id):
        raise Refused("They chair or minute this meeting. Choose somebody else for that first.")
    invitee.change(seen=None, withdrawn_at=now())
    withdraw(by=by, subject=invitee)
    fill_agenda(by, meeting)
    record(by, "meeting.call-off", invitee, child_id=meeting.child_id)
    return invitee


@action
def keep_out(*, by: Viewer, invitee_id: UUID, part: str, reason: str) -> KeptOut:
    """The chair keeps somebody out of the meeting, or of its closed part, with the reason. Nobody else reads why."""
    invitee = invitee_of(by, invitee_id)
    check_can_chair(by, invitee.meeting_id)
    meeting = held_for_change(by, invitee.meeting_id)
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why. The reason is kept for whoever asks what was decided.")])
    if invitee.user_id is not None and invitee.user_id == meeting.chair_id:
        raise Refused("The chair cannot be kept out of their own meeting.")
    if part == "whole":
        invitee.change(seen=None, kept_out_at=now())
        withdraw(by=by, subject=invitee)
        fill_agenda(by, meeting)
    row = _decided(by, invitee, out=True, part=part, reason=reason)
    record(by, "meeting.keep-out", invitee, child_id=meeting.child_id, part=part)
    return row


@action
def let_in(*, by: Viewer, invitee_id: UUID, reason: str) -> KeptOut:
    """The chair lets somebody in again, with the reason."""
    invitee = invitee_of(by, invitee_id)
    check_can_chair(by, invitee.meeting_id)
    meeting = held_for_change(by, invitee.meeting_id)
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why.")])
    if invitee.kept_out_at is not None:
        invitee.change(seen=None, kept_out_at=None)
        fill_agenda(by, meeting)
    row = _decided(by, invitee, out=False, part="whole", reason=reason)
    record(by, "meeting.let-in", invitee, child_id=meeting.child_id)
    return row


def _decided(by: Viewer, invitee: Invitee, *, out: bool, part: str, reason: str) -> KeptOut:
    return KeptOut.objects.create(
        partnership_id=by.here,
        meeting_id=invitee.meeting_id,
        invitee=invitee,
        out=out,
        part=part,
        reason=reason.strip(),
        decided_by_id=by.me,
    )


def is_family(invitee: Invitee) -> bool:
    return invitee.kind in FAMILY
