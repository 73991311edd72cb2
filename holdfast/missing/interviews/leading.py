"""Each lead goes somewhere: a plan action, a line for police, a place, a person, a referral. "So what" until it is done."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records.actions import relate
from holdfast.records.queries import allocated_worker
from holdfast.rules.trigger_plan import BY_KEY
from holdfast.work import actions as work
from holdfast.work import clocks
from holdfast.work.types import Responsible

from ..actions.planning import save_plan
from ..conversation_models import CarerAccount, Conversation
from ..interview_policies import check_can_take_line
from ..interview_types import LeadKind, LeadState
from ..lead_models import Lead, PoliceLine
from ..plan_models import TriggerPlan
from .arranging import interview_of
from .following import JOB
from .places import post_of

FOLLOW = "interview.lead"
CLOCK = "missing.lead"
POLICE_ROLE = "missing-coordinator"
WORDS = {
    LeadKind.PLAN: "A return interview asks for an action of the plan. Do it, and say what came of it.",
    LeadKind.INTELLIGENCE: "A return interview has a line for police. Take it on, and say what came of it.",
    LeadKind.PLACE: "A return interview names a place. Say where it went.",
    LeadKind.PERSON: "A return interview names somebody. Say where it went.",
    LeadKind.REFERRAL: "A return interview asks for a referral. Make it, and say which.",
}
LONGEST = 4000


@action
def write_lead(
    *,
    by: Viewer,
    interview_id: UUID,
    kind: str,
    words: str,
    owner_id: UUID | None = None,
    conversation_id: UUID | None = None,
    account_id: UUID | None = None,
) -> Lead:
    """Something was said that must go somewhere, and somebody has it. It is read by whoever reads what it came from.

    owner_id: who follows it; the child's worker, else whoever writes it. A line for police is theirs, whoever wrote it.
    """
    row = interview_of(by, interview_id)
    if kind not in LeadKind.values:
        raise Faulty([Fault("kind", "Choose where it goes.")])
    said = words.strip()
    if not said or len(said) > LONGEST:
        raise Faulty([Fault("words", f"Write what there is to follow, in {LONGEST:,} characters or fewer.")])
    source = _source(by, row.child_id, conversation_id, account_id)
    police = kind == LeadKind.INTELLIGENCE
    line = (
        PoliceLine.objects.create(partnership_id=by.here, child_id=row.child_id, words=said, written_by_id=by.me)
        if police
        else None
    )
    owner = None if police else _owner(by, row.child_id, owner_id)
    made = Lead(
        partnership_id=by.here,
        child_id=row.child_id,
        interview=row,
        kind=kind,
        words="" if police else said,
        line=line,
        owner_id=owner,
        role=POLICE_ROLE if police else "",
        written_by_id=by.me,
        **({"audience": source.audience, "named": source.named, "not_for": source.not_for} if source else {}),
    )
    with acting_as(Viewer.job(JOB, by.here)) as job:
        edition = figures(by.here)
        clock = clocks.start(by=job, rule=CLOCK, subject=made, at=now(), child_id=row.child_id, using=edition)
        made.due_at = clock.due_at
        made.save(force_insert=True)
        work.open_duty(
            by=job,
            kind=FOLLOW,
            subject=made,
            what=WORDS[LeadKind(kind)],
            responsible=Responsible(role=POLICE_ROLE) if police else Responsible(user_id=owner),
            clock=clock,
            child_id=row.child_id,
            reference=row.episode.reference,
            ladder="missing-police" if police else "lead",
            climbs_from=made.due_at if police else None,
            using=edition,
        )
    record(by, "interview.lead", made, child_id=row.child_id, lead=str(kind))
    return made


def _source(
    by: Viewer, child_id: UUID, conversation_id: UUID | None, account_id: UUID | None
) -> Conversation | CarerAccount | None:
    """What it came from, which says who may read it."""
    found: Conversation | CarerAccount | None = None
    if conversation_id is not None:
        found = visible(by, Conversation).filter(pk=conversation_id, child_id=child_id).first()
    elif account_id is not None:
        found = visible(by, CarerAccount).filter(pk=account_id, child_id=child_id).first()
    else:
        return None
    if found is None:
        raise NotHere
    return found


def _owner(by: Viewer, child_id: UUID, owner_id: UUID | None) -> UUID:
    if owner_id is not None:
        return post_of(by, owner_id).user_id
    worker = allocated_worker(child_id, by.here)
    return worker.user_id if worker else by.me


@dataclass(frozen=True)
class Became:
    """What a lead turns into as it is followed.

    into_plan: words for the places of the trigger plan, or for the safety plan; turned: what it became there already.
    name, relation: somebody for the child's record, as what. reference: of the referral that was made.
    """

    into_plan: str = ""
    name: str = ""
    relation: str = ""
    reference: str = ""
    turned: str = ""


def check_open(row: Lead) -> None:
    if not row.is_open:
        raise Refused("This has been followed already.")


def lead_of(by: Viewer, lead_id: UUID) -> Lead:
    """A lead the viewer may follow."""
    row = visible(by, Lead).select_for_update(of=("self",)).filter(pk=lead_id).select_related("interview__episode").first()
    if row is None:
        raise NotHere
    return row


@action
def follow_lead(*, by: Viewer, lead_id: UUID, came_of: str, became: Became | None = None) -> Lead:
    """It went where it goes, and this came of it. Until then everybody sees that nothing has."""
    row = lead_of(by, lead_id)
    check_open(row)
    if not came_of.strip():
        raise Faulty([Fault("came_of", "Say what came of it: so what was done?")])
    if row.line_id is not None:
        check_can_take_line(by, row.line_id)
        PoliceLine.objects.get(pk=row.line_id).change(seen=None, taken_at=now(), taken_by_id=by.me)
    turned = _turn(by, row, became or Became())
    row.change(seen=None, state=LeadState.DONE, became=turned, came_of=came_of.strip(), ended_at=now(), ended_by_id=by.person_id)
    with acting_as(Viewer.job(JOB, by.here)) as job:
        clocks.stop(by=job, subject=row, rule=CLOCK)
        work.finish(by=job, subject=row, kind=FOLLOW)
    record(by, "interview.lead-followed", row, child_id=row.child_id, lead=row.kind)
    return row


def _turn(by: Viewer, row: Lead, became: Became) -> str:
    if became.turned:
        return became.turned
    if row.kind == LeadKind.PLACE and became.into_plan.strip():
        return _into_plan(by, row.child_id, became.into_plan.strip())
    if row.kind == LeadKind.PERSON and became.name.strip():
        given, _, family = became.name.strip().rpartition(" ")
        person = {"given": given or family, "family": family if given else ""}
        relate(by=by, child_id=row.child_id, kind=became.relation, person=person)
        return "Among the people of the child's record"
    if row.kind == LeadKind.REFERRAL:
        if not became.reference.strip():
            raise Faulty([Fault("reference", "Enter the reference of the referral that was made.")])
        return f"Referral {became.reference.strip()}"
    return ""


def _into_plan(by: Viewer, child_id: UUID, words: str) -> str:
    """Among the places of the trigger plan, which keeps what it said before."""
    plan = visible(by, TriggerPlan).filter(child_id=child_id).first()
    answers = dict(plan.answers) if plan else {}
    places = f"{answers.get('places', '')}\n{words}".strip()
    if len(places) > BY_KEY["places"].limit:
        raise Faulty(
            [Fault("into_plan", "The plan has no room for this among its places. Shorten it, or make room in the plan first.")]
        )
    save_plan(by=by, child_id=child_id, seen=plan.version if plan else None, answers={**answers, "places": places})
    return "Among the places of the trigger plan"
