"""Who may see MASH's work on a child, and who may do what with it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from holdfast.access.policies import about_children_i_may_read, not_shut_out
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable
from holdfast.kernel.asks import asks
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.asking import screening_not_kept
from holdfast.referrals.policies import with_its_referral
from holdfast.work.models import Duty, Seat
from holdfast.work.seats import holders_of
from holdfast.work.types import LIVE

from .models import (
    AgencyCheck,
    CheckAnswer,
    ConsentWeighing,
    Decision,
    Disagreement,
    DisagreementStage,
    HandOver,
    Instruction,
    OpenCaseRoute,
    OutcomeStep,
    Proposal,
    ProtectiveStep,
    RatingChange,
    Screening,
)
from .types import CheckState, ProposalState, State


def _passed_to_me(viewer: Viewer) -> Q:
    """Screenings passed to this viewer as the child's own worker, that worker's cover, or their manager."""
    me = viewer.person_id
    mine = OpenCaseRoute.objects.filter(
        Q(worker_id=me) | Q(cover_id=me) | Q(manager_id=me),
        partnership_id=viewer.here,
        screening_id=OuterRef("pk"),
    )
    return Q(Exists(mine))


@readable(Screening)
def screenings(viewer: Viewer) -> Q | None:
    """MASH sees the queue, a child's own worker what was passed to them; never a person of the case (H10)."""
    if viewer.system:
        return Q()
    if _mash_only(viewer) is not None:
        return with_its_referral(viewer) & not_shut_out(viewer, "child_record")
    if viewer.is_person and viewer.may(Grant.TAKE_CASES):
        return _passed_to_me(viewer) & with_its_referral(viewer)
    return None


def _mash_only(viewer: Viewer) -> Q | None:
    return Q() if viewer.system or viewer.may(Grant.SCREEN) or viewer.may(Grant.RATIFY) else None


OF_A_SCREENING: tuple[type[Model], ...] = (
    RatingChange,
    HandOver,
    Instruction,
    ConsentWeighing,
    ProtectiveStep,
    Proposal,
    Disagreement,
    DisagreementStage,
)
for _model in OF_A_SCREENING:
    readable(_model)(_mash_only)


@readable(OpenCaseRoute)
def routes(viewer: Viewer) -> Q | None:
    if _mash_only(viewer) is not None:
        return Q()
    me = viewer.person_id
    return Q(worker_id=me) | Q(cover_id=me) | Q(manager_id=me) if viewer.is_person else None


@readable(AgencyCheck)
def checks(viewer: Viewer) -> Q | None:
    """An agency's checkers see what was asked of their agency, and no other agency's; never of a case they are in."""
    allowed = screening_not_kept(viewer, "screening_id")
    if _mash_only(viewer) is not None:
        return allowed
    return allowed & Q(agency_id=viewer.agency_id) if viewer.may(Grant.ANSWER_CHECKS) and viewer.agency_id else None


@readable(CheckAnswer)
def answers(viewer: Viewer) -> Q | None:
    allowed = screening_not_kept(viewer, "check_asked__screening_id")
    if _mash_only(viewer) is not None:
        return allowed
    if not viewer.may(Grant.ANSWER_CHECKS) or not viewer.agency_id:
        return None
    return allowed & Q(check_asked__agency_id=viewer.agency_id)


@readable(Decision)
def decisions(viewer: Viewer) -> Q | None:
    """MASH, and those who may open the child's record."""
    if _mash_only(viewer) is not None:
        return Q()
    return about_children_i_may_read(viewer, "child_record")


@readable(OutcomeStep)
def steps(viewer: Viewer) -> Q | None:
    if _mash_only(viewer) is not None:
        return Q()
    return about_children_i_may_read(viewer, "screening__child_record")


# -- who may do what --------------------------------------------------------------------------------------------------


def check_can_screen(viewer: Viewer, screening: Screening | None = None) -> None:
    """Screening is done by MASH, and by the emergency duty team while MASH is closed."""
    if not viewer.may(Grant.SCREEN) or not viewer.is_person:
        raise Refused("Only MASH screens referrals.")
    if screening is not None and not screening.open:
        raise Refused(f"This screening has ended: {State(screening.state).label.lower()}. Nothing on it can change now.")


def check_can_manage(viewer: Viewer) -> None:
    if not viewer.may(Grant.RATIFY):
        raise Refused("Only a MASH manager does this. Ask the manager on duty.")


def check_can_protect(viewer: Viewer) -> None:
    """Anyone who screens may act at once to keep a child safe; nothing else is asked first (H3)."""
    if not viewer.may(Grant.SCREEN) or not viewer.is_person:
        raise Refused("Ring 999 if a child is in danger. Only MASH and the emergency duty team record it here.")


def check_can_answer(viewer: Viewer, check: AgencyCheck) -> None:
    if not viewer.may(Grant.ANSWER_CHECKS) or check.agency_id != viewer.agency_id:
        raise Refused("Only the agency that was asked answers this check.")
    if check.state == CheckState.WITHDRAWN:
        raise Refused("MASH no longer needs an answer to this check.")


def check_can_ratify(viewer: Viewer, proposal: Proposal) -> None:
    """A manager who did not screen the child ratifies."""
    check_can_manage(viewer)
    if proposal.state != ProposalState.WAITING:
        raise Refused(f"This proposal is no longer waiting: {ProposalState(proposal.state).label.lower()}.")
    if viewer.person_id in screeners_of(proposal):
        raise Refused("Another manager must ratify this decision: you screened it.")


def screeners_of(proposal: Proposal) -> set[Any]:
    """Whoever proposed the decision, and whoever the screening is assigned to."""
    return {proposal.proposed_by_id, proposal.screening.assigned_to_id}


def check_can_correct(viewer: Viewer, screening: Screening, decision: Decision) -> None:
    """A decision is corrected by proposing another, which a manager ratifies; only the latest is corrected."""
    check_can_screen(viewer)
    if decision.screening_id != screening.pk:
        raise Refused("That decision is about another child.")
    if screening.state not in (State.DECIDED, State.PROPOSED):
        raise Refused("There is no decision to correct yet.")
    if Decision.objects.filter(partnership_id=viewer.here, supersedes_id=decision.pk).exists():
        raise Refused("That decision has been corrected already. Correct the latest one.")


def check_can_acknowledge_route(viewer: Viewer, passed: OpenCaseRoute) -> None:
    """The worker it was passed to, their cover or manager, or duty in their team."""
    named = {passed.worker_id, passed.cover_id, passed.manager_id}
    if passed.taken_back_at is not None:
        raise Refused("MASH has taken this back.")
    if not viewer.is_person or (viewer.person_id not in named and not _has_seat(viewer, passed)):
        raise Refused("Only the child's own worker, their manager or duty acknowledges this.")


def _has_seat(viewer: Viewer, subject: Model) -> bool:
    return Seat.objects.filter(
        partnership_id=viewer.here, duty__subject_id=subject.pk, holder__in=holders_of(viewer), rung=0
    ).exists()


def check_can_disagree(viewer: Viewer, screening: Screening) -> None:
    """The referrer may disagree with what was decided; MASH may record anybody's disagreement."""
    if viewer.may(Grant.SCREEN) or viewer.may(Grant.RATIFY):
        return
    if not viewer.is_person or screening.referral.sender_id != viewer.person_id:
        raise Refused("Only the referrer, or MASH for somebody else, records a disagreement here.")


def check_can_pursue(viewer: Viewer, disagreement: Disagreement) -> None:
    """Whoever raised it takes it up a stage or says that it is settled; MASH does for somebody who told it."""
    if disagreement.raised_by_id == viewer.person_id or viewer.may(Grant.SCREEN) or viewer.may(Grant.RATIFY):
        return
    raise Refused("Only whoever disagrees, or MASH for them, takes this further.")


def check_can_answer_disagreement(viewer: Viewer, disagreement: Disagreement) -> None:
    if not (viewer.may(Grant.SCREEN) or viewer.may(Grant.RATIFY) or viewer.may(Grant.SEE_QUEUE_FIGURES)):
        raise Refused("MASH and its managers answer a disagreement.")
    if disagreement.raised_by_id == viewer.person_id and not disagreement.raised_for:
        raise Refused("Somebody else must answer: it is your own disagreement.")


def check_can_finish_step(viewer: Viewer, step: OutcomeStep) -> None:
    """Whoever a step rests on finishes it; MASH may for its own part. Another agency's part is its own (H6)."""
    if step.withdrawn_at is not None:
        raise Refused("This step is no longer needed: the decision has been corrected.")
    duty = Duty.objects.filter(partnership_id=viewer.here, subject_id=step.pk, state__in=LIVE).first()
    if duty is None or duty.responsible.holder in holders_of(viewer):
        return
    if duty.agency_id is not None:
        raise Refused("Another agency must say that this is done: it is theirs to do.")
    if not viewer.may(Grant.SCREEN):
        raise Refused("This rests on somebody else.")


def check_can_look(viewer: Viewer, step: ProtectiveStep) -> None:
    check_can_manage(viewer)
    if step.taken_by_id == viewer.person_id:
        raise Refused("Another manager must look at this step: you took it.")
    if step.looked_at is not None:
        raise Refused("This step has already been looked at.")


can_screen = asks(check_can_screen)
can_manage = asks(check_can_manage)
can_answer = asks(check_can_answer)
can_ratify = asks(check_can_ratify)
can_look = asks(check_can_look)
can_acknowledge_route = asks(check_can_acknowledge_route)
can_finish_step = asks(check_can_finish_step)
can_disagree = asks(check_can_disagree)
