"""A copy of a minute is given, and recalled: what crosses meetings, messages and information governance (H22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from uuid import UUID

from holdfast.access.models import User
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.comms import actions as comms
from holdfast.comms.types import Carried
from holdfast.disclosure import papers
from holdfast.disclosure.gate import clear, clear_document
from holdfast.disclosure.readers import CHILD, OUTSIDE, POLICE, PROFESSIONAL, Reader, relative, the_child
from holdfast.disclosure.types import EMAIL, TEXT, Recipient
from holdfast.keeping.actions.breaches import change_breach, log_breach
from holdfast.keeping.models import Breach
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.meetings.copy_queries import read_again
from holdfast.meetings.minute_models import MinuteCopy
from holdfast.meetings.minute_types import CodeWay, CopyMeans
from holdfast.meetings.minuting import copies
from holdfast.meetings.minuting.due import action_due, to_remind
from holdfast.meetings.minuting.paging import make_page
from holdfast.meetings.minuting.printing import papers_of
from holdfast.meetings.models import Reach
from holdfast.meetings.types import Kind
from holdfast.records.models import Child
from holdfast.records.types import TellSubject
from holdfast.rules.disclosure import Finding, Keep, key_of, who_may_keep
from holdfast.rules.disclosure.keeping import KINDS
from holdfast.rules.minutes import ReaderKind
from holdfast.rules.spoken import long_time

from .referral import link

BREACH_JOB = "keeping.breach"
WHAT_IT_HOLDS = (
    "One reader's copy of the minute, the decision or the papers of a meeting: what was said of a child and their family, as far"
    " as that reader may have it."
)


@dataclass(frozen=True)
class Gone:
    """What became of a copy that was given. code: to be said to the reader, shown once; "" where there is none to say."""

    means: str
    code: str = ""


@dataclass(frozen=True)
class Found:
    """Something the check found in a copy. key: what a decision is about. sure: they were at the meeting with this reader."""

    finding: Finding
    key: str
    keep: Keep
    label: str
    sure: bool


READERS = {Kind.STAFF.value: "staff", Kind.RELATIVE.value: "family", Kind.CHILD.value: "child"}  # anybody else is a partner
MET = "They were at the meeting with this reader."


def check_copy(by: Viewer, copy: MinuteCopy) -> list[Found]:
    """What the gate finds in a copy, through the eyes of whoever is about to give it; each thing once."""
    version = read_again(copy.content)
    met = {word.casefold() for one in version.there for word in one.name.split()}
    found: dict[str, Found] = {}
    for one in chain.from_iterable(papers.check(by, child_id, _reader(by, copy), paper) for child_id, paper in papers_of(copy)):
        sure = one.kind == "name" and bool(one.text) and {word.casefold() for word in one.text.split()} <= met
        found.setdefault(key_of(one), Found(one, key_of(one), who_may_keep(one), KINDS[one.kind].label, sure))
    return list(found.values())


def _reader(by: Viewer, copy: MinuteCopy) -> Reader:
    """Whoever gets the copy, as the check knows readers; somebody no longer related to the child is an outsider."""
    child_id, person_id = copy.meeting.child_id, copy.invitee.person_id
    if copy.reader == ReaderKind.CHILD:
        child = visible(by, Child).filter(pk=child_id).first() if child_id else None
        return the_child(by, child) if child else CHILD
    if copy.reader == ReaderKind.RELATIVE:
        return (relative(by, child_id, person_id) if child_id and person_id else None) or OUTSIDE
    own = frozenset(str(key) for key in (copy.invitee_id, copy.invitee.user_id) if key)
    return replace(POLICE if copy.reader == ReaderKind.POLICE else PROFESSIONAL, refs=own)


def _cleared(by: Viewer, copy: MinuteCopy, kept: Mapping[str, str]) -> tuple[UUID | None, list[dict[str, str]]]:
    """The copy passes the gate: each finding is decided, or nothing goes. Gives its row in the register, and what was decided; of
    a copy that tells of many children there is a row for each, and this is the first."""
    invitee = copy.invitee
    found = check_copy(by, copy)
    said = {one.key: MET for one in found if one.sure} | {key: why.strip() for key, why in kept.items() if why.strip()}
    recipient = _recipient(copy, invitee.user.email if invitee.user else "")
    rows = [
        clear_document(
            by=by,
            child_id=child_id,
            reader=_reader(by, copy),
            recipient=recipient,
            paper=paper,
            kept=said,
            reference=copy.meeting.reference,
            about=TellSubject.MEETINGS,
        ).release_id
        for child_id, paper in papers_of(copy)
    ]
    return rows[0] if rows else None, [{"kind": one.finding.kind, "why": said[one.key]} for one in found if one.key in said]


@action
def give(
    *,
    by: Viewer,
    copy: MinuteCopy,
    means: str,
    site: str = "",
    code_way: str = "",
    telephone: str = "",
    kept_where: str = "",
    found_by: str = "",
    why: str = "",
    kept: Mapping[str, str] | None = None,
) -> Gone:
    """Give one reader their copy, by the means chosen. Whoever has an account is told that it is there to be read.

    To somebody at home nothing goes unless it is recorded that they may be told (H8). kept: why each thing that the check found
    stays in it; what is talked through is checked as well.
    """
    copies.check_can_release(by, copy, means, kept_where, found_by)
    release_id, decided = _cleared(by, copy, kept or {})
    gone = Gone(means)
    if means == CopyMeans.LINK:
        gone = _private_page(by, copy, site, code_way, telephone)
    copies.put_out(
        by=by, copy=copy, means=means, kept_where=kept_where, found_by=found_by, why=why, release_id=release_id, decided=decided
    )
    if means == CopyMeans.HERE:
        _tell_colleague(by, copy, site)
    record(by, "minute.give", copy, child_id=copy.meeting.child_id, means=means)
    return gone


def _tell_colleague(by: Viewer, copy: MinuteCopy, site: str) -> None:
    user = copy.invitee.user
    if user is None:
        return
    cleared = clear(
        by=by,
        template="minutes.here",
        recipient=Recipient("staff", user.email, user.pk),
        reference=copy.meeting.reference,
        facts={"link": link(f"/meetings/{copy.meeting_id}/my-minute/", site)},
    )
    comms.send(by=by, cleared=cleared)


def _private_page(by: Viewer, copy: MinuteCopy, site: str, code_way: str, telephone: str) -> Gone:
    """The link goes by e-mail; the code never does."""
    reach = Reach.objects.filter(partnership_id=by.here, invitee_id=copy.invitee_id).first()
    address = reach.email if reach else ""
    faults = (
        [] if address else [Fault("means", "There is no e-mail address for this reader. Give it on paper, or talk it through")]
    )
    if code_way not in set(CodeWay):
        faults.append(Fault("code_way", "Choose how the code reaches them: never the way the link goes"))
    if code_way == CodeWay.TEXT and not telephone.strip():
        faults.append(Fault("telephone", "Enter the mobile number that the code goes to"))
    if faults:
        raise Faulty(faults)
    key, code = make_page(by=by, copy=copy)
    _send(by, copy, "minutes.page", address, facts={"link": link(f"/f/o/{key}/", site)})
    copy.change(seen=None, code_way=code_way)
    if code_way == CodeWay.TEXT:
        _send(by, copy, "minutes.code", telephone, facts={"code": code}, channel=TEXT)
        return Gone(CopyMeans.LINK)
    return Gone(CopyMeans.LINK, code)


def _recipient(copy: MinuteCopy, address: str, channel: str = EMAIL) -> Recipient:
    invitee, kind = copy.invitee, READERS.get(copy.invitee.kind, "partner")
    child_id = copy.meeting.child_id if copies.is_family(copy) else None
    return Recipient(kind, address, invitee.user_id, invitee.person_id, child_id, channel)


def _send(by: Viewer, copy: MinuteCopy, template: str, address: str, *, facts: dict[str, str], channel: str = EMAIL) -> None:
    reference = copy.meeting.reference if template == "minutes.page" else ""
    cleared = clear(by=by, template=template, recipient=_recipient(copy, address, channel), reference=reference, facts=facts)
    carried = Carried("meetings.minutecopy", copy.pk) if template == "minutes.page" else None
    comms.send(by=by, cleared=cleared, carried=carried)


@action
def remind(*, by: Viewer) -> int:
    """Word to whoever took something on, before it is due and once after. How many were told; an address that cannot be written
    to holds nobody else up: the duty stands on My work all the same."""
    told = 0
    for line in to_remind(by=by):
        user = line.owner.user if line.owner else None
        try:
            cleared = clear(
                by=by,
                template="minutes.action-due",
                recipient=Recipient("staff", user.email if user else "", user.pk if user else None),
                reference=line.meeting.reference,
                facts={"link": link(f"/meeting-actions/{line.pk}/"), "due": long_time(action_due(by, line))},
            )
        except Refused:
            continue
        comms.send(by=by, cleared=cleared)
        told += 1
    record(by, "minute.remind", told=told)
    return told


# -- recall -----------------------------------------------------------------------------------------------------------


@action
def recall(*, by: Viewer, copy: MinuteCopy, in_danger: str, holder: str, why: str) -> Breach:
    """Close our own pages of a copy at once, and open the incident: who is in danger, then who has it, then the 72 hours."""
    asked = (
        ("in_danger", in_danger, "Say who may be in danger and who is warning them now, or why nobody is"),
        ("holder", holder, "Say who has it, as far as you know, and what you asked them to do"),
    )
    if faults := [Fault(name, words) for name, said, words in asked if not said.strip()]:
        raise Faulty(faults)
    given = long_time(copy.released_at or now())
    copies.withdraw(by=by, copy=copy, why=why)
    reported = User.objects.get(pk=by.me).name
    told = f"Recalled by {reported}: {why.strip()}"
    happened = f"A copy ({copy.get_what_display().lower()}, {copy.meeting.reference}) was recalled. It was given {given}. {told}"
    with acting_as(Viewer.job(BREACH_JOB, by.here).with_(request_id=by.request_id)) as job:
        breach = log_breach(by=job, aware_at=now(), happened=happened, kinds=WHAT_IT_HOLDS, in_danger=in_danger)
        change_breach(by=job, breach=breach, seen=None, holder=holder.strip())
    copy.change(seen=None, breach_id=breach.pk)
    record(by, "breach.report", None, breach=str(breach.pk), copy=str(copy.pk))
    return breach
