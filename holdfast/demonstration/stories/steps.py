"""What MASH, the agencies and the managers do with a child's screening, one step at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from holdfast.journeys import decision as deciding
from holdfast.journeys import referral as referring
from holdfast.referrals.models import Referral
from holdfast.screening import actions
from holdfast.screening.actions.checks import Question
from holdfast.screening.models import AgencyCheck, Disagreement, Instruction, OpenCaseRoute, OutcomeStep, Proposal, Screening
from holdfast.screening.typed import identities
from holdfast.screening.types import CheckState, Consent, Protection, Rating, StepState, Trace

from ..cast.plan import Planned
from .summaries import write
from .telling import MANAGERS, SCREENERS, Teller

UNDONE_IN = 6
AGREED = frozenset({"early_help", "no_further_action", "disagreed", "returned-for-consent"})
OUTCOMES = {"disagreed": "no_further_action"}
NEED = {"early_help": 2, "no_further_action": 1, "assessment": 3, "strategy": 4}
CHECKERS = {
    "police": "Rhiannon Cole", "health": "Ngozi Eze", "education": "Peter Holloway", "youth-justice": "Tanya Brook",
    "housing": "Derek Lowe", "probation": "Samina Akhtar", "early-help": "Laura Finch", "lantern": "Zainab Yusuf",
}  # fmt: skip
ASKED = (("police", "health", "education"), ("police", "housing", "lantern"), ("health", "education", "early-help"))
SAID = (
    ("police", Trace.KNOWN, "Two reports in the last year of the child being missing overnight. No person named."),
    ("health", Trace.KNOWN, "Seen at the walk-in centre twice since the summer. Appointments are kept. No open worry."),
    ("education", Trace.KNOWN, "Attendance has fallen from 94 to 71 per cent since September. No exclusion."),
    ("housing", Trace.NO_TRACE, ""),
    ("lantern", Trace.KNOWN, "The mother has talked with us three times since May. She wishes to be rung at work only."),
    ("early-help", Trace.NO_TRACE, ""),
)
REASONS = {
    "red": "A child may be harmed today, and nobody yet knows where they will be tonight.",
    "amber": "No harm is expected today. What is told needs a look within a day.",
    "green": "Worry about support, with a parent who acts. Nothing points to harm now.",
}
RATIONALES = {
    "early_help": "The family agree and want help. Nothing points to significant harm. Early help with a named worker.",
    "no_further_action": "Agencies hold no other worry, and the parents and school act together. Advice given to the referrer.",
    "assessment": "Several worries stand together and the child's days are not yet understood. An assessment is needed.",
    "strategy": "There is reasonable cause to suspect significant harm. Police, health and social care must talk at once.",
}


@dataclass
class Told:
    """One child's screening on its way through the story."""

    teller: Teller
    plan: Planned
    referral: Referral
    screening: Screening

    @property
    def screener(self) -> str:
        return SCREENERS[self.plan.place % len(SCREENERS)]

    @property
    def manager(self) -> str:
        return MANAGERS[self.plan.place % len(MANAGERS)]

    @property
    def outcome(self) -> str:
        wanted = OUTCOMES.get(self.plan.stage, self.plan.stage)
        if wanted in NEED:
            return wanted
        return "assessment" if self.plan.worry.need == "4" else "no_further_action"

    def fresh(self) -> Screening:
        rows = Screening.objects.select_related("referral", "child", "decision_clock")
        self.screening = rows.get(pk=self.screening.pk)
        return self.screening


def acknowledge(told: Told, at: datetime) -> None:
    with told.teller.acting(told.screener, at) as by:
        actions.acknowledge(by=by, screening=told.screening)


def rate(told: Told, at: datetime) -> None:
    if told.plan.rating:
        with told.teller.acting(told.screener, at) as by:
            rating = Rating(told.plan.rating)
            actions.rate(by=by, screening=told.screening, rating=rating, reason=REASONS[told.plan.rating])


def link(told: Told, at: datetime) -> None:
    """Joined to the record the child has. What was typed stays as it was."""
    child = told.teller.children[told.plan.children[told.screening.child.position].key]
    with told.teller.acting(told.screener, at) as by:
        why = "Same name, day of birth and address; confirmed with the referrer."
        actions.link(by=by, screening=told.screening, child_record=child.pk, why=why)


def instruct(told: Told, at: datetime) -> None:
    with told.teller.acting(told.screener, at) as by:
        actions.instruct_by_procedure(by=by, screening=told.screening)


def follow(told: Told, at: datetime) -> None:
    """The first instructions are done; one is not, and it says why."""
    with told.teller.acting(told.screener, at) as by:
        rows = Instruction.objects.select_related("screening").filter(screening=told.screening).order_by("created_at", "pk")
        for number, row in enumerate(rows[:3]):
            done = number != 1
            said = (
                "Done. Nothing further was found."
                if done
                else "Not done yet: the family must not be rung before the police say so."
            )
            actions.answer_instruction(by=by, instruction=row, done=done, outcome=said)


def weigh(told: Told, at: datetime) -> None:
    agreed = told.plan.stage in AGREED or told.outcome == "no_further_action"
    with told.teller.acting(told.screener, at) as by:
        actions.weigh_consent(
            by=by,
            screening=told.screening,
            outcome=Consent.AGREED if agreed else Consent.NOT_NEEDED,
            reason="The parent was told and agrees." if agreed else "Asking first could put the child at more risk.",
            lawful_basis="public_task",
        )


def ask(told: Told, at: datetime) -> None:
    """One agency or three are asked about the child. They may not contact the family."""
    wanted = ASKED[told.plan.place % len(ASKED)][: 1 if told.plan.stage in AGREED else 3]
    with told.teller.acting(told.screener, at) as by:
        screening = told.screening
        question = Question(
            text="What do you hold on this child and household from the last two years that bears on safety?",
            proportionality="A child may be being exploited or harmed, and what you hold may change what is done today.",
            about=[person["key"] for person in identities(screening.child)][:1],
            speed="urgent" if told.plan.rating == "red" else "soon",
        )
        agencies = [told.teller.staff.agencies[key].pk for key in wanted]
        actions.ask_checks(by=by, screening=screening, agencies=agencies, question=question)


def answer(told: Told, at: datetime) -> None:
    _answer(told, at, most=3)


def answer_one(told: Told, at: datetime) -> None:
    _answer(told, at, most=told.plan.place % 3)


def _answer(told: Told, at: datetime, *, most: int) -> None:
    by_agency = {told.teller.staff.agencies[key].pk: key for key in CHECKERS}
    said = {key: (trace, text) for key, trace, text in SAID}
    rows = AgencyCheck.objects.filter(screening=told.screening, state=CheckState.ASKED).order_by("created_at", "pk")
    with told.teller.acting(told.screener, at):
        waiting = list(rows[:most])
    for check in waiting:
        key = by_agency[check.agency_id]
        trace, text = said[key]
        with told.teller.acting(CHECKERS[key], at, agency=key) as by:
            actions.answer_check(by=by, check=check, trace=trace, text=text, worker=CHECKERS[key])


def protect(told: Told, at: datetime) -> None:
    with told.teller.acting(told.screener, at) as by:
        step = Protection.STRATEGY
        actions.protect(by=by, screening=told.screening, step=step, reason="Harm is likely tonight; police and health rung.")


def propose(told: Told, at: datetime) -> None:
    choice = actions.Choice(NEED[told.outcome], told.outcome, RATIONALES[told.outcome])
    with told.teller.acting(told.screener, at) as by:
        actions.propose(by=by, screening=told.screening, choice=choice)


def send_back(told: Told, at: datetime) -> None:
    with told.teller.acting(told.manager, at) as by:
        reason = "The child's own words are missing. Please ask the school nurse what was said, then propose again."
        actions.send_back(by=by, proposal=_proposal(told), reason=reason)


def ratify(told: Told, at: datetime) -> None:
    with told.teller.acting(told.manager, at) as by:
        deciding.ratify(by=by, proposal=_proposal(told), note="Read with the screener. I agree.")


def _proposal(told: Told) -> Proposal:
    return Proposal.objects.filter(screening=told.screening).order_by("-created_at", "-pk")[0]


def sum_up(told: Told, at: datetime) -> None:
    """The screener writes the three answers at the top of the record of the child whom the worry is about."""
    if told.screening.child.position == 0:
        with told.teller.acting(told.screener, at) as by:
            write(told.teller, told.plan, by)


def tell(told: Told, at: datetime) -> None:
    with told.teller.acting(told.screener, at) as by:
        words = deciding.suggested_words(told.outcome, limited=told.plan.referrer.kind == "public")
        deciding.tell_referrer(by=by, child=told.fresh(), words=f"{words} Thank you for what you saw and wrote.")


def finish(told: Told, at: datetime) -> None:
    """What the outcome asked for was done in time, each agency saying so of its own part; with one child in six, not all."""
    if told.plan.place % UNDONE_IN == 0:
        return
    with told.teller.acting(told.screener, at):
        rows = OutcomeStep.objects.filter(screening=told.screening, state=StepState.TO_DO, withdrawn_at=None)
        due = list(rows.filter(due_at__lt=told.teller.until).order_by("due_at", "pk"))
    for step in due:
        name, agency = _doer(told, step)
        with told.teller.acting(name, at, agency=agency) as by:
            actions.finish_step(by=by, step=step, note="Done, and written in the record.")


def _doer(told: Told, step: OutcomeStep) -> tuple[str, str]:
    """Who says that a step is done, and for which agency."""
    worker = told.plan.children[told.screening.child.position].worker or "Anita Desai"
    by_part = {
        "police": ("Rhiannon Cole", "police"),
        "health": ("Ngozi Eze", "health"),
        "early_help": ("Laura Finch", "early-help"),
        "social_worker": (worker, "council"),
        "mash": (told.manager, "council"),
    }
    return by_part.get(step.who, (told.screener, "council"))


def look(told: Told, at: datetime) -> None:
    """A manager looks at the protective step afterwards."""
    with told.teller.acting(told.manager, at) as by:
        for step in told.screening.protective_steps.filter(looked_at=None):
            actions.look_at(by=by, step=step, view="Right to act at once. The record says who was rung and when.")


def disagree(told: Told, at: datetime) -> None:
    with told.teller.acting(told.plan.referrer.worker, at) as by:
        text = "We see this child every day and do not think that advice is enough. Please look again at an assessment."
        actions.disagree(by=by, screening=told.fresh(), text=text)


def answer_disagreement(told: Told, at: datetime) -> None:
    with told.teller.acting(told.screener, at) as by:
        for row in Disagreement.objects.filter(screening=told.screening, settled_at=None):
            text = "Thank you. I have rung the parent again; nothing new came of it. Please tell me if you still disagree."
            actions.answer_disagreement(by=by, disagreement=row, text=text)


def withdraw(told: Told, at: datetime) -> None:
    if told.screening.child.position:
        return
    with told.teller.acting(told.plan.referrer.worker, at) as by:
        referring.withdraw(by=by, referral=told.referral, reason="This was about another pupil of the same name. I am sorry.")


def agrees_withdrawal(plan: Planned) -> bool:
    """Of the referrals that were withdrawn, every second one has been looked at."""
    return plan.place % 2 == 0


def agree_withdrawal(told: Told, at: datetime) -> None:
    if not agrees_withdrawal(told.plan):
        return
    with told.teller.acting(told.manager, at) as by:
        actions.withdraw(by=by, screening=told.screening, reason="Checked with the school: it was another child, referred apart.")


def return_for_consent(told: Told, at: datetime) -> None:
    with told.teller.acting(told.screener, at) as by:
        reason = "This asks for help with routines. Please ask the mother whether she wants it."
        actions.return_for_consent(by=by, screening=told.screening, reason=reason)


def pass_on(told: Told, at: datetime) -> None:
    with told.teller.acting(told.screener, at) as by:
        screening = told.screening
        actions.pass_to_worker(
            by=by, screening=screening, new_harm=told.plan.rating == "red", note="New; please ring the referrer."
        )


def take_up(told: Told, at: datetime) -> None:
    """The child's own worker says that they have it."""
    worker = told.plan.children[told.screening.child.position].worker
    with told.teller.acting(worker, at) as by:
        for row in OpenCaseRoute.objects.filter(screening=told.screening, acknowledged_at=None):
            actions.acknowledge_route(by=by, passed=row)


def duty_acts(told: Told, at: datetime) -> None:
    """The emergency duty worker takes it up at night and rings the police."""
    with told.teller.acting("Ruth Carver", at) as by:
        actions.acknowledge(by=by, screening=told.screening)
        reason = "Not back by midnight. Police rung on 999, log taken; the home rings when there is news."
        actions.protect(by=by, screening=told.screening, step=Protection.POLICE_NOW, reason=reason)
