"""From a duty to its next button: which page does it, in which words. One table, by the duty's kind."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.ui.environment import url
from holdfast.work.models import Duty


@dataclass(frozen=True)
class NextStep:
    """The words of the button, the address's name and the name of its id; "" where the address has none.

    argument: what the id is of. "child_id" is the duty's child, any other the duty's own subject.
    ends: acknowledging is all there is to do, so it also ends the duty.
    asks: the page itself does the acknowledging, so no button of its own is shown.
    """

    words: str
    address: str
    argument: str = ""
    ends: bool = False
    asks: bool = False


NEXT_STEPS: dict[str, NextStep] = {
    "screening.acknowledge": NextStep("Open and acknowledge", "screening", "screening_id", asks=True),
    "screening.red": NextStep("Open", "screening", "screening_id", ends=True),
    "screening.decide": NextStep("Screen", "screening", "screening_id"),
    "screening.ratify": NextStep("Read and ratify", "screening", "screening_id"),
    "screening.instruction": NextStep("Answer", "instruction", "instruction_id"),
    "protective.look": NextStep("Look at it", "protective-look", "step_id"),
    "protective.emergency-duty": NextStep("Open", "screening", "screening_id", ends=True),
    "check.answer": NextStep("Answer", "check", "check_id"),
    "outcome.step": NextStep("Open", "outcome-step", "step_id"),
    "open-case.acknowledge": NextStep("Open and acknowledge", "passed", "route_id", asks=True),
    "disagreement.answer": NextStep("Answer", "disagreement", "disagreement_id"),
    "referral.floor-review": NextStep("Look at it", "floor-review", "review_id"),
    "referral.written": NextStep("Write it", "referral-status", "referral_id"),
    "referral.added": NextStep("Read it", "referral-read", "referral_id", ends=True),
    "referral.lado": NextStep("Read it", "referral-read", "referral_id", ends=True),
    "referral.shut-out": NextStep("Look at it", "referral-read", "referral_id"),
    "missing.alert": NextStep("Say who has it", "missing-alert", "recipient_id", asks=True),
    "interview.allocate": NextStep("Name the interviewer", "interview", "interview_id"),
    "interview.hold": NextStep("Go on with it", "interview", "interview_id"),
    "interview.carer": NextStep("Ask them", "interview", "interview_id"),
    "interview.unsafe": NextStep("Open", "interview", "interview_id", ends=True),
    "interview.lead": NextStep("Follow it", "interview-lead", "lead_id"),
    "missing.match": NextStep("Look for a record", "episode", "episode_id", ends=True),
    "missing.convene": NextStep("Convene it", "pattern", "child_id"),
    "missing.intervention-hold": NextStep("Say that it was held", "pattern", "child_id"),
    "missing.pattern-known": NextStep("Look at the pattern", "pattern", "child_id", ends=True),
    "missing.pattern-undone": NextStep("Look at it", "pattern", "child_id"),
    "missing.count-lowered": NextStep("Look at it", "pattern", "child_id", ends=True),
    "missing.strategy-asked": NextStep("Answer", "pattern", "child_id", ends=True),
    "break-glass.notice": NextStep("Read why", "opening", "opening_id", ends=True),
    "break-glass.review": NextStep("Look at it", "opening", "opening_id"),
    "break-glass.answer": NextStep("Answer", "opening", "opening_id"),
    "break-glass.answered": NextStep("Read the answer", "opening", "opening_id", ends=True),
    "case.left-behind": NextStep("Hand it over", "case-hand-over", "involvement_id"),
    "missing.likely-same": NextStep("Look at it", "child", "child_id", ends=True),
    "missing.reference-differs": NextStep("Look at it", "pattern", "child_id", ends=True),
    "exclusion.look": NextStep("Look at it", "child-access", "child_id"),
    "openings.look": NextStep("Look at them", "unrelated-openings"),
    "opening.talk": NextStep("Write what came of it", "unrelated-opening", "opening_id"),
    "request.answer": NextStep("Open", "request", "request_id"),
    "request.harm": NextStep("Record the test", "request", "request_id"),
    "request.keep": NextStep("Decide", "request-items", "request_id"),
    "breach.regulator": NextStep("Judge it", "breach", "breach_id"),
    "safety-plan.put-off": NextStep("Review the plan", "safety-plan", "child_id"),
    "safety-plan.to-say": NextStep("Say so", "child-plans", "child_id"),
    "safety-plan.to-see": NextStep("Read why", "child-plans", "child_id"),
    "transition.begin": NextStep("Begin", "transition", "child_id"),
    "transition.name-lead": NextStep("Name the lead", "transition", "child_id"),
    "transition.ask-anew": NextStep("Ask, and write it down", "child-plans", "child_id"),
    "safety-plan.approve": NextStep("Read and decide", "safety-plan-answer", "child_id"),
    "safety-plan.sent-back": NextStep("Read why", "safety-plan-versions", "child_id", ends=True),
    "safety-plan.review": NextStep("Look at the plan", "safety-plan", "child_id"),
    "plan.review": NextStep("Look at the plan", "trigger-plan", "child_id"),
    "meeting.reply": NextStep("Open and answer", "meeting-of", "invitee_id"),
    "meeting.report": NextStep("Open the meeting", "meeting-of", "invitee_id"),
    "meeting.papers": NextStep("Open the meeting", "meeting", "meeting_id"),
    "meeting.withheld": NextStep("Answer", "meeting-withheld", "withheld_id"),
    "meeting.time": NextStep("Agree a time", "meeting", "meeting_id"),
    "meeting.unsafe": NextStep("Open the meeting", "meeting", "meeting_id", ends=True),
    "meeting.record": NextStep("Write it up", "minute", "meeting_id"),
    "meeting.approve": NextStep("Look it through", "minute-check", "meeting_id"),
    "meeting.sent-back": NextStep("Put it right", "minute", "meeting_id"),
    "meeting.copy-shut": NextStep("Read who was not shown it", "minute-versions", "meeting_id", ends=True),
    "meeting.action": NextStep("Say what came of it", "meeting-action", "line_id"),
    "document.locked": NextStep("Open", "document-locked", "file_id", ends=True),
}
ANY = NextStep("Open", "")


def next_step(duty: Duty) -> NextStep:
    return NEXT_STEPS.get(duty.kind, ANY)


def address_of(duty: Duty) -> str:
    """The page on which a duty is done; the child's record where the table names none; else My work."""
    step = next_step(duty)
    if step.address:
        about = duty.child_id if step.argument == "child_id" else duty.subject_id
        return url(step.address, **({step.argument: about} if step.argument else {}))
    return url("child", child_id=duty.child_id) if duty.child_id else url("home")
