"""Each person who is called is told by their own means: invited, told of changes, told that it is not held.

Everything leaves through the disclosure gate, one message to one reader. A relative or the child is told only where the record
says that they may safely be told (H8), and only because a person called them (H12). What cannot be sent is named, so that
somebody tells them; it holds nobody else up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms import templates
from holdfast.comms.actions import send
from holdfast.comms.calendar import Entry, Method
from holdfast.comms.delivery import goes
from holdfast.comms.types import Carried
from holdfast.disclosure.gate import clear
from holdfast.disclosure.passing import as_printed
from holdfast.disclosure.types import EMAIL, LETTER, TEXT, TO_A_MOBILE, WHATSAPP, Recipient
from holdfast.kernel.acting import acting_as
from holdfast.kernel.cleared import Cleared, Passed
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import instant, now
from holdfast.kernel.viewer import Viewer
from holdfast.records.queries import may_tell
from holdfast.records.types import TellSubject
from holdfast.rules import meetings as rules
from holdfast.rules.local import in_london
from holdfast.rules.spoken import long_time
from holdfast.work.actions import finish, open_duty
from holdfast.work.types import Responsible

from .. import letters, links
from ..models import Invitee, Meeting, Reach
from ..types import Kind, Means, Reply, State
from .before import ask_for_reports
from .convening import JOB, held_for_change
from .people import invitee_of

REACH = "meetings.reach"
REPLY = "meeting.reply"
REPLY_WORDS = "You are asked to a meeting. Say whether you come."
READERS = {
    Kind.STAFF: templates.STAFF,
    Kind.PROFESSIONAL: templates.PARTNER,
    Kind.ADVOCATE: templates.PARTNER,
    Kind.INTERPRETER: templates.PARTNER,
    Kind.CHILD: templates.CHILD,
    Kind.RELATIVE: templates.FAMILY,
}
CHANNELS = {Means.LETTER: LETTER, Means.TEXT: TEXT, Means.WHATSAPP: WHATSAPP}
NO_SUCH_WAY = "This way of telling them is not set up here. Tell them yourself, and say that you did."


@dataclass(frozen=True)
class NotTold:
    """Somebody who was not told, and why."""

    invitee: Invitee
    why: str


@dataclass(frozen=True)
class Told:
    """What came of inviting. by_hand: those whom a person tells."""

    sent: int
    by_hand: tuple[Invitee, ...]
    not_told: tuple[NotTold, ...]


@action
def invite(*, by: Viewer, meeting_id: UUID) -> Told:
    """Tell everybody who has not been told of the meeting as it now stands; told twice of the same, nobody is.

    Whoever was called off, and everybody where the meeting is cancelled, is told that they need not come.
    """
    meeting = held_for_change(by, meeting_id)
    if meeting.starts_at is None or meeting.ends_at is None:
        raise Refused("Agree a day and a time first: an invitation says when.")
    if meeting.state == State.HELD:
        raise Refused("This meeting has been held.")
    sent, by_hand, not_told = 0, [], []
    for invitee, reach in _to_tell(by, meeting):
        if reach.means in (Means.LETTER, Means.SAID):
            by_hand.append(invitee)
            continue
        try:
            _tell(by, meeting, invitee, reach)
        except Refused as refused:
            not_told.append(NotTold(invitee, refused.sentence))
        else:
            sent += 1
    if meeting.state != State.CANCELLED:
        _after(by, meeting)
    record(by, "meeting.invite", meeting, child_id=meeting.child_id, sent=sent, by_hand=len(by_hand), not_told=len(not_told))
    return Told(sent, tuple(by_hand), tuple(not_told))


def _to_tell(by: Viewer, meeting: Meeting) -> list[tuple[Invitee, Reach]]:
    """Those who have not heard of how it stands now. Whoever was never invited is not told that they need not come."""
    rows = visible(by, Reach).filter(meeting=meeting).select_related("invitee").order_by("invitee__created_at", "pk")
    found = []
    for reach in rows:
        one = reach.invitee
        off = not one.comes or meeting.state == State.CANCELLED
        told = one.sent_sequence == CALLED_OFF if off else one.sent_sequence >= meeting.sequence
        if not told and not (off and one.invited_at is None):
            found.append((one, reach))
    return found


CALLED_OFF = -2  # what stands as the newest sent to somebody who was told that they need not come


@action
def write_letter(*, by: Viewer, invitee_id: UUID) -> Passed:
    """The invitation as a letter, for somebody who is told by post. It passes the gate as every message does, and stands in the
    register; from then on they count as told."""
    invitee = invitee_of(by, invitee_id)
    meeting = held_for_change(by, invitee.meeting_id)
    reach = visible(by, Reach).get(invitee=invitee)
    if meeting.starts_at is None or meeting.ends_at is None or not meeting.ahead:
        raise Refused("Agree a day and a time first: a letter says when.")
    if reach.means != Means.LETTER or not invitee.comes:
        raise Refused("They are not told by letter. Say first that they are, with the address.")
    cleared = _tell(by, meeting, invitee, reach)
    record(by, "meeting.letter", invitee, child_id=meeting.child_id)
    return as_printed(cleared, letters.printed(cleared, name=invitee.name), "letter.pdf")


def _tell(by: Viewer, meeting: Meeting, invitee: Invitee, reach: Reach) -> Cleared:
    """Cleared, and on its way where it goes by itself."""
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    off = not invitee.comes or meeting.state == State.CANCELLED
    template = "meeting.cancelled" if off else "meeting.changed" if invitee.invited_at else "meeting.invited"
    key = links.new_key()
    link = links.address_of(key)
    entry = Entry(
        Method.CANCEL if off else Method.REQUEST,
        invitee.pk,
        invitee.version,  # grows with everything that is said to them, so that the newest entry always wins
        meeting.starts_at,
        meeting.ends_at,
        now(),
        meeting.reference,
        link,
    )
    facts = {"due": long_time(in_london(meeting.starts_at))} | ({} if off else {"link": link})
    cleared = clear(
        by=by,
        template=template,
        recipient=_recipient(meeting, invitee, reach),
        reference=meeting.reference,
        facts=facts,
        children=[meeting.child_id] if meeting.child_id else [],
        entry=entry,
    )
    before = _as_told(invitee, reach)
    _told(meeting, invitee, reach, off=off, key="" if off else key)
    if cleared.channel != LETTER:
        send(by=by, cleared=cleared, carried=Carried(REACH, reach.pk, before, _as_told(invitee, reach)))
    return cleared


def _as_told(invitee: Invitee, reach: Reach) -> dict[str, Any]:
    """What telling somebody changes, in plain values."""
    return {
        "sent_sequence": invitee.sent_sequence,
        "invited_at": invitee.invited_at.isoformat() if invitee.invited_at else None,
        "link_hash": reach.link_hash,
        "link_until": reach.link_until.isoformat() if reach.link_until else None,
    }


@action
def untell(*, by: Viewer, reach_id: UUID, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """The message that was to tell somebody was stopped: they have not been told, and a link they had before opens again.

    Where they were told something newer since, that stands. before, after: what the message changed, as it was sent.
    """
    reach = Reach.objects.select_related("invitee__meeting").filter(partnership_id=by.here, pk=reach_id).first()
    if reach is None:
        raise NotHere
    invitee = reach.invitee
    if _as_told(invitee, reach) == dict(after):
        first = before["invited_at"]
        invitee.change(seen=None, sent_sequence=before["sent_sequence"], invited_at=instant(first) if first else None)
        until = before["link_until"]
        reach.change(seen=None, link_hash=before["link_hash"], link_until=instant(until) if until else None)
        if not first:
            with acting_as(Viewer.job(JOB, by.here)) as job:
                finish(by=job, subject=invitee, kind=REPLY)
    record(by, "meeting.not-told", invitee, child_id=invitee.meeting.child_id)


def _recipient(meeting: Meeting, invitee: Invitee, reach: Reach) -> Recipient:
    channel = CHANNELS.get(Means(reach.means), EMAIL)
    if channel in TO_A_MOBILE and not goes(channel):
        raise Refused(NO_SUCH_WAY)
    family = invitee.is_family
    return Recipient(
        READERS[Kind(invitee.kind)],
        reach.address if channel == LETTER else reach.telephone if channel in TO_A_MOBILE else reach.email,
        user_id=invitee.user_id,
        person_id=invitee.person_id if family else None,
        child_id=meeting.child_id if family else None,
        channel=channel,
    )


def _told(meeting: Meeting, invitee: Invitee, reach: Reach, *, off: bool, key: str) -> None:
    again = invitee.invited_at is not None and not off
    invitee.change(
        seen=None,
        invited_at=invitee.invited_at or now(),
        sent_sequence=CALLED_OFF if off else meeting.sequence,
        **({"reply": Reply.NONE, "replied_at": None} if again else {}),
    )
    reach.change(seen=None, link_hash=links.hashed(key) if key else "", link_until=links.until(meeting) if key else None)


def _after(by: Viewer, meeting: Meeting) -> None:
    if meeting.invited_at is None:
        meeting.change(seen=None, invited_at=now())
    ask_for_reports(by, meeting)
    _ask_for_replies(by, meeting)


def _ask_for_replies(by: Viewer, meeting: Meeting) -> None:
    """Whoever has an account finds it on My work too; for a meeting that only its people may know of, without a child."""
    called = Invitee.objects.filter(
        partnership_id=by.here, meeting=meeting, user_id__isnull=False, reply=Reply.NONE, withdrawn_at=None, kept_out_at=None
    )
    if by.is_person:
        called = called.exclude(user_id=by.me)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        for row in called:
            open_duty(
                by=job,
                kind=REPLY,
                subject=row,
                what=REPLY_WORDS,
                responsible=Responsible(user_id=row.user_id),
                due_at=max(meeting.starts_at or now(), now()),
                child_id=meeting.told_child_id,
                reference=meeting.reference,
            )


@action
def told_by_hand(*, by: Viewer, invitee_id: UUID) -> Invitee:
    """Somebody told them, in person, by telephone or by letter. For the family it must be safe all the same (H8)."""
    invitee = invitee_of(by, invitee_id)
    meeting = held_for_change(by, invitee.meeting_id)
    if invitee.is_family and meeting.child_id is not None:
        person_id = None if invitee.kind == Kind.CHILD else invitee.person_id
        if not may_tell(by, child_id=meeting.child_id, person_id=person_id, subject=TellSubject.MEETINGS):
            raise Refused("It is not recorded that they may safely be told. Whoever leads for the child can record it.")
    invitee.change(seen=None, invited_at=invitee.invited_at or now(), sent_sequence=meeting.sequence)
    record(by, "meeting.told-by-hand", invitee, child_id=meeting.child_id)
    return invitee


@action
def answer(*, by: Viewer, invitee_id: UUID, reply: str, words: str = "") -> Invitee:
    """Whoever is called says whether they come: from their own page, or, with an account, from the meeting's."""
    invitee = visible(by, Invitee).select_related("meeting").filter(pk=invitee_id).first()
    if invitee is None or not (by.system or invitee.user_id == by.person_id):
        raise Refused("Everybody answers for themselves.")
    if not invitee.meeting.ahead:
        raise Refused("This meeting is over, or is not held.")
    invitee.change(seen=None, reply=Reply(reply), reply_words=words.strip()[:500], replied_at=now())
    with acting_as(Viewer.job(JOB, by.here)) as job:
        finish(by=job, subject=invitee, kind=REPLY)
    record(by, "meeting.answer", invitee, child_id=invitee.meeting.child_id, reply=reply)
    return invitee


def statement_of(meeting: Meeting) -> str:
    """The statement about confidentiality, as everybody who is called reads it."""
    return rules.of(meeting.kind).statement
