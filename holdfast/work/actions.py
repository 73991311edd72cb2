"""Opens, passes on, acknowledges and ends duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from holdfast.audit.action import action
from holdfast.audit.record import Done, record, record_each
from holdfast.kernel.errors import Refused
from holdfast.kernel.questions import question
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.kernel.writing import write
from holdfast.partnership.queries import figures

from .ladders import first_climb
from .models import Clock, Duty, Seat
from .policies import check_can_acknowledge, check_can_finish
from .types import LIVE, Responsible, State


@action
def open_duty(
    *,
    by: Viewer,
    kind: str,
    subject: Model,
    what: str,
    responsible: Responsible,
    clock: Clock | None = None,
    due_at: datetime | None = None,
    child_id: UUID | None = None,
    reference: str = "",
    urgent: bool = False,
    needs_ack: bool = False,
    ladder: str = "",
    climbs_from: datetime | None = None,
    using: Mapping[str, Any] | None = None,
) -> Duty:
    """Put a duty on somebody. A live duty of the same kind on the same subject and holder stays as it is.

    clock, due_at: when it runs out; `due_at` where both are given. using: the partnership's figures, where at hand.
    ladder: how it climbs when nobody answers. climbs_from: when somebody is first there to answer, if that is later than now.
    """
    standing = _standing(by, subject, kind, responsible)
    if standing is not None:
        record(by, "duty.already-open", standing, child_id=child_id, kind_of_duty=kind)
        return standing
    due = due_at or (clock.due_at if clock is not None else None)
    if due is None:
        raise ValueError("A duty runs out some time: give its clock or its due time.")
    duty = _new(by, kind, subject, what, responsible, clock, due)
    duty.child_id, duty.reference, duty.urgent = child_id, reference, urgent
    duty.needs_ack, duty.ladder = needs_ack, ladder
    duty.next_climb_at = _first_climb(by, duty, climbs_from, using)
    duty.save(force_insert=True)
    Seat(partnership_id=by.here, duty=duty, holder=responsible.holder, due_at=due).save(force_insert=True)
    record(by, "duty.open", duty, child_id=child_id, kind_of_duty=kind)
    return duty


@dataclass(frozen=True)
class Wanted:
    """One of several duties that are opened at once: its new subject, on whom it rests, its words, and how it climbs."""

    subject: Model
    responsible: Responsible
    what: str
    ladder: str


@action
def open_each(
    *,
    by: Viewer,
    kind: str,
    wanted: Sequence[Wanted],
    due_at: datetime,
    child_id: UUID,
    reference: str,
    using: Mapping[str, Any],
) -> list[Duty]:
    """Put urgent duties about one child on those responsible, each with a new subject of its own. None has one already."""
    duties = []
    for one in wanted:
        duty = _new(by, kind, one.subject, one.what, one.responsible, None, due_at)
        duty.child_id, duty.reference, duty.urgent, duty.needs_ack, duty.ladder = child_id, reference, True, True, one.ladder
        duty.next_climb_at = _first_climb(by, duty, None, using)
        duties.append(duty)
    write(duties)
    seats = zip(duties, wanted, strict=True)
    write([Seat(partnership_id=by.here, duty=duty, holder=one.responsible.holder, due_at=due_at) for duty, one in seats])
    record_each(by, "duty.open", [Done(duty, child_id, {"kind_of_duty": kind}) for duty in duties])
    if not duties:
        record(by, "duty.none-to-open", child_id=child_id)
    return duties


@action
def open_duties(
    *,
    by: Viewer,
    kind: str,
    subjects: Sequence[tuple[Model, UUID | None]],
    what: str,
    responsible: Responsible,
    due_at: datetime,
    needs_ack: bool = False,
    ladder: str = "",
    references: Sequence[str] = (),
) -> list[Duty]:
    """Put the same duty on somebody about many new subjects at once, each with the child it is about. None has one already.

    references: what each subject is called on the telephone, in their order.
    """
    duties = [_new(by, kind, subject, what, responsible, None, due_at) for subject, _ in subjects]
    climbs = None
    for number, (duty, (_, child_id)) in enumerate(zip(duties, subjects, strict=True)):
        duty.child_id, duty.needs_ack, duty.ladder = child_id, needs_ack, ladder
        duty.reference = references[number] if references else ""
        climbs = climbs or _first_climb(by, duty)
        duty.next_climb_at = climbs
    write(duties)
    write([Seat(partnership_id=by.here, duty=duty, holder=responsible.holder, due_at=due_at) for duty in duties])
    record(by, "duty.open-many", kind_of_duty=kind, duties=[str(duty.pk) for duty in duties])
    return duties


def _new(by: Viewer, kind: str, subject: Model, what: str, on: Responsible, clock: Clock | None, due: datetime) -> Duty:
    return Duty(
        partnership_id=by.here,
        kind=kind,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        what=what,
        user_id=on.user_id,
        team_id=on.team_id,
        agency_id=on.agency_id,
        role=on.role,
        clock=clock,
        due_at=due,
        opened_by_id=by.person_id,
    )


def _standing(by: Viewer, subject: Model, kind: str, on: Responsible) -> Duty | None:
    return next(iter(_standing_on(by, subject.pk, kind, on.user_id, on.team_id, on.agency_id, on.role)), None)


@question
def _standing_on(
    by: Viewer, subject_id: UUID, kind: str, user_id: UUID | None, team_id: UUID | None, agency_id: UUID | None, role: str
) -> QuerySet[Duty]:
    rows = Duty.objects.filter(partnership_id=by.here, subject_id=subject_id, state__in=LIVE, kind=kind)
    return rows.filter(user=user_id, team=team_id, agency=agency_id, role=role).order_by("pk")[:1]


def _live(by: Viewer, subject: Model, kind: str = "") -> QuerySet[Duty]:
    rows = Duty.objects.filter(partnership_id=by.here, subject_id=subject.pk, state__in=LIVE)
    return rows.filter(kind=kind) if kind else rows


def _first_climb(
    by: Viewer, duty: Duty, start: datetime | None = None, using: Mapping[str, Any] | None = None
) -> datetime | None:
    if not duty.ladder:
        return None
    edition = using if using is not None else figures(by.here)
    return first_climb(duty.ladder, opened=start or duty.created_at, due=duty.due_at, figures=edition)


def _seat(duty: Duty, holder: str, rung: int = 0) -> None:
    Seat.objects.get_or_create(
        partnership_id=duty.partnership_id,
        duty_id=duty.pk,
        holder=holder,
        defaults={"due_at": duty.due_at, "rung": rung},
    )


@action
def acknowledge(*, by: Viewer, duty: Duty) -> Duty:
    """A named person says that they have it. It stops climbing; it is not done.

    Acknowledging what somebody else has already acknowledged changes nothing and says who has it.
    """
    duty = Duty.objects.select_for_update().get(pk=duty.pk, partnership_id=by.here)
    check_can_acknowledge(by, duty)
    if duty.acknowledged_at is not None:
        record(by, "duty.already-acknowledged", duty, child_id=duty.child_id)
        return duty
    duty.change(
        seen=None,
        state=State.ACKNOWLEDGED,
        acknowledged_by_id=by.person_id,
        acknowledged_at=now(),
        next_climb_at=None,
    )
    record(by, "duty.acknowledge", duty, child_id=duty.child_id)
    return duty


@action
def pass_on(*, by: Viewer, duty: Duty, to: Responsible) -> Duty:
    """Rest a duty on somebody else. Those it rested on no longer find it."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk, partnership_id=by.here)
    if not duty.live:
        raise Refused("This duty has ended, so it cannot be passed on.")
    before = duty.responsible.holder
    duty.change(seen=None, user_id=to.user_id, team_id=to.team_id, agency_id=to.agency_id, role=to.role)
    Seat.objects.filter(partnership_id=duty.partnership_id, duty_id=duty.pk, holder=before).delete()
    _seat(duty, to.holder)
    record(by, "duty.pass-on", duty, child_id=duty.child_id)
    return duty


@action
def move_due(*, by: Viewer, subject: Model, kind: str, due_at: datetime, urgent: bool, ladder: str) -> int:
    """A duty runs out at another time, or has become urgent: so does its place in lists. How many."""
    duties = list(_live(by, subject, kind).select_for_update())
    for duty in duties:
        values: dict[str, Any] = {"due_at": due_at, "urgent": urgent}
        if ladder != duty.ladder and duty.acknowledged_at is None:
            duty.ladder, duty.due_at = ladder, due_at
            values |= {"ladder": ladder, "rung": 0, "next_climb_at": _first_climb(by, duty, now())}
        duty.change(seen=None, **values)
        duty.seats.update(due_at=due_at)
    record(by, "duty.move", subject, kind_of_duty=kind, duties=len(duties))
    return len(duties)


@action
def finish(*, by: Viewer, subject: Model, kind: str) -> int:
    """The duties of a kind on a subject are done. How many were ended; none is no fault."""
    return _end(by, list(_live(by, subject, kind).select_for_update()), State.DONE)


@action
def finish_duty(*, by: Viewer, duty: Duty) -> Duty:
    """This duty is done."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk, partnership_id=by.here)
    check_can_finish(by, duty)
    if duty.live:
        _end(by, [duty], State.DONE)
    else:
        record(by, "duty.already-ended", duty, child_id=duty.child_id)
    return duty


@action
def withdraw(*, by: Viewer, subject: Model, kind: str = "") -> int:
    """The duties on a subject are no longer needed, because something else has settled them."""
    return _end(by, list(_live(by, subject, kind).select_for_update()), State.WITHDRAWN)


def _end(by: Viewer, duties: Iterable[Duty], state: State) -> int:
    ended = 0
    for duty in duties:
        duty.change(seen=None, state=state, ended_by_id=by.person_id, ended_at=now(), next_climb_at=None)
        duty.seats.all().delete()
        record(by, f"duty.{state.value}", duty, child_id=duty.child_id, kind_of_duty=duty.kind)
        ended += 1
    if not ended:
        record(by, "duty.none-to-end")
    return ended


@action
def belongs_to(*, by: Viewer, subject: Model, child_id: UUID | None) -> int:
    """The duties on a subject belong to this child's record, or to none. How many."""
    moved = Duty.objects.filter(partnership_id=by.here, subject_id=subject.pk).update(child_id=child_id)
    record(by, "duty.belongs-to", subject, child_id=child_id, duties=moved)
    return moved
