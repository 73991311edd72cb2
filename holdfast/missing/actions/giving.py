"""Parents are given the pack, what they write ahead comes back, and a worker takes it into the plan line by line.

Nothing goes to a relative of whom it is not recorded that they may be told of missing episodes (H8), by whatever means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.comms.actions import send
from holdfast.comms.types import Carried
from holdfast.disclosure.gate import clear
from holdfast.disclosure.links import close_link, hours, make_link
from holdfast.disclosure.models import FamilyLink
from holdfast.disclosure.safe_to_tell import check_may_tell
from holdfast.disclosure.types import EMAIL, TEXT, Recipient
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.reference import new_reference
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.records import chronology
from holdfast.records.queries import allocated_worker
from holdfast.records.types import TellSubject
from holdfast.rules.config import value
from holdfast.rules.parent_pack import ASKED, PAPERS, answers_in, joined
from holdfast.work.actions import finish, open_duty
from holdfast.work.types import Responsible

from .. import parent_queries as queries
from ..history import hold_child
from ..parent_models import Means, PackGiven, PackWording, PlanProposal, ProposalState
from ..parent_policies import check_can_give, check_can_word
from ..plan_models import TriggerPlan
from ..plan_policies import check_can_keep
from .planning import save_plan

PURPOSE = "missing.pack"
DUTY = "missing.proposal"
DUTY_WORDS = "A parent has written down what should be known if their child goes missing. Take it into the plan, line by line."
CHANNELS = {Means.EMAIL: EMAIL, Means.TEXT: TEXT}
OURS, THEIRS, BOTH = "ours", "theirs", "both"
CHOICES = (OURS, THEIRS, BOTH)


@action
def word_paper(*, by: Viewer, key: str, title: str, body: str, seen: str, publish: bool) -> PackWording:
    """New words of a paper: a draft that no parent is given, or published. Every version stays, with who wrote it."""
    check_can_word(by)
    if key not in PAPERS:
        raise NotHere
    if not title.strip() or not body.strip():
        raise Faulty([Fault("body", "Write a title and at least a sentence.")])
    newest = queries.versions(by, key).first()
    if seen != (str(newest.pk) if newest else ""):
        raise StaleEdit({"body": newest.body if newest else ""}, {"body": body}, 0)
    made = PackWording.objects.create(
        partnership_id=by.here,
        key=key,
        title=title.strip(),
        body=body.strip(),
        published=publish,
        written_by_id=by.person_id,
    )
    record(by, "pack.word", made, kind=Kind.SETTING, key=key, published=publish)
    return made


@action
def give_pack(*, by: Viewer, child_id: UUID, person_id: UUID, papers: Sequence[str], means: str) -> PackGiven:
    """Give a relative the papers, or write down that they were given by hand. It stands on the child's record.

    By e-mail and text goes a link that opens once; the message says nothing (H13). Raises Refused where it is not recorded that
    they may be told.
    """
    check_can_give(by, child_id)
    chosen = [key for key in PAPERS if key in papers]
    if not chosen:
        raise Faulty([Fault("papers", "Choose at least one paper.")])
    if means not in Means.values:
        raise Faulty([Fault("means", "Choose how they are given it.")])
    relative = next((one for one in queries.relatives(by, child_id) if one.person.pk == person_id), None)
    if relative is None:
        raise NotHere
    address = {Means.EMAIL: relative.email, Means.TEXT: relative.texts_to}.get(Means(means), "")
    if means in CHANNELS and not address:
        raise Faulty([Fault("means", "The record has no address of theirs for this. Write it there, or choose another way.")])
    recipient = Recipient("family", address, person_id=person_id, child_id=child_id, channel=CHANNELS.get(Means(means), EMAIL))
    check_may_tell(by, recipient, TellSubject.MISSING)
    given = PackGiven(
        partnership_id=by.here,
        child_id=child_id,
        person_id=person_id,
        reference=new_reference(),
        papers=chosen,
        wordings={one.key: str(one.wording.pk) if one.wording else "" for one in queries.papers(by) if one.key in chosen},
        means=means,
        address=address,
        given_by_id=by.person_id,
    )
    if means in CHANNELS:
        given.message_id = _send(by, given, recipient)
    given.save(force_insert=True)
    words = f"Parent pack given ({Means(means).label.lower()}): {'; '.join(PAPERS[key].title for key in chosen)}."
    chronology.add(by=by, child_id=child_id, at=now(), kind="missing.pack-given", text=words)
    record(by, "missing.pack-given", given, child_id=child_id, kind=Kind.RELEASE, means=means, person=str(person_id))
    return given


def _send(by: Viewer, given: PackGiven, recipient: Recipient) -> UUID:
    link, key = make_link(by=by, child_id=given.child_id, person_id=given.person_id, purpose=PURPOSE, subject_id=given.pk)
    at = (settings.PUBLIC_URL or "http://localhost").rstrip("/") + f"/f/o/{key}/"
    facts = {"link": at, "hours": str(hours(by))}
    cleared = clear(by=by, template="missing.pack", recipient=recipient, reference=given.reference, facts=facts)
    message = send(by=by, cleared=cleared, carried=Carried("missing.packgiven", given.pk))
    record(by, "missing.pack-link", link, child_id=given.child_id)
    return message.pk


@action
def take_link_back(*, by: Viewer, child_id: UUID, given_id: UUID) -> None:
    """The link opens nothing any more. What was read already cannot be taken back."""
    check_can_give(by, child_id)
    link = visible(by, FamilyLink).filter(subject_id=given_id, child_id=child_id, closed_at=None).first()
    if link is None:
        raise Refused("This link opens nothing any more.")
    close_link(by=by, link=link)


# -- what a parent writes ahead ---------------------------------------------------------------------------------------


@action
def keep_proposal(*, by: Viewer, given: PackGiven, typed: Mapping[str, str]) -> PlanProposal:
    """What a parent has written so far, in the browser that opened the link. Nobody else reads it yet."""
    row, _made = PlanProposal.objects.get_or_create(
        partnership_id=by.here, given=given, defaults={"child_id": given.child_id, "person_id": given.person_id}
    )
    if row.state != ProposalState.WRITING:
        raise Refused("You have sent this already. Ring the worker to change something.")
    row.change(seen=None, answers=answers_in(typed))
    record(by, "missing.proposal-keep", row, child_id=row.child_id, person=str(row.person_id))
    return row


@action
def send_proposal(*, by: Viewer, given: PackGiven, typed: Mapping[str, str]) -> PlanProposal:
    """The parent sends it. Whoever has the case is asked to take it into the plan, and is asked until they do."""
    if not answers_in(typed):
        raise Faulty([Fault("description", "Write at least one answer, then send it.")])
    row = keep_proposal(by=by, given=given, typed=typed)
    row.change(seen=None, state=ProposalState.SENT, sent_at=now())
    edition = figures(by.here)
    open_duty(
        by=by,
        kind=DUTY,
        subject=row,
        what=DUTY_WORDS,
        responsible=reads_it(by, given),
        due_at=now() + timedelta(hours=int(value(edition, "missing.proposal_hours"))),
        child_id=row.child_id,
        reference=given.reference,
        ladder="limit",
        using=edition,
    )
    words = "A parent wrote down ahead what should be known if the child goes missing. It waits for the trigger plan."
    chronology.add(by=by, child_id=row.child_id, at=now(), kind="missing.proposal", text=words)
    record(by, "missing.proposal-send", row, child_id=row.child_id, person=str(row.person_id))
    return row


def reads_it(by: Viewer, given: PackGiven) -> Responsible:
    """Who is asked to read what a parent writes: whoever has the case, else whoever gave them the pack."""
    worker = allocated_worker(given.child_id, by.here)
    if worker is not None:
        return Responsible(user_id=worker.user_id)
    return Responsible(user_id=given.given_by_id) if given.given_by_id else Responsible(role="mash-screener")


@action
def take_proposal(
    *,
    by: Viewer,
    child_id: UUID,
    proposal_id: UUID,
    seen: int,
    choices: Mapping[str, str],
    edited: Mapping[str, str] | None = None,
) -> PlanProposal:
    """Each line is left as it is, replaced, or added to; the plan is saved as a new version. The parent's words stay as sent.

    seen: the version of the plan that the choices were made against. Raises StaleEdit where it has changed since.
    """
    check_can_keep(by, child_id)
    hold_child(child_id)
    row = queries.proposal(by, child_id, proposal_id)
    if row.state != ProposalState.SENT:
        raise Refused("Somebody has looked at this already.")
    asked = [one.key for one in ASKED if one.key in row.answers]
    if missing := [key for key in asked if choices.get(key) not in CHOICES]:
        raise Faulty([Fault(key, "Choose what becomes of this line.") for key in missing])
    if any(choices[key] != OURS for key in asked):
        _into_plan(by, row, seen, {key: choices[key] for key in asked}, edited or {})
    row.change(
        seen=None,
        state=ProposalState.DONE,
        taken={key: choices[key] for key in asked},
        looked_at=now(),
        looked_by_id=by.person_id,
    )
    with acting_as(Viewer.job("missing.look", by.here)) as job:
        finish(by=job, subject=row, kind=DUTY)
    record(by, "missing.proposal-take", row, child_id=child_id, taken=sorted(k for k in asked if choices[k] != OURS))
    return row


def _into_plan(by: Viewer, row: PlanProposal, seen: int, choices: Mapping[str, str], edited: Mapping[str, str]) -> None:
    plan = visible(by, TriggerPlan).filter(child_id=row.child_id).first()
    answers = dict(plan.answers) if plan else {}
    for key, choice in choices.items():
        if choice == OURS:
            continue
        theirs = edited.get(key, "").strip() or row.answers[key]
        answers[key] = theirs if choice == THEIRS else joined(answers.get(key, ""), theirs)
    save_plan(by=by, child_id=row.child_id, seen=seen, answers=answers)
