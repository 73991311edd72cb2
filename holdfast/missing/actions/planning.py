"""A child's trigger plan is written, kept as a draft, looked at again, and opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind, read, record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused, StaleEdit
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records import chronology
from holdfast.records.models import Child
from holdfast.records.queries import allocated_worker
from holdfast.rules.config import value
from holdfast.rules.local import at, same_day_months_later
from holdfast.rules.trigger_plan import BY_KEY
from holdfast.work.actions import finish, open_duty
from holdfast.work.types import Responsible

from ..history import hold_child
from ..plan_models import PlanDraft, PlanVersion, TriggerPlan
from ..plan_policies import check_can_keep, check_can_read

JOB = "missing.look"
REVIEW = "plan.review"
REVIEW_WORDS = "Look at the trigger plan again: is it still right, and is the picture still like the child?"
CLOSE = time(17)
DRAFT_DAYS = 14


@action
def save_plan(*, by: Viewer, child_id: UUID, seen: int | None, answers: Mapping[str, str]) -> TriggerPlan:
    """Part 1 as it now stands. What it said before is kept as a version; the time until it is looked at begins anew.

    Raises StaleEdit with both, where somebody saved since version `seen`.
    """
    check_can_keep(by, child_id)
    given = _taken(answers)
    hold_child(child_id)
    plan = visible(by, TriggerPlan).filter(child_id=child_id).first()
    if plan is None:
        plan = _first(by, child_id, given)
    else:
        _check_seen(plan, seen, given)
        plan.change(seen=None, answers=given, saved_by_id=by.person_id, looked_at=now(), review_at=_review_at(by))
    _keep_version(by, plan)
    _forget_draft(by, child_id)
    _put_review(by, plan)
    chronology.add(
        by=by, child_id=child_id, at=now(), kind="missing.plan", text=f"The trigger plan was saved, version {plan.version}."
    )
    record(by, "missing.plan-save", plan, child_id=child_id, number=plan.version)
    return plan


def _first(by: Viewer, child_id: UUID, given: dict[str, str]) -> TriggerPlan:
    return TriggerPlan.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        answers=given,
        saved_by_id=by.person_id,
        looked_at=now(),
        review_at=_review_at(by),
    )


def _check_seen(plan: TriggerPlan, seen: int | None, given: dict[str, str]) -> None:
    """Somebody who began from nothing, while another wrote the first plan, is shown both as well."""
    if plan.version != (seen or 0):
        raise StaleEdit({"answers": plan.answers}, {"answers": given}, plan.version)


def _taken(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that say something; every one that is too long, or not among those listed, is a fault."""
    given = {key: str(words).replace("\r\n", "\n").strip() for key, words in answers.items() if key in BY_KEY}
    given = {key: words for key, words in given.items() if words}
    if faults := [fault for key, words in given.items() if (fault := _fault(key, words))]:
        raise Faulty(faults)
    return given


def _fault(key: str, words: str) -> Fault | None:
    question = BY_KEY[key]
    if question.options and words not in {option.key for option in question.options}:
        return Fault(key, "Choose one of the answers listed.")
    if len(words) > question.limit:
        return Fault(
            key, f"“{question.label}” must be {question.limit} characters or fewer, so that the plan prints on two pages."
        )
    return None


def _review_at(by: Viewer) -> datetime:
    """The close of the day on which it is to be looked at again."""
    return at(same_day_months_later(today(), int(value(figures(by.here), "missing.plan_review"))), CLOSE)


def _keep_version(by: Viewer, plan: TriggerPlan) -> None:
    PlanVersion.objects.create(
        partnership_id=by.here,
        plan=plan,
        child_id=plan.child_id,
        number=plan.version,
        answers=plan.answers,
        saved_by_id=by.person_id,
    )


def _put_review(by: Viewer, plan: TriggerPlan) -> None:
    """The next look rests on whoever has the case, else on whoever saved it; the one before is done."""
    worker = allocated_worker(plan.child_id, by.here)
    holder = worker.user_id if worker else by.person_id
    with acting_as(Viewer.job(JOB, by.here)) as job:
        finish(by=by, subject=plan, kind=REVIEW)
        if holder is not None:
            open_duty(
                by=job,
                kind=REVIEW,
                subject=plan,
                what=REVIEW_WORDS,
                responsible=Responsible(user_id=holder),
                due_at=plan.review_at,
                child_id=plan.child_id,
            )


@action
def look_at_plan(*, by: Viewer, child_id: UUID) -> TriggerPlan:
    """Somebody looked, and it is still right: the time until the next look begins anew."""
    check_can_keep(by, child_id)
    plan = visible(by, TriggerPlan).filter(child_id=child_id).first()
    if plan is None:
        raise Refused("Nobody has written this child's plan yet, so there is nothing to look at. Write it first.")
    # Its version stays: nothing that it says has changed, and whoever is writing loses nothing.
    TriggerPlan.objects.filter(pk=plan.pk, partnership_id=by.here).update(looked_at=now(), review_at=_review_at(by))
    plan.refresh_from_db()
    _put_review(by, plan)
    record(by, "missing.plan-looked-at", plan, child_id=child_id)
    return plan


@action
def keep_plan_draft(*, by: Viewer, child_id: UUID, seen: int | None, answers: Mapping[str, str]) -> PlanDraft:
    """What somebody has written so far, for themselves alone. Too long is no fault yet."""
    check_can_keep(by, child_id)
    draft, _made = PlanDraft.objects.update_or_create(
        partnership_id=by.here,
        owner_id=by.me,
        child_id=child_id,
        defaults={
            "seen": seen or 0,
            "answers": {key: str(words) for key, words in answers.items() if key in BY_KEY and words},
            "expires_at": now() + timedelta(days=DRAFT_DAYS),
            "changed_at": now(),
        },
    )
    record(by, "missing.plan-draft", draft, child_id=child_id)
    return draft


@action
def discard_plan_draft(*, by: Viewer, child_id: UUID) -> int:
    """The draft goes; the plan stays as it is."""
    gone = _forget_draft(by, child_id)
    record(by, "missing.plan-draft-discard", child_id=child_id)
    return gone


def _forget_draft(by: Viewer, child_id: UUID) -> int:
    return visible(by, PlanDraft).filter(child_id=child_id, owner_id=by.person_id).delete()[0]


@action
def forget_plan_drafts(*, by: Viewer) -> int:
    """Drafts that nobody came back to."""
    gone = PlanDraft.objects.filter(partnership_id=by.here, expires_at__lt=now()).delete()[0]
    record(by, "missing.plan-drafts-forget", count=gone)
    return gone


@action
def note_plan_read(*, by: Viewer, child_id: UUID, tonight: bool) -> UUID:
    """Somebody opened the plan. tonight: while the child was missing."""
    check_can_read(by, child_id)
    read(by, "missing.plan-read", Child(pk=child_id), child_id=child_id, tonight=tonight)
    return child_id


@action
def note_plan_printed(*, by: Viewer, child_id: UUID) -> UUID:
    """The plan left as paper, with the picture."""
    check_can_read(by, child_id)
    record(by, "missing.plan-print", Child(pk=child_id), child_id=child_id, kind=Kind.RELEASE)
    return child_id
