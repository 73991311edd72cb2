"""Somebody asks to see a record: who they are first, then what the child decides and what would harm, and only then a copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.records.queries import allocated_worker
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from .. import policies
from ..copying import holds_from_police
from ..models import RequestStep, SubjectRequest
from ..numbers import next_number
from ..requests import BY_KIND, FIRST, gaps
from ..types import RequestedBy, RequestState, StepKind

JOB = "keeping.request"
DUTY, HARM_DUTY, KEEP_DUTY = "request.answer", "request.harm", "request.keep"
CLOCK, COMPLEX_CLOCK = "sar.response", "sar.complex"


@contextmanager
def reading(by: Viewer) -> Iterator[Viewer]:
    """Read as the desk's own job: information governance has no circle and answers for every record that is asked for."""
    with acting_as(Viewer.job(JOB, by.here).with_(request_id=by.request_id)) as job:
        yield job


@action
def log_request(
    *,
    by: Viewer,
    child_id: UUID,
    made_by: str,
    name: str,
    reach: str,
    received_at: datetime,
    wants: str = "",
    complex_why: str = "",
) -> SubjectRequest:
    """Write down that somebody asks. The month runs from when it came, whether or not anything has been checked."""
    policies.check_can_govern(by)
    faults = [] if name.strip() else [Fault("name", "Enter the name of whoever asks")]
    faults += [] if reach.strip() else [Fault("reach", "Say how they can safely be reached")]
    faults += [Fault("received_at", "The day it came must not be in the future")] if received_at > now() else []
    if faults:
        raise Faulty(faults)
    with reading(by) as job:
        if not Child.objects.filter(partnership_id=job.here, pk=child_id).exists():
            raise NotHere
    request = SubjectRequest.objects.create(
        partnership_id=by.here,
        reference=next_number(by, SubjectRequest, "SAR"),
        child_id=child_id,
        made_by=RequestedBy(made_by),
        name=name.strip(),
        reach=reach.strip(),
        wants=wants.strip(),
        complex=bool(complex_why.strip()),
        complex_why=complex_why.strip(),
        received_at=received_at,
        logged_by_id=by.person_id,
    )
    _start(by, request)
    record(by, "request.log", request, child_id=child_id)
    return request


def _start(by: Viewer, request: SubjectRequest) -> None:
    rule = COMPLEX_CLOCK if request.complex else CLOCK
    clock = clocks.start(by=by, rule=rule, subject=request, at=request.received_at, child_id=request.child_id)
    work.open_duty(
        by=by,
        kind=DUTY,
        subject=request,
        what="Answer a request to see a record.",
        responsible=Responsible(role="information-governance"),
        clock=clock,
        child_id=request.child_id,
        reference=request.reference,
    )
    with reading(by) as job:
        worker = allocated_worker(request.child_id, job.here)
    work.open_duty(
        by=by,
        kind=HARM_DUTY,
        subject=request,
        what="Record the serious-harm test for a request to see a record.",
        responsible=Responsible(user_id=worker.user_id) if worker else Responsible(role="mash-manager"),
        clock=clock,
        child_id=request.child_id,
        reference=request.reference,
    )


@action
def record_step(*, by: Viewer, request: SubjectRequest, kind: str, answer: str, words: str) -> RequestStep:
    """Record what was checked. Who asks and what entitles them come first; the serious-harm test is a social worker's."""
    step = BY_KIND[StepKind(kind)]
    if step.kind is StepKind.SERIOUS_HARM:
        policies.check_can_test_harm(by)
    else:
        policies.check_can_govern(by)
    check_open(request)
    if answer not in dict(step.answers):
        raise Faulty([Fault("answer", "Choose one of the answers")])
    if not words.strip():
        raise Faulty([Fault("words", "Say how you know, or why")])
    _check_first(by, request, step.kind)
    made = RequestStep.objects.create(
        partnership_id=by.here, request=request, kind=step.kind, answer=answer, words=words.strip(), recorded_by_id=by.me
    )
    if step.kind is StepKind.SERIOUS_HARM:
        work.finish(by=by, subject=request, kind=HARM_DUTY)
    record(by, "request.step", made, child_id=request.child_id, step=step.kind.value, answer=answer)
    return made


def _check_first(by: Viewer, request: SubjectRequest, kind: StepKind) -> None:
    if kind in FIRST:
        return
    held = answers(by, request)
    for first in FIRST:
        if held.get(first) not in BY_KIND[first].goes_on:
            raise Refused(f"{BY_KIND[first].missing} That comes first.")


def check_open(request: SubjectRequest) -> None:
    if request.state != RequestState.OPEN:
        raise Refused("This request has ended.")


def answers(by: Viewer, request: SubjectRequest) -> dict[str, str]:
    """The answer that holds for each step: the latest."""
    with reading(by) as job:
        rows = RequestStep.objects.filter(partnership_id=job.here, request_id=request.pk).order_by("created_at", "pk")
        return dict(rows.values_list("kind", "answer"))


def standing_gaps(by: Viewer, request: SubjectRequest) -> list[str]:
    """What stands between the request and a copy."""
    return gaps(request.made_by, answers(by, request), from_police=came_from_police(by, request))


def came_from_police(by: Viewer, request: SubjectRequest) -> bool:
    """Whether the record that is asked for holds anything from the police."""
    with reading(by) as job:
        return holds_from_police(job, request.child_id)


ENDINGS = (RequestState.GIVEN, RequestState.REFUSED, RequestState.WITHDRAWN)


@action
def end_request(*, by: Viewer, request: SubjectRequest, state: str, words: str) -> SubjectRequest:
    """The copy was given, or the request was refused or withdrawn, and how that was said."""
    policies.check_can_govern(by)
    check_open(request)
    if not words.strip():
        raise Faulty([Fault("words", "Say how it was given, or why it was refused and what they were told")])
    ending = RequestState(state)
    if ending not in ENDINGS:
        raise Faulty([Fault("state", "Choose how it ended")])
    if ending is RequestState.GIVEN and (standing := standing_gaps(by, request)):
        raise Refused(" ".join(standing))
    RequestStep.objects.create(
        partnership_id=by.here, request=request, kind=StepKind.ENDED, answer=ending, words=words.strip(), recorded_by_id=by.me
    )
    request.change(seen=None, state=ending, ended_at=now())
    clocks.stop_all(by=by, subject=request)
    work.withdraw(by=by, subject=request)
    record(by, "request.end", request, child_id=request.child_id, state=ending.value)
    return request
