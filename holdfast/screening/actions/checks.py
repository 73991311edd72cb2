"""Questions to agencies, and their answers: for this decision only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from holdfast.access.models import Agency, Membership
from holdfast.access.policies import in_force
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.agreements import check_may_share
from holdfast.rules.agencies import CHECKED_BY_MASH
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from ..limits import CHECK_RULES
from ..models import AgencyCheck, CheckAnswer, Screening
from ..numbers import new_number
from ..policies import check_can_answer, check_can_screen
from ..telling import people_in, tell
from ..typed import identities
from ..types import CheckState, Trace
from .queue import locked

ANSWER = "check.answer"
CHECKER = "agency-checker"


@dataclass(frozen=True)
class Question:
    """What is asked of an agency. `about`: keys of the people it is asked about. `speed`: urgent, soon or routine."""

    text: str
    proportionality: str
    about: Sequence[str]
    speed: str = "routine"
    may_contact: bool = False
    contact_note: str = ""


@action
def ask_checks(*, by: Viewer, screening: Screening, agencies: Sequence[UUID], question: Question) -> list[AgencyCheck]:
    """Ask one or several agencies. Each sees the identities and the question, and nothing of the referral (H11)."""
    screening = locked(by, screening)
    check_can_screen(by, screening)
    people = [person for person in identities(screening.child) if person["key"] in set(question.about)]
    chosen = agencies_that_answer(by, agencies)
    _check(question, people, agencies, chosen)
    if screening.child_record is not None:
        check_may_share(by, screening.child_record, "checks")
    asked = [_ask(by, screening, agency, question, people) for agency in chosen]
    screening.change(seen=None, checks_waiting=F("checks_waiting") + len(asked))
    screening.refresh_from_db(fields=["checks_waiting"])
    record(by, "check.ask", screening, child_id=screening.child_record, agencies=len(asked))
    return asked


def _check(question: Question, people: list[dict[str, str]], wanted: Sequence[UUID], found: list[Agency]) -> None:
    faults = []
    if not wanted:
        faults.append(Fault("agencies", "Choose at least one agency to ask"))
    elif len(found) != len(set(wanted)):
        faults.append(Fault("agencies", "Choose agencies that have somebody who answers checks"))
    if not people:
        faults.append(Fault("about", "Choose who the question is about"))
    if not question.text.strip():
        faults.append(Fault("question", "Write the question"))
    if not question.proportionality.strip():
        faults.append(Fault("proportionality", "Say why asking is needed and fair to these people"))
    if question.speed not in CHECK_RULES:
        faults.append(Fault("speed", "Choose how fast an answer is needed"))
    if question.may_contact and not question.contact_note.strip():
        faults.append(Fault("contact_note", "Say whom they may contact, and what may be said"))
    if faults:
        raise Faulty(faults)


def agencies_that_answer(by: Viewer, wanted: Sequence[UUID] | None = None) -> list[Agency]:
    """The agencies of the kinds MASH asks that have a checker now, all or those wanted."""
    posts = Membership.objects.filter(in_force(), partnership_id=by.here, role=CHECKER, user__is_active=True)
    kinds = [kind.value for kind in CHECKED_BY_MASH]
    rows = Agency.objects.filter(partnership_id=by.here, kind__in=kinds, closed_on=None, pk__in=posts.values("agency_id"))
    if wanted is not None:
        rows = rows.filter(pk__in=list(wanted))
    return list(rows.order_by("name", "pk")[:200])


def _ask(by: Viewer, screening: Screening, agency: Agency, question: Question, people: list[dict[str, str]]) -> AgencyCheck:
    check = AgencyCheck(
        id=new_id(),
        partnership_id=by.here,
        screening=screening,
        agency=agency,
        kind=agency.kind,
        number=new_number(),
        identities=people,
        question=question.text.strip(),
        proportionality=question.proportionality.strip(),
        may_contact=question.may_contact,
        contact_note=question.contact_note.strip(),
        urgent=question.speed == "urgent",
        asked_by_id=by.me,
    )
    clock = clocks.start(by=by, rule=CHECK_RULES[question.speed], subject=check, at=now(), child_id=screening.child_record)
    check.due_at = clock.due_at
    check.save(force_insert=True)
    work.open_duty(
        by=by,
        kind=ANSWER,
        subject=check,
        what="Answer an agency check",
        responsible=Responsible(agency_id=agency.pk, role=CHECKER),
        clock=clock,
        reference=check.number,
        urgent=check.urgent,
        needs_ack=False,
    )
    told, about = people_in(by, agency.pk, CHECKER), [screening.child_record] if screening.child_record else []
    tell(by, told, "check.asked", f"/checks/{check.pk}/", check.number, check.due_at, children=about)
    return check


@action
def answer_check(*, by: Viewer, check: AgencyCheck, trace: Trace, text: str, worker: str = "") -> CheckAnswer:
    """An agency answers. A further answer stands beside the first; neither is changed."""
    # An agency reads what it was asked and nothing else of the screening, so the queue is told of its answer by the system.
    with acting_as(Viewer.job("screening.answer", by.here)):
        check = _held(by, check)
        check_can_answer(by, check)
        if trace != Trace.NO_TRACE and not text.strip():
            raise Faulty([Fault("text", "Write what you know, as far as the question asks")])
        answer = CheckAnswer.objects.create(
            partnership_id=by.here,
            check_asked=check,
            trace=trace,
            text=text.strip(),
            worker=worker.strip(),
            answered_by_id=by.me,
        )
        if check.state == CheckState.ASKED:
            _settle(by, check, CheckState.ANSWERED)
        else:
            check.screening.change(seen=None)
        record(by, "check.answer", answer, child_id=check.screening.child_record, trace=str(trace))
    return answer


@action
def withdraw_check(*, by: Viewer, check: AgencyCheck) -> AgencyCheck:
    """MASH no longer needs the answer."""
    check = _held(by, check)
    check_can_screen(by)
    if check.state != CheckState.ASKED:
        raise Refused("This check has been answered already.")
    _settle(by, check, CheckState.WITHDRAWN)
    record(by, "check.withdraw", check, child_id=check.screening.child_record)
    return check


def _held(by: Viewer, check: AgencyCheck) -> AgencyCheck:
    """The check as it is now, held until the change is made."""
    rows = AgencyCheck.objects.select_for_update(of=("self",)).select_related("screening")
    return rows.get(pk=check.pk, partnership_id=by.here)


def _settle(by: Viewer, check: AgencyCheck, state: CheckState) -> None:
    """Stop the clock, end the duty, and let the queue show one fewer to wait for."""
    values = {"answered_at": now()} if state == CheckState.ANSWERED else {}
    check.change(seen=None, state=state, **values)
    clocks.stop_all(by=by, subject=check)
    if state == CheckState.ANSWERED:
        work.finish(by=by, subject=check, kind=ANSWER)
    else:
        work.withdraw(by=by, subject=check, kind=ANSWER)
    check.screening.change(seen=None, checks_waiting=F("checks_waiting") - 1)
