"""What MASH reads of one child: the screening whole; and an agency's checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from holdfast.access.roles import Grant
from holdfast.access.visibility import visible
from holdfast.audit.record import read
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.asking import screening_not_kept
from holdfast.referrals.models import Addition, Attachment, CallBack, Feedback, Referral, RiskAssessment, name_as_typed

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
from .types import CheckState, State

PAGE = 50


# -- one child --------------------------------------------------------------------------------------------------------


def screening(viewer: Viewer, screening_id: UUID) -> Screening:
    """One child's screening."""
    rows = visible(viewer, Screening).select_related(
        "referral", "child__referral", "assigned_to", "acknowledged_by", "routed_to", "decision_clock"
    )
    found = rows.filter(pk=screening_id).first()
    if found is None:
        raise NotHere
    return found


@dataclass(frozen=True)
class Dossier:
    """Everything MASH holds on one child's screening, read in a fixed number of statements."""

    screening: Screening
    together: list[Screening]
    ratings: list[RatingChange]
    hand_overs: list[HandOver]
    instructions: list[Instruction]
    weighings: list[ConsentWeighing]
    checks: list[AgencyCheck]
    protective: list[ProtectiveStep]
    proposals: list[Proposal]
    decisions: list[Decision]
    steps: list[OutcomeStep]
    disagreements: list[Disagreement]
    routes: list[OpenCaseRoute]
    call_backs: list[CallBack]
    additions: list[Addition]
    attachments: list[Attachment]
    assessments: list[RiskAssessment]
    feedback: list[Feedback] = field(default_factory=list)

    @property
    def waiting_proposal(self) -> Proposal | None:
        return next((proposal for proposal in self.proposals if proposal.state == "waiting"), None)

    @property
    def decision(self) -> Decision | None:
        """The decision that holds: the latest."""
        return self.decisions[-1] if self.decisions else None

    @property
    def route(self) -> OpenCaseRoute | None:
        return self.routes[-1] if self.routes else None


def dossier(viewer: Viewer, screening_id: UUID) -> Dossier:
    """Open a child's screening. That it was opened is recorded."""
    found = screening(viewer, screening_id)
    read(viewer, "screening.open", found, child_id=found.child_record)
    mine = {"screening_id": found.pk}
    answers = Prefetch("answers", visible(viewer, CheckAnswer).select_related("answered_by").order_by("created_at", "pk"))
    stages = Prefetch("stages", visible(viewer, DisagreementStage).select_related("said_by").order_by("created_at", "pk"))
    referral = {"referral_id": found.referral_id}
    return Dossier(
        screening=found,
        together=_together(viewer, found),
        ratings=_listed(visible(viewer, RatingChange).filter(**mine).select_related("set_by")),
        hand_overs=_listed(visible(viewer, HandOver).filter(**mine).select_related("given_by", "from_user", "to_user")),
        instructions=list(
            visible(viewer, Instruction).filter(**mine).select_related("given_by", "answered_by").order_by("due_at", "pk")[:PAGE]
        ),
        weighings=_listed(visible(viewer, ConsentWeighing).filter(**mine).select_related("weighed_by")),
        checks=_listed(
            visible(viewer, AgencyCheck).filter(**mine).select_related("agency", "asked_by").prefetch_related(answers)
        ),
        protective=_listed(visible(viewer, ProtectiveStep).filter(**mine).select_related("taken_by", "looked_by")),
        proposals=_listed(visible(viewer, Proposal).filter(**mine).select_related("proposed_by", "answered_by", "corrects")),
        decisions=_listed(visible(viewer, Decision).filter(**mine).select_related("proposed_by", "ratified_by")),
        steps=list(
            visible(viewer, OutcomeStep)
            .filter(**mine, withdrawn_at=None)
            .select_related("clock", "done_by")
            .order_by("due_at", "pk")[:PAGE]
        ),
        disagreements=_listed(visible(viewer, Disagreement).filter(**mine).select_related("raised_by").prefetch_related(stages)),
        routes=_listed(
            visible(viewer, OpenCaseRoute)
            .filter(**mine)
            .select_related("worker", "cover", "manager", "routed_by", "acknowledged_by")
        ),
        call_backs=_listed(visible(viewer, CallBack).filter(**referral).select_related("called_by")),
        additions=_listed(visible(viewer, Addition).filter(**referral).select_related("added_by")),
        attachments=_listed(visible(viewer, Attachment).filter(**referral, removed_at=None).select_related("file")),
        assessments=_listed(visible(viewer, RiskAssessment).filter(referred_child_id=found.child_id)),
        feedback=_listed(visible(viewer, Feedback).filter(**referral).select_related("told_by")),
    )


def _listed(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.order_by("created_at", "pk")[:PAGE])


def _together(viewer: Viewer, found: Screening) -> list[Screening]:
    """Every child of the same referral, this one too, in the order they were named."""
    rows = visible(viewer, Screening).filter(referral_id=found.referral_id).select_related("child", "assigned_to")
    return list(rows.order_by("child__position")[:PAGE])


def proposal(viewer: Viewer, proposal_id: UUID) -> Proposal:
    found = visible(viewer, Proposal).select_related("screening").filter(pk=proposal_id).first()
    if found is None:
        raise NotHere
    screening(viewer, found.screening_id)
    return found


def latest_rationale(viewer: Viewer, found: Screening) -> Proposal | None:
    """What this screener proposed for a brother or sister on the same referral, so that nothing is typed twice."""
    rows = visible(viewer, Proposal).filter(screening__referral_id=found.referral_id).exclude(screening_id=found.pk)
    return rows.select_related("screening__child").order_by("-created_at").first()


def instruction(viewer: Viewer, instruction_id: UUID) -> Instruction:
    return _one_of(viewer, Instruction, instruction_id)


def protective_step(viewer: Viewer, step_id: UUID) -> ProtectiveStep:
    return _one_of(viewer, ProtectiveStep, step_id)


def disagreement(viewer: Viewer, disagreement_id: UUID) -> Disagreement:
    return _one_of(viewer, Disagreement, disagreement_id)


def route(viewer: Viewer, route_id: UUID) -> OpenCaseRoute:
    return _one_of(viewer, OpenCaseRoute, route_id)


@dataclass(frozen=True)
class PassedOn:
    """What a child's own worker reads of a referral that was passed to them."""

    screening: Screening
    assessments: list[RiskAssessment]


def passed_on(viewer: Viewer, passed: OpenCaseRoute) -> PassedOn:
    """The referral behind what was passed on. That it was opened is recorded."""
    found = screening(viewer, passed.screening_id)
    read(viewer, "open-case.open", found, child_id=found.child_record)
    return PassedOn(found, _listed(visible(viewer, RiskAssessment).filter(referred_child_id=found.child_id)))


def _one_of(viewer: Viewer, model: type[Any], pk: UUID) -> Any:
    found = visible(viewer, model).select_related("screening__referral", "screening__child").filter(pk=pk).first()
    if found is None or not _is_open_to(viewer, found.screening_id):
        raise NotHere
    return found


def _is_open_to(viewer: Viewer, screening_id: UUID) -> bool:
    """Whether the screening something belongs to is there for the viewer: what is walled off, is walled off whole (H10)."""
    return visible(viewer, Screening).filter(pk=screening_id).exists()


@dataclass(frozen=True)
class Referrers:
    """What the referrer may disagree with, and what came of it. Nothing of MASH's own work on the child."""

    referral: Referral
    decided: list[Screening]
    disagreements: list[Disagreement]


def for_referrer(viewer: Viewer, referral_id: UUID) -> Referrers:
    """The children of the viewer's own referral on whom something has been decided, and their disagreements."""
    referral = visible(viewer, Referral).filter(pk=referral_id, sender=viewer.person_id).first()
    if referral is None or not viewer.is_person:
        raise NotHere
    mine = Screening.objects.filter(
        partnership_id=viewer.here, referral_id=referral.pk, state__in=[State.DECIDED, State.RETURNED, State.PROPOSED]
    )
    raised = Disagreement.objects.filter(partnership_id=viewer.here, screening__referral_id=referral.pk, raised_by_id=viewer.me)
    stages = Prefetch("stages", DisagreementStage.objects.select_related("said_by").order_by("created_at", "pk"))
    return Referrers(
        referral,
        list(mine.select_related("child").order_by("child__position")[:PAGE]),
        list(
            raised.select_related("screening__child", "screening__referral")
            .prefetch_related(stages)
            .order_by("created_at")[:PAGE]
        ),
    )


# -- agencies ---------------------------------------------------------------------------------------------------------


def checks_asked(viewer: Viewer, *, limit: int = PAGE) -> list[AgencyCheck]:
    """What the viewer's agency has been asked and has not answered, soonest first."""
    rows = visible(viewer, AgencyCheck).filter(agency=viewer.agency_id, state=CheckState.ASKED)
    return list(rows.select_related("agency").order_by("due_at", "pk")[:limit])


def checks_answered(viewer: Viewer, *, limit: int = PAGE) -> list[AgencyCheck]:
    """What the viewer's agency has answered, latest first."""
    rows = visible(viewer, AgencyCheck).filter(agency=viewer.agency_id, answered_at__isnull=False)
    return list(rows.select_related("agency").order_by("-answered_at", "pk")[:limit])


def agency_check(viewer: Viewer, check_id: UUID) -> AgencyCheck:
    """One question to the viewer's agency, with the agency's own answers. That it was opened is recorded."""
    answers = Prefetch("answers", visible(viewer, CheckAnswer).select_related("answered_by").order_by("created_at", "pk"))
    rows = visible(viewer, AgencyCheck).select_related("agency", "asked_by").prefetch_related(answers)
    found = rows.filter(pk=check_id).first()
    if found is None or (found.agency_id != viewer.agency_id and not _is_open_to(viewer, found.screening_id)):
        raise NotHere
    read(viewer, "check.open", found)
    return found


def step_for(viewer: Viewer, step_id: UUID) -> OutcomeStep:
    """One step of an outcome, for whoever it rests on: its own agency, a social worker, early help, MASH."""
    # Whoever it rests on reads this step and nothing else of the screening, so it is fetched by the system and then asked about.
    with acting_as(Viewer.job("screening.step", viewer.here)):
        found = OutcomeStep.objects.filter(partnership_id=viewer.here, pk=step_id, withdrawn_at=None)
        step = found.select_related("screening__child", "screening__referral", "clock", "done_by").first()
    if step is None or not _may_open_step(viewer, step):
        raise NotHere
    read(viewer, "outcome.open-step", step, child_id=step.screening.child_record)
    return step


def _may_open_step(viewer: Viewer, step: OutcomeStep) -> bool:
    """Whoever it rests on; MASH where the screening is open to them; and those who may open the child's record."""
    from holdfast.work.models import Duty, Seat

    if visible(viewer, Duty).filter(subject_id=step.pk, seats__in=visible(viewer, Seat)).exists():
        return True
    if viewer.may(Grant.SCREEN) or viewer.may(Grant.RATIFY):
        return _is_open_to(viewer, step.screening_id)
    return visible(viewer, OutcomeStep).filter(pk=step.pk).exists()


# -- for other pages --------------------------------------------------------------------------------------------------


def names_for(viewer: Viewer, subjects: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    """The child's name as typed, for the things of MASH a duty may be about. For duties the viewer has been given."""
    wanted: dict[str, list[UUID]] = {}
    for kind, pk in subjects:
        wanted.setdefault(kind, []).append(pk)
    checks = wanted.pop("screening.agencycheck", [])
    asked = {pk: people[0]["name"] for pk, people in _asked_about(viewer, tuple(checks)) if people} if checks else {}
    return (_names_of(viewer, wanted) if wanted else {}) | asked


@question
def _asked_about(viewer: Viewer, check_ids: tuple[UUID, ...]) -> QuerySet[AgencyCheck, tuple[UUID, list[dict[str, str]]]]:
    """Whom the checks are about, as far as the viewer may read them."""
    return visible(viewer, AgencyCheck).filter(pk__in=check_ids).values_list("pk", "identities")


def _names_of(viewer: Viewer, wanted: dict[str, list[UUID]]) -> dict[UUID, str]:
    """By the screening each belongs to. Somebody outside MASH reads no screening: they learn the name for their own duty."""
    if viewer.reach == "whole":
        return _typed_names(viewer, wanted)
    with acting_as(Viewer.job("screening.names", viewer.here)):
        return _typed_names(viewer, wanted)


def _typed_names(viewer: Viewer, wanted: dict[str, list[UUID]]) -> dict[UUID, str]:
    screening_of = {pk: pk for pk in wanted.get("screening.screening", [])}
    parts = [
        model.objects.filter(partnership_id=viewer.here, pk__in=wanted[model._meta.label_lower]).values_list("pk", "screening_id")
        for model in (Instruction, ProtectiveStep, OutcomeStep, Disagreement, OpenCaseRoute)
        if model._meta.label_lower in wanted
    ]
    if parts:
        joined = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        screening_of |= dict(joined)
    found = _named(viewer, tuple(dict.fromkeys(screening_of.values())))
    names = {pk: name_as_typed(given, family, unborn) for pk, given, family, unborn in found}
    return {pk: names[of] for pk, of in screening_of.items() if of in names}


@question
def _named(viewer: Viewer, screening_ids: tuple[UUID, ...]) -> QuerySet[Screening, tuple[UUID, str, str, bool]]:
    """The screenings with no more than the child's name as typed, as far as they are not kept from the viewer."""
    rows = Screening.objects.filter(screening_not_kept(viewer), partnership_id=viewer.here, pk__in=screening_ids)
    return rows.values_list("pk", "child__given_name", "child__family_name", "child__unborn")
