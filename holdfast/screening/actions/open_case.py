"""News of a child who has a social worker goes to that worker and their manager, and stays MASH's until one has it."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.models import User
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.ids import new_id
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.actions.afterwards import move, route
from holdfast.referrals.types import ReferralState
from holdfast.rules.outcomes import TELL_REFERRER
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.seats import cover_of, is_away
from holdfast.work.types import Responsible

from ..allocated import allocated_worker, manager_of, team_of
from ..limits import DECISION, OPEN_CASE
from ..models import OpenCaseRoute, Screening
from ..policies import check_can_acknowledge_route, check_can_screen
from ..types import State
from .queue import locked, open_decide
from .steps import open_steps

KIND = "open-case.acknowledge"


@action
def pass_to_worker(*, by: Viewer, screening: Screening, new_harm: bool, note: str) -> OpenCaseRoute:
    """Pass the news to the child's own worker and manager. It stays on the queue until one of them acknowledges it.

    new_harm: it reports new significant harm, so MASH screens it as well.
    When the worker is away it goes to whoever covers for them, or else to duty in their team.
    """
    screening = locked(by, screening)
    check_can_screen(by, screening)
    worker = allocated_worker(by, screening.child_record)
    if worker is None:
        raise Refused("Nobody has this child's case here. Join the referral to the child's record first, or screen it.")
    if _standing(by, screening) is not None:
        raise Refused("This has been passed to the worker already, and waits for them to acknowledge.")
    passed = _route(by, screening, worker, note)
    screening.change(seen=None, routed_to_id=worker, routed_at=now(), new_harm=new_harm)
    _ask_to_acknowledge(by, screening, passed)
    for user in User.objects.filter(pk__in=[pk for pk in (worker, passed.cover_id, passed.manager_id) if pk]):
        route(by=by, referral=screening.referral, user=user)
    record(by, "open-case.pass", passed, child_id=screening.child_record, new_harm=new_harm, to_duty=passed.to_duty)
    return passed


def _route(by: Viewer, screening: Screening, worker: UUID, note: str) -> OpenCaseRoute:
    away = is_away(by, worker)
    cover = cover_of(by, worker) if away else None
    return OpenCaseRoute.objects.create(
        id=new_id(),
        partnership_id=by.here,
        screening=screening,
        worker_id=worker,
        cover_id=cover,
        manager_id=manager_of(by, worker),
        to_duty=away and cover is None,
        note=note.strip(),
        routed_by_id=by.me,
    )


def _ask_to_acknowledge(by: Viewer, screening: Screening, passed: OpenCaseRoute) -> None:
    clock = clocks.start(by=by, rule=OPEN_CASE, subject=passed, at=now(), child_id=screening.child_record)
    for responsible in _readers(by, passed):
        work.open_duty(
            by=by, kind=KIND, subject=passed, what="Acknowledge news of a child you work with", responsible=responsible,
            clock=clock, child_id=screening.child_record, reference=screening.reference, urgent=screening.in_danger,
            needs_ack=True, ladder="open-case",
        )  # fmt: skip


def _readers(by: Viewer, passed: OpenCaseRoute) -> list[Responsible]:
    """The worker or their cover, the manager, and duty in the team when nobody covers."""
    readers = [Responsible(user_id=passed.cover_id or passed.worker_id)]
    if passed.manager_id:
        readers.append(Responsible(user_id=passed.manager_id))
    if passed.to_duty:
        team = team_of(by, passed.worker_id)
        readers.append(Responsible(team_id=team) if team else Responsible(role="mash-manager"))
    return readers


def _standing(by: Viewer, screening: Screening) -> OpenCaseRoute | None:
    return OpenCaseRoute.objects.filter(
        partnership_id=by.here, screening=screening, acknowledged_at=None, taken_back_at=None
    ).first()


@action
def acknowledge_route(*, by: Viewer, passed: OpenCaseRoute) -> OpenCaseRoute:
    """The worker, cover, manager or duty says that they have it. MASH lets go, unless it reports new significant harm."""
    # Duty in the worker's team acknowledges for them and reads nothing of the screening before, so the system holds the rows.
    with acting_as(Viewer.job("screening.route", by.here)):
        screening = locked(by, Screening(pk=passed.screening_id))
        passed = OpenCaseRoute.objects.select_for_update(of=("self",)).get(pk=passed.pk, partnership_id=by.here)
        check_can_acknowledge_route(by, passed)
        if passed.acknowledged_at is not None:
            record(by, "open-case.already-acknowledged", passed, child_id=screening.child_record)
            return passed
        passed.change(seen=None, acknowledged_by_id=by.person_id, acknowledged_at=now())
        clocks.stop(by=by, subject=passed, rule=OPEN_CASE)
        work.finish(by=by, subject=passed, kind=KIND)
        if screening.new_harm is False and screening.open:
            _let_go(by, screening)
        else:
            screening.change(seen=None)
        record(by, "open-case.acknowledge", passed, child_id=screening.child_record)
    return passed


def _let_go(by: Viewer, screening: Screening) -> None:
    """MASH has no more to decide; the referrer is still to be told."""
    screening.change(seen=None, state=State.PASSED, ended_at=now())
    clocks.stop(by=by, subject=screening, rule=DECISION)
    work.withdraw(by=by, subject=screening)
    open_steps(by=by, screening=screening, rows=(TELL_REFERRER,))
    together = Screening.objects.filter(partnership_id=by.here, referral_id=screening.referral_id)
    if not together.filter(ended_at__isnull=True).exists():
        # The worker who acknowledges may not say how far a referral has come; that it has is a matter of course.
        move(by=Viewer.job("open-case", by.here), referral=screening.referral, state=ReferralState.DECIDED)


@action
def take_back(*, by: Viewer, screening: Screening, reason: str) -> Screening:
    """MASH screens it after all, before or after the worker acknowledged it. Its decision clock is the first one."""
    screening = locked(by, screening)
    check_can_screen(by)
    if not reason.strip():
        raise Faulty([Fault("reason", "Say why MASH takes this back")])
    standing = _standing(by, screening)
    if standing is None and screening.state != State.PASSED:
        raise Refused("This is not with the child's own worker.")
    if standing is not None:
        standing.change(seen=None, taken_back_at=now())
        clocks.stop_all(by=by, subject=standing)
        work.withdraw(by=by, subject=standing)
    if screening.state == State.PASSED:
        clock = clocks.start(by=by, rule=DECISION, subject=screening, at=screening.received_at)
        screening.change(seen=None, state=State.SCREENING, ended_at=None, decision_clock=clock, new_harm=True)
        move(by=by, referral=screening.referral, state=ReferralState.SCREENING)
        open_decide(by, screening)
    else:
        screening.change(seen=None, new_harm=True)
    record(by, "open-case.take-back", screening, child_id=screening.child_record)
    return screening
