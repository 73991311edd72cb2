"""A child's screening in MASH: what was judged, asked, answered, done and decided, by whom and when."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.models import Agency, User
from holdfast.kernel.guard import OWN_PARTNERSHIP, PERSON, Guard, Writes
from holdfast.kernel.literal import among
from holdfast.kernel.models import Fact, Record
from holdfast.kernel.register import Keeps, Register
from holdfast.work.models import Clock

from .guards import (
    FACT_OF_MASH,
    OF_A_CHECK,
    OF_A_DECISION,
    OF_A_ROUTE,
    OF_A_STAGE,
    OF_AN_ANSWER,
    OF_MASH,
    OF_SCREENING,
    OF_THE_QUEUE,
)
from .types import (
    OPEN,
    CheckState,
    Consent,
    DisagreementState,
    GivenBy,
    InstructionState,
    ProposalState,
    Protection,
    Rating,
    State,
    StepState,
    Trace,
)

OPEN_VALUES = [state.value for state in OPEN]
IS_OPEN = among("state", OPEN)


class Screening(Record):
    """One child of one referral, from receipt to decision. Brothers and sisters are each screened for themselves.

    runs_out_at: the earlier of the rating's limit and the decision's; the queue is in this order.
    in_danger: the referrer said the child is not safe now, or fears significant harm.
    out_of_hours: it came while MASH was closed.
    new_harm: whether news of an open case reports new significant harm; None until somebody has said.
    returned_at: sent back for the family's agreement; the clock runs on (H4).
    """

    guard: ClassVar[Guard] = OF_THE_QUEUE
    register = Register(Keeps.REFERRAL, working="reference state in_danger out_of_hours rating checks_waiting new_harm")

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="screenings")
    child = models.OneToOneField("referrals.ReferredChild", on_delete=models.PROTECT, related_name="screening")
    child_record = models.UUIDField(null=True)
    reference = models.TextField()
    state = models.TextField(choices=State.choices, default=State.NEW)
    received_at = models.DateTimeField()
    in_danger = models.BooleanField(default=False)
    out_of_hours = models.BooleanField(default=False)
    rating = models.TextField(choices=Rating.choices, default="")
    rating_due_at = models.DateTimeField(null=True)
    decision_clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="+")
    decision_due_at = models.DateTimeField()
    runs_out_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    routed_to = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    routed_at = models.DateTimeField(null=True)
    checks_waiting = models.PositiveSmallIntegerField(default=0)
    new_harm = models.BooleanField(null=True)
    returned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    referral_id: UUID
    child_id: UUID
    assigned_to_id: UUID | None
    routed_to_id: UUID | None

    class Meta:
        indexes = [
            models.Index(
                fields=["partnership", "runs_out_at", "id"],
                condition=models.Q(state__in=OPEN_VALUES),
                name="screening_queue",
            ),
            models.Index(
                fields=["partnership", "assigned_to", "runs_out_at"],
                condition=models.Q(state__in=OPEN_VALUES),
                name="screening_assigned",
            ),
            models.Index(fields=["partnership", "-changed_at"], name="screening_changed"),
            models.Index(fields=["partnership", "child_record"], name="screening_by_child"),
            models.Index(fields=["partnership", "referral"], name="screening_by_referral"),
        ]

    @property
    def open(self) -> bool:
        return self.state in OPEN


class RatingChange(Fact):
    """The screener's rating, with the reason and the limit it set. A later one stands beside it, not over it."""

    guard: ClassVar[Guard] = FACT_OF_MASH
    register = Register(Keeps.REFERRAL, working="rating before source steps", special="reason")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="ratings")
    rating = models.TextField(choices=Rating.choices)
    before = models.TextField(choices=Rating.choices, default="")
    due_at = models.DateTimeField()
    source = models.TextField()
    steps = ArrayField(models.TextField(), default=list)
    reason = models.TextField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["partnership", "screening", "created_at"], name="rating_history")]


class HandOver(Fact):
    """A child's screening passed from one screener to another."""

    guard: ClassVar[Guard] = FACT_OF_MASH
    register = Register(Keeps.REFERRAL, special="note")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="hand_overs")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "screening", "created_at"], name="hand_over_history")]


class Instruction(Record):
    """What the social worker is to check, with whom and how fast; done, or not done and why."""

    guard: ClassVar[Guard] = OF_MASH
    register = Register(Keeps.REFERRAL, working="given state", special="what with_whom outcome")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="instructions")
    what = models.TextField()
    with_whom = models.TextField(default="", blank=True)
    due_at = models.DateTimeField()
    given = models.TextField(choices=GivenBy.choices)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.TextField(choices=InstructionState.choices, default=InstructionState.TO_DO)
    outcome = models.TextField(default="", blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "screening", "due_at"], name="instruction_by_screening")]


class ConsentWeighing(Fact):
    """How agreement was weighed, with the reason, and the lawful basis apart from it."""

    guard: ClassVar[Guard] = FACT_OF_MASH
    register = Register(Keeps.REFERRAL, working="lawful_basis", special="outcome reason basis_note")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="weighings")
    outcome = models.TextField(choices=Consent.choices)
    reason = models.TextField()
    lawful_basis = models.TextField()
    basis_note = models.TextField(default="", blank=True)
    weighed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["partnership", "screening", "created_at"], name="consent_history")]


class AgencyCheck(Record):
    """A question to one agency about these people, for this decision only.

    identities: whom it is asked about, as given at the time. The agency sees these and the question, never the referral.
    may_contact: whether the agency may contact the family. Nobody may unless it is said here.
    """

    guard: ClassVar[Guard] = OF_A_CHECK
    register = Register(
        Keeps.REFERRAL,
        working="kind number may_contact urgent state",
        personal="identities",
        special="question proportionality contact_note",
    )

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="checks")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    number = models.TextField()
    identities = models.JSONField(default=list)
    question = models.TextField()
    proportionality = models.TextField()
    may_contact = models.BooleanField(default=False)
    contact_note = models.TextField(default="", blank=True)
    urgent = models.BooleanField(default=False)
    state = models.TextField(choices=CheckState.choices, default=CheckState.ASKED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="check_numbered_once")]
        indexes = [
            models.Index(fields=["partnership", "screening", "created_at"], name="check_by_screening"),
            models.Index(
                fields=["partnership", "agency", "due_at", "id"],
                condition=models.Q(state=CheckState.ASKED.value),
                name="check_worklist",
            ),
            models.Index(fields=["partnership", "agency", "-answered_at", "id"], name="check_answered_list"),
        ]


class CheckAnswer(Fact):
    """What an agency answered, by whom. A further answer stands beside the first."""

    guard: ClassVar[Guard] = OF_AN_ANSWER
    register = Register(Keeps.REFERRAL, working="trace", personal="worker", special="text")

    check_asked = models.ForeignKey(AgencyCheck, on_delete=models.PROTECT, related_name="answers")
    trace = models.TextField(choices=Trace.choices)
    text = models.TextField(default="", blank=True)
    worker = models.TextField(default="", blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["partnership", "check_asked", "created_at"], name="answer_by_check")]


class ProtectiveStep(Record):
    """What was done at once to keep a child safe, with its reason; looked at afterwards by somebody else."""

    guard: ClassVar[Guard] = OF_MASH
    register = Register(Keeps.REFERRAL, working="step", special="reason view")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="protective_steps")
    step = models.TextField(choices=Protection.choices)
    reason = models.TextField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    look_due_at = models.DateTimeField()
    looked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    view = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(looked_by__isnull=True) | ~models.Q(looked_by=models.F("taken_by")),
                name="looked_at_by_another",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "screening", "taken_at"], name="protection_by_screening")]


class Proposal(Record):
    """What the screener proposes for one child, with the rationale and what the rules suggested beside it."""

    guard: ClassVar[Guard] = OF_MASH
    register = Register(Keeps.REFERRAL, working="level state", special="outcome rationale suggestion correction_reason answer")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="proposals")
    level = models.PositiveSmallIntegerField()
    outcome = models.TextField()
    rationale = models.TextField()
    suggestion = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey("Decision", on_delete=models.PROTECT, null=True, related_name="+")
    correction_reason = models.TextField(default="", blank=True)
    state = models.TextField(choices=ProposalState.choices, default=ProposalState.WAITING)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "screening"],
                condition=models.Q(state=ProposalState.WAITING.value),
                name="one_proposal_waits",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "screening", "created_at"], name="proposal_history")]


class Decision(Fact):
    """MASH's decision for one child: proposed by one person and ratified by another. A correction supersedes it."""

    guard: ClassVar[Guard] = Guard(
        rows=OF_A_DECISION,
        insert=f"{OWN_PARTNERSHIP} AND ratified_by_id = {PERSON}",
        writes=Writes.APPEND,
    )
    register = Register(Keeps.REFERRAL, working="level level_name", special="outcome rationale note", family="outcome")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="decisions")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="decisions")
    child_record = models.UUIDField(null=True)
    level = models.PositiveSmallIntegerField()
    level_name = models.TextField()
    outcome = models.TextField()
    rationale = models.TextField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ratified_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(default="", blank=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(proposed_by=models.F("ratified_by")), name="ratified_by_another"),
        ]
        indexes = [
            models.Index(fields=["partnership", "screening", "created_at"], name="decision_history"),
            models.Index(fields=["partnership", "referral", "created_at"], name="decision_by_referral"),
            models.Index(fields=["partnership", "child_record", "-created_at"], name="decision_by_child"),
        ]


class OutcomeStep(Record):
    """One thing a decision sets going, from the table of outcomes; its duty and clock are in `work`."""

    guard: ClassVar[Guard] = OF_SCREENING
    register = Register(Keeps.REFERRAL, working="key what who state", special="note")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="steps")
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="steps")
    protective = models.ForeignKey(ProtectiveStep, on_delete=models.PROTECT, null=True, related_name="steps")
    key = models.TextField()
    what = models.TextField()
    who = models.TextField(default="", blank=True)
    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    state = models.TextField(choices=StepState.choices, default=StepState.TO_DO)
    note = models.TextField(default="", blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "screening", "due_at"], name="step_by_screening")]


class Disagreement(Record):
    """Somebody disagrees with a decision. It goes up in stages, each with a limit, until it is settled."""

    guard: ClassVar[Guard] = OF_SCREENING
    register = Register(Keeps.REFERRAL, working="stage state raised_for")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="disagreements")
    stage = models.PositiveSmallIntegerField(default=1)
    state = models.TextField(choices=DisagreementState.choices, default=DisagreementState.OPEN)
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_for = models.TextField(default="", blank=True)
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "screening", "created_at"], name="disagreement_history")]


class DisagreementStage(Fact):
    """What was said at one stage of a disagreement: the worry, or the answer to it."""

    guard: ClassVar[Guard] = OF_A_STAGE
    register = Register(Keeps.REFERRAL, working="stage kind", special="text")

    disagreement = models.ForeignKey(Disagreement, on_delete=models.PROTECT, related_name="stages")
    stage = models.PositiveSmallIntegerField()
    kind = models.TextField(choices=[("raised", "Raised"), ("answered", "Answered"), ("settled", "Settled")])
    text = models.TextField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["partnership", "disagreement", "created_at"], name="stage_history")]


class OpenCaseRoute(Record):
    """News of a child who has a social worker, passed to that worker and their manager.

    It stays on MASH's queue until one of them acknowledges it.
    """

    guard: ClassVar[Guard] = OF_A_ROUTE
    register = Register(Keeps.REFERRAL, working="to_duty", special="note")

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="routes")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cover = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    manager = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    to_duty = models.BooleanField(default=False)
    note = models.TextField(default="", blank=True)
    routed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["partnership", "screening", "created_at"], name="route_history")]
