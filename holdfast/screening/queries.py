"""What MASH reads: the queue, one child's screening whole, an agency's checks, and counts without names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from holdfast.access.models import Membership, User
from holdfast.access.policies import in_force
from holdfast.access.roles import Grant
from holdfast.access.visibility import visible
from holdfast.audit.record import read
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.questions import question
from holdfast.kernel.time import instant, now
from holdfast.kernel.viewer import Viewer
from holdfast.referrals.asking import screening_not_kept
from holdfast.referrals.models import Addition, Attachment, CallBack, Feedback, Referral, RiskAssessment, name_as_typed

from .models import (
    IS_OPEN,
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
from .types import CheckState, Rating, State

PAGE = 50


# -- the queue --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filters:
    """What of the queue is shown. An empty one shows all."""

    rating: str = ""
    whose: str = ""  # mine, nobody
    show: str = ""  # new, manager, late, closed-hours, with-worker

    @property
    def any(self) -> bool:
        return bool(self.rating or self.whose or self.show)


@dataclass(frozen=True)
class Row:
    """One child on the queue, with what its row says."""

    screening: Screening
    late: bool
    protected: bool

    @property
    def unanswered(self) -> bool:
        return self.screening.acknowledged_at is None


@dataclass(frozen=True)
class Queue:
    """One page of the queue, and where the next begins."""

    rows: list[Row]
    after: str = ""


def waiting(viewer: Viewer, filters: Filters | None = None, *, after: str = "", limit: int = PAGE) -> Queue:
    """Children waiting for MASH, what runs out first on top."""
    at = now()
    place = _place(after)
    if place is None and not (filters and filters.any):
        found = _top(viewer, limit + 1)
    else:
        found = list(_in_order(_from_place(_filtered(_open(viewer), filters or Filters(), viewer, at), place), limit + 1))
    shown = found[:limit]
    protected = _protected(viewer, shown)
    following = f"{shown[-1].runs_out_at.isoformat()}~{shown[-1].pk}" if len(found) > limit else ""
    return Queue([Row(row, row.runs_out_at < at, row.pk in protected) for row in shown], following)


def _open(viewer: Viewer) -> QuerySet[Screening]:
    return visible(viewer, Screening).filter(IS_OPEN)


@question
def _top(viewer: Viewer, limit: int) -> QuerySet[Screening]:
    return _in_order(_open(viewer), limit)


def _in_order(rows: QuerySet[Screening], limit: int) -> QuerySet[Screening]:
    rows = rows.select_related("referral", "child", "assigned_to", "routed_to").only(*_SHOWN)
    return rows.order_by("runs_out_at", "pk")[:limit]


def _from_place(rows: QuerySet[Screening], place: tuple[datetime, UUID] | None) -> QuerySet[Screening]:
    if place is None:
        return rows
    return rows.filter(Q(runs_out_at__gt=place[0]) | Q(runs_out_at=place[0], pk__gt=place[1]), runs_out_at__gte=place[0])


# What a row of the queue says, and nothing else of the referral, the child or the people.
_SHOWN = (
    "reference", "state", "runs_out_at", "rating", "in_danger", "out_of_hours", "acknowledged_at", "checks_waiting",
    "referral__identity", "referral__withdrawn_at", "assigned_to__name", "routed_to__name",
    "child__given_name", "child__family_name", "child__unborn", "child__date_of_birth", "child__estimated_age", "child__level",
)  # fmt: skip


def _place(after: str) -> tuple[datetime, UUID] | None:
    """Where a page of the queue begins. A place that cannot be read is the beginning."""
    at, _, pk = after.partition("~")
    try:
        return instant(at), UUID(pk)
    except ValueError:
        return None


def _filtered(rows: QuerySet[Screening], filters: Filters, viewer: Viewer, at: datetime) -> QuerySet[Screening]:
    if filters.rating in Rating.values:
        rows = rows.filter(rating=filters.rating)
    elif filters.rating == "none":
        rows = rows.filter(rating="")
    if filters.whose == "mine":
        rows = rows.filter(assigned_to_id=viewer.person_id)
    elif filters.whose == "nobody":
        rows = rows.filter(assigned_to_id=None)
    conditions = {
        "new": Q(acknowledged_at=None),
        "manager": Q(state=State.PROPOSED),
        "late": Q(runs_out_at__lt=at),
        "closed-hours": Q(out_of_hours=True),
        "with-worker": Q(routed_to__isnull=False),
    }
    return rows.filter(conditions.get(filters.show, Q()))


def _protected(viewer: Viewer, screenings: list[Screening]) -> set[UUID]:
    """Which of these children something was done for at once."""
    return set(_protected_among(viewer, tuple(row.pk for row in screenings)))


@question
def _protected_among(viewer: Viewer, screening_ids: tuple[UUID, ...]) -> QuerySet[ProtectiveStep, UUID]:
    return visible(viewer, ProtectiveStep).filter(screening_id__in=screening_ids).values_list("screening_id", flat=True)


def queue_version(viewer: Viewer) -> str:
    """A word that changes whenever the queue does, or a minute has passed. One walk of twenty steps down an index."""
    latest = [f"{pk}.{version}" for pk, version in _changed_last(viewer)]
    minute = now().strftime("%Y%m%d%H%M")
    return hashlib.sha256(f"{minute}|{'|'.join(latest)}".encode()).hexdigest()[:16]


@question
def _changed_last(viewer: Viewer) -> QuerySet[Screening, tuple[UUID, int]]:
    rows = Screening.objects.filter(partnership_id=viewer.here).order_by("-changed_at")
    return rows.values_list("pk", "version")[:20]


@dataclass(frozen=True)
class Figures:
    """The queue in numbers, for those who lead: no names, no children."""

    waiting: int
    late: int
    unanswered: int
    by_rating: dict[str, int]
    by_state: dict[str, int]


def queue_figures(viewer: Viewer) -> Figures:
    """How many wait, how many are late, in what state and rating."""
    if not (viewer.may(Grant.SEE_QUEUE_FIGURES) or viewer.may(Grant.SCREEN)):
        raise Refused("Your role does not see the figures of the queue.")
    # Those who lead read the numbers and no child's screening, so the system counts for them.
    with acting_as(viewer if viewer.reach == "whole" else Viewer.job("screening.figures", viewer.here)):
        rows = _counted(viewer)
    return Figures(
        sum(row["waiting"] for row in rows),
        sum(row["late"] for row in rows),
        sum(row["unanswered"] for row in rows),
        _summed(rows, "rating"),
        _summed(rows, "state"),
    )


def _counted(viewer: Viewer) -> list[Any]:
    return list(
        Screening.objects.filter(IS_OPEN, partnership_id=viewer.here)
        .values("rating", "state")
        .annotate(
            waiting=Count("pk"),
            late=Count("pk", filter=Q(runs_out_at__lt=now())),
            unanswered=Count("pk", filter=Q(acknowledged_at=None)),
        )
        .order_by()
    )


def _summed(rows: Iterable[Any], key: str) -> dict[str, int]:
    counted: dict[str, int] = {}
    for row in rows:
        counted[row[key]] = counted.get(row[key], 0) + row["waiting"]
    return counted


def screeners(viewer: Viewer) -> list[User]:
    """Those to whom a screening can be given."""
    if not viewer.may(Grant.SCREEN):
        return []
    roles = ("mash-screener", "mash-manager", "emergency-duty", "head-of-service")
    posts = visible(viewer, Membership).filter(in_force(), role__in=roles)
    return list(User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by("name", "pk")[:200])


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
