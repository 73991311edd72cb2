"""What is gathered before a meeting: agencies' reports, the child's and relatives' views, and what a family must not hear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from holdfast.access.models import Membership
from holdfast.access.policies import in_force
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.types import Audience
from holdfast.rules import meetings as rules
from holdfast.rules.audience import Key
from holdfast.rules.meeting_views import FACES, KEPT, QUESTIONS
from holdfast.work.actions import finish, open_duty
from holdfast.work.types import Responsible

from ..models import AgencyReport, AgendaItem, Invitee, Meeting, ReportLine, View, Withheld
from ..policies import check_can_chair, check_can_run
from ..queries import meeting as meeting_of
from ..types import Kind, Offer, ReportState, ViewHow
from .convening import JOB, held_for_change
from .drawing import Drawn, keep_drawing, read_drawing
from .people import invitee_of

LONGEST = 8000
WITHHELD, REPORT, PAPERS = "meeting.withheld", "meeting.report", "meeting.papers"
ASKED_WORDS = "The chair of a meeting asks: what must the family not hear? Answer, also when there is nothing."
REPORT_WORDS = "A meeting asks your agency for a report, section by section."
PAPERS_WORDS = "Share the papers of a meeting with those who may have them."


@dataclass(frozen=True)
class Said:
    """One paragraph of a report: under which section, and who may have it; family, named: readers who are chosen by name.

    item_id: the child it is about, where many are spoken of; nothing is written of them under one heading.
    """

    section: str
    words: str
    audience: tuple[str, ...] = (Audience.PROFESSIONALS.value,)
    family: tuple[UUID, ...] = ()
    named: tuple[UUID, ...] = ()
    not_for: tuple[UUID, ...] = ()
    item_id: UUID | None = None


@action
def write_report(*, by: Viewer, meeting_id: UUID, lines: Sequence[Said], give: bool) -> AgencyReport:
    """What one agency tells the meeting. A draft is its writer's alone; given, each line opens to its own readers.

    A report that was given may be written again until the meeting is held.
    """
    meeting = meeting_of(by, meeting_id)
    if not meeting.ahead:
        raise Refused("This meeting has been held. What is to be added is said at the next one.")
    by_child = rules.of(meeting.kind).by_child
    sections = {one.key for one in rules.of(meeting.kind).sections if one.reported}
    heard = set(
        visible(by, AgendaItem).filter(meeting=meeting, child__isnull=False, removed_at=None).values_list("pk", flat=True)
    )
    if any(one.item_id and one.item_id not in heard for one in lines):
        raise NotHere
    faults = [Fault(one.section, f"At most {LONGEST} characters under one heading.") for one in lines if len(one.words) > LONGEST]
    if faults:
        raise Faulty(faults)
    report = _report(by, meeting)
    ReportLine.objects.filter(partnership_id=by.here, report=report).delete()
    told = [one for one in lines if one.words.strip() and one.section in sections]
    for place, one in enumerate(one for one in told if (one.section == by_child) == (one.item_id is not None)):
        _line(by, meeting, report, place, one)
    values = {"state": ReportState.GIVEN, "given_at": now()} if give else {}
    report.change(seen=None, **values)
    if give:
        _done(by, meeting)
    record(by, "meeting.report", meeting, child_id=meeting.child_id, given=give, lines=len(lines))
    return report


def _report(by: Viewer, meeting: Meeting) -> AgencyReport:
    found = visible(by, AgencyReport).filter(meeting=meeting, writer_id=by.me).first()
    if found is not None:
        return found
    posts = Membership.objects.filter(in_force(), partnership_id=by.here, user_id=by.me).select_related("agency")
    held = next((post for post in posts if post.agency_id == by.agency_id), None)
    return AgencyReport.objects.create(
        partnership_id=by.here,
        meeting=meeting,
        agency=held.agency if held else None,
        agency_name=held.agency.name if held else "",
        writer_id=by.me,
    )


def _line(by: Viewer, meeting: Meeting, report: AgencyReport, place: int, one: Said) -> None:
    """A line under a closed section is never for the family; who is named must be called to the meeting."""
    section = rules.of(meeting.kind).section(one.section)
    keys = {str(Audience(key)) for key in one.audience}
    if section is None or section.closed or not rules.of(meeting.kind).family:
        keys -= {Key.CHILD.value, Key.FAMILY.value}
    keys = keys or {Audience.PROFESSIONALS.value}
    called = set(Invitee.objects.filter(partnership_id=by.here, meeting=meeting).values_list("person_id", flat=True))
    ReportLine.objects.create(
        partnership_id=by.here,
        report=report,
        section=one.section,
        item_id=one.item_id,
        position=place,
        words=one.words.strip(),
        audience=sorted(keys),
        family=[who for who in one.family if who in called] if Key.FAMILY.value in keys else [],
        named=list(one.named) if Key.NAMED.value in keys else [],
        not_for=list(one.not_for),
    )


def _done(by: Viewer, meeting: Meeting) -> None:
    """The duty of this writer is done; other agencies still have theirs."""
    own = Invitee.objects.filter(partnership_id=by.here, meeting=meeting, user_id=by.me).first()
    if own is not None:
        finish(by=by, subject=own, kind=REPORT)


def ask_for_reports(by: Viewer, meeting: Meeting) -> None:
    """Each professional who must come, and has an account, has the report as a duty, due when the papers are shared."""
    kind = rules.of(meeting.kind)
    if meeting.starts_at is None or not any(one.reported for one in kind.sections):
        return
    due = rules.papers_by(kind, meeting.starts_at, figures(by.here)) or meeting.starts_at
    called = Invitee.objects.filter(
        partnership_id=by.here, meeting=meeting, needed=True, user_id__isnull=False, withdrawn_at=None, kept_out_at=None
    )
    with acting_as(Viewer.job(JOB, by.here)) as job:
        for row in called:
            _put(job, meeting, row, REPORT, REPORT_WORDS, row.user_id, due)
        holder = meeting.minute_taker_id or meeting.convened_by_id
        if kind.papers and holder and meeting.papers_at is None:
            _put(job, meeting, meeting, PAPERS, PAPERS_WORDS, holder, due)


def _put(by: Viewer, meeting: Meeting, subject: Invitee | Meeting, kind: str, what: str, on: UUID | None, due: datetime) -> None:
    if on is None:
        return
    open_duty(
        by=by,
        kind=kind,
        subject=subject,
        what=what,
        responsible=Responsible(user_id=on),
        due_at=max(due, now()),
        child_id=meeting.told_child_id,
        reference=meeting.reference,
    )


# -- what a family must not hear --------------------------------------------------------------------------------------


@action
def ask_withheld(*, by: Viewer, meeting_id: UUID) -> int:
    """The chair asks every professional who is called what the family must not hear. How many were asked who had not been."""
    check_can_chair(by, meeting_id)
    meeting = held_for_change(by, meeting_id)
    if not rules.of(meeting.kind).family:
        raise Refused("The family does not come to this kind of meeting.")
    asked = set(Withheld.objects.filter(partnership_id=by.here, meeting=meeting).values_list("asked_of_id", flat=True))
    called = Invitee.objects.filter(partnership_id=by.here, meeting=meeting, kind=Kind.STAFF, withdrawn_at=None, kept_out_at=None)
    new = [row for row in called if row.user_id not in (*asked, meeting.chair_id)]
    for row in new:
        made = Withheld.objects.create(
            partnership_id=by.here, meeting=meeting, invitee=row, asked_of_id=row.user_id, asked_at=now()
        )
        with acting_as(Viewer.job(JOB, by.here)) as job:
            open_duty(
                by=job,
                kind=WITHHELD,
                subject=made,
                what=ASKED_WORDS,
                responsible=Responsible(user_id=row.user_id),
                due_at=meeting.starts_at or now(),
                child_id=meeting.child_id,
                reference=meeting.reference,
            )
    record(by, "meeting.ask-withheld", meeting, child_id=meeting.child_id, asked=len(new))
    return len(new)


@action
def answer_withheld(*, by: Viewer, withheld_id: UUID, words: str, nothing: bool) -> Withheld:
    """What the family must not hear, or that there is nothing. The chair and the minute taker read it, and nobody else."""
    row = visible(by, Withheld).select_related("meeting").filter(pk=withheld_id, asked_of_id=by.me).first()
    if row is None:
        raise NotHere
    if not nothing and not words.strip():
        raise Faulty([Fault("words", "Write what the family must not hear, or say that there is nothing.")])
    said = "" if nothing else words.strip()
    row.change(seen=None, words=said, nothing=nothing, said_by_id=by.me, said_at=now())
    finish(by=by, subject=row, kind=WITHHELD)
    record(by, "meeting.answer-withheld", row.meeting, child_id=row.meeting.child_id, nothing=nothing)
    return row


# -- views ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gathered:
    """A view as it came: how, in which words, with which faces; whether an advocate and an interpreter were offered.

    drawn: what they drew, with whom they let see it.
    """

    how: str
    answers: Mapping[str, str] = field(default_factory=dict)
    faces: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    advocate: str = Offer.NOT_OFFERED
    interpreter: str = Offer.NOT_OFFERED
    drawn: Drawn | None = None


@action
def give_view(*, by: Viewer, invitee_id: UUID, gathered: Gathered) -> View:
    """What the child or one relative says before the meeting, as they said it. It is for the professionals and for whoever said
    it, and stands in nobody else's copy (H23). A later one stands beside the first.
    """
    invitee = invitee_of(by, invitee_id)
    meeting = invitee.meeting
    if not by.system:
        check_can_gather(by, meeting)
    if not invitee.is_family:
        raise Refused("Views are those of the child and of relatives. Agencies write a report.")
    typed = {key: str(words).strip()[:LONGEST] for key, words in gathered.answers.items() if key in _KEYS}
    answers = {key: words for key, words in typed.items() if words}
    faces = {key: int(mark) for key, mark in gathered.faces.items() if key in _FACES and 1 <= int(mark) <= 5}
    drawn = gathered.drawn
    if gathered.how != ViewHow.DECLINED and not (answers or faces or gathered.note.strip() or drawn):
        raise Faulty([Fault("note", "Write what they said, or that they did not want to say.")])
    picture = read_drawing(drawn) if drawn else None
    child = invitee.kind == Kind.CHILD
    view = View.objects.create(
        partnership_id=by.here,
        meeting=meeting,
        invitee=invitee,
        whose="child" if child else "relative",
        person_id=invitee.person_id,
        how=ViewHow(gathered.how),
        answers=answers,
        faces=faces,
        note=gathered.note.strip()[:LONGEST],
        advocate=Offer(gathered.advocate),
        interpreter=Offer(gathered.interpreter),
        audience=[Audience.PROFESSIONALS.value, Audience.CHILD.value if child else Audience.FAMILY.value],
        family=[invitee.person_id] if invitee.person_id else [],
        gathered_by_id=by.person_id,
        given_at=now(),
    )
    if drawn and picture:
        keep_drawing(by, view, drawn, picture)
    record(by, "meeting.view", meeting, child_id=meeting.child_id, whose=view.whose, how=view.how, drawing=picture is not None)
    return view


_KEYS = {one.key for one in QUESTIONS}
_FACES = {one.key for one in FACES}


def check_can_gather(by: Viewer, meeting: Meeting) -> None:
    """Every professional who is called, and those who run it."""
    own = Invitee.objects.filter(partnership_id=by.here, meeting=meeting, user_id=by.me, withdrawn_at=None, kept_out_at=None)
    if not own.exists():
        check_can_run(by, meeting.pk)


def kept_from_others(view: View) -> str:
    """What whoever gave a view does not want the others of the family to hear."""
    return str(view.answers.get(KEPT, ""))


# -- papers -----------------------------------------------------------------------------------------------------------


@action
def share_papers(*, by: Viewer, meeting_id: UUID) -> int:
    """The papers are open to those who may have them: each professional finds on the meeting's page the lines they may read.

    How many they were shared with.
    """
    meeting = held_for_change(by, meeting_id)
    at = now()
    called = Invitee.objects.filter(
        partnership_id=by.here, meeting=meeting, user_id__isnull=False, withdrawn_at=None, kept_out_at=None
    )
    shared = called.update(papers_at=at)
    meeting.change(seen=None, papers_at=at)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        finish(by=job, subject=meeting, kind=PAPERS)
    record(by, "meeting.share-papers", meeting, child_id=meeting.child_id, shared=shared)
    return shared
