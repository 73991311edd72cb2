"""The copy that a request asked for: what a person decides of its items and of what was found in them, and the copy itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.disclosure.gate import clear_document
from holdfast.disclosure.papers import Paper, may_keep_as_manager
from holdfast.disclosure.types import Recipient
from holdfast.kernel.cleared import ClearedDocument
from holdfast.kernel.errors import Fault, Faulty, NotHere, Refused, StaleEdit
from holdfast.kernel.viewer import Viewer
from holdfast.rules.disclosure import Keep
from holdfast.work import actions as work
from holdfast.work.models import Duty
from holdfast.work.types import Responsible

from .. import policies
from ..copying import contents
from ..items import Item, Marked, Section, held_back
from ..looking import KEEP, REMOVE, REPLACE, Decisions, Found, Looking, Said, Waiting, token_of
from ..models import Marking, RequestDecision, SubjectRequest
from ..packing import files
from ..redacting import paper_parts, redacted
from ..types import StepKind
from .requests import DUTY, JOB, KEEP_DUTY, answers, check_open, reading, standing_gaps

WHAT = "record-copy"
ASK = "Decide what a copy of a record may keep: some of what was found in it only a manager keeps."
NOBODY = "This may never be given. Remove it, or put something else there."
MANAGER = "Only a manager may keep this. Remove it, put something else there, or ask a manager."
CHOICES = (REMOVE, REPLACE, KEEP)
LONGEST = 500


class StillWaiting(Refused):
    """Things that only look like somebody's, and that nobody has decided on, hold up the copy."""

    def __init__(self, waiting: Sequence[Waiting]):
        things = "1 thing waits" if len(waiting) == 1 else f"{len(waiting)} things wait"
        super().__init__(f"The copy is not made yet: {things} for a decision.")
        self.waiting = tuple(waiting)


@dataclass(frozen=True)
class Placed:
    """An item with where it stands in the copy. number: counted from one."""

    section: str
    number: int
    item: Item

    @property
    def token(self) -> str:
        return token_of(self.item.key)


@dataclass(frozen=True)
class Prepared:
    """The copy: its files by their names, both what is given and what is for review, and what the gate cleared of it."""

    files: dict[str, bytes]
    cleared: ClearedDocument


def sections(by: Viewer, request: SubjectRequest) -> list[Section]:
    """The record as it would be copied; only once everything has been checked."""
    policies.check_can_decide(by, request)
    if standing := standing_gaps(by, request):
        raise Refused(" ".join(standing))
    ask_about_police = answers(by, request).get(StepKind.POLICE) == "part"
    with reading(by) as job:
        return contents(job, request.child_id, ask_about_police=ask_about_police)


def placed(copied: Sequence[Section]) -> list[Placed]:
    return [Placed(one.title, number, item) for one in copied for number, item in enumerate(one.items, start=1)]


def item_called(copied: Sequence[Section], token: str) -> Placed:
    found = next((one for one in placed(copied) if one.token == token), None)
    if found is None:
        raise NotHere
    return found


def marked(by: Viewer, request: SubjectRequest) -> dict[str, Marked]:
    """What was decided of whole items: the latest of each, and how often."""
    made: dict[str, Marked] = {}
    with reading(by) as job:
        for row in Marking.objects.filter(partnership_id=job.here, request_id=request.pk).order_by("created_at", "pk"):
            before = made.get(row.item)
            made[row.item] = Marked(row.give, row.why, before.number + 1 if before else 1)
    return made


def decisions(by: Viewer, request: SubjectRequest) -> Decisions:
    """What was decided of the things that were found: the latest of each."""
    with reading(by) as job:
        rows = RequestDecision.objects.filter(partnership_id=job.here, request_id=request.pk).select_related("decided_by")
        return Decisions({(row.item, row.finding): _said(row) for row in rows.order_by("number", "pk")})


def _said(row: RequestDecision) -> Said:
    return Said(row.choice, row.words, row.reason, row.number, row.as_manager, row.decided_by.name)


@action
def mark(*, by: Viewer, request: SubjectRequest, item: str, give: bool, why: str, seen: int | None = None) -> Marking:
    """Decide whether one item about somebody else, or one that would harm, is given.

    seen: how often it had been decided on when the page was opened. Raises StaleEdit where somebody decided since.
    """
    policies.check_can_govern(by)
    _hold(request)
    check_open(request)
    if not why.strip():
        raise Faulty([Fault("why", "Say why it may be given, or why it is withheld")])
    found = [one.item for one in placed(sections(by, request)) if one.item.key == item]
    if not found:
        raise NotHere
    if give and found[0].withheld:
        raise Refused(found[0].withheld)
    last = marked(by, request).get(item)
    if seen is not None and seen != (last.number if last else 0):
        theirs = {"give": "Yes, give it" if last and last.give else "No, withhold it", "why": last.why if last else ""}
        raise StaleEdit(theirs, {"give": give, "why": why}, last.number if last else 0)
    made = Marking.objects.create(
        partnership_id=by.here, request=request, item=item, give=give, why=why.strip(), decided_by_id=by.me
    )
    record(by, "request.mark", made, child_id=request.child_id, give=give)
    return made


@action
def decide(
    *,
    by: Viewer,
    request: SubjectRequest,
    item: str,
    key: str,
    choice: str,
    words: str = "",
    reason: str = "",
    everywhere: bool = False,
    seen: int | None = None,
) -> RequestDecision:
    """Say what becomes of one thing that was found: where it stands, or wherever the same words stand in the copy.

    seen: how often that had been decided on when the page was opened. Raises StaleEdit where somebody decided since.
    """
    policies.check_can_decide(by, request)
    _hold(request)
    check_open(request)
    here = item_called(sections(by, request), item).item
    if held_back(here, marked(by, request).get(here.key)):
        raise Refused("This item is not given, so there is nothing to decide in it.")
    with reading(by) as job:
        looking = Looking(job, request.child_id)
        found = [one for one in looking.of_item(here) if one.key == key]
        if not found or choice not in CHOICES:
            raise Refused("Choose what becomes of one of the things that were found.")
        if choice == REPLACE and looking.check.of_text(words):
            raise Refused("What is to stand instead may itself be about somebody. Choose other words, such as: another person.")
    _check(by, found, choice, words, reason)
    return _decided(by, request, "" if everywhere else here.key, found[0], choice, words, reason, seen)


def _check(by: Viewer, found: Sequence[Found], choice: str, words: str, reason: str) -> None:
    if len(words) > LONGEST or len(reason) > LONGEST:
        raise Refused(f"Use fewer words: at most {LONGEST} letters.")
    if choice == REPLACE and not words.strip():
        raise Refused("Say what stands instead, such as: another person.")
    if choice != KEEP:
        return
    may = {one.may for one in found}
    if Keep.NOBODY in may:
        raise Refused(NOBODY)
    if Keep.MANAGER in may and not may_keep_as_manager(by):
        raise Refused(MANAGER)
    if not reason.strip():
        raise Refused("Say why it may be given.")


def _decided(
    by: Viewer, request: SubjectRequest, scope: str, found: Found, choice: str, words: str, reason: str, seen: int | None
) -> RequestDecision:
    last = decisions(by, request).by_item.get((scope, found.key))
    number = last.number if last else 0
    yours = {"choice": choice, "words": words.strip(), "reason": reason.strip()}
    if seen is not None and seen != number:
        theirs = {"choice": last.choice, "words": last.words, "reason": last.reason, "by": last.by} if last else {}
        raise StaleEdit(theirs, yours, number)
    made = RequestDecision.objects.create(
        partnership_id=by.here,
        request=request,
        item=scope,
        finding=found.key,
        kind=found.shown.kind,
        choice=choice,
        words=words.strip() if choice == REPLACE else "",
        reason=reason.strip(),
        number=number + 1,
        as_manager=may_keep_as_manager(by),
        decided_by_id=by.me,
    )
    record(
        by, "request.decide", made, child_id=request.child_id, kind_found=found.shown.kind, choice=choice, everywhere=not scope
    )
    return made


@action
def remove_rest(*, by: Viewer, request: SubjectRequest, item: str) -> int:
    """Say of everything in one item that nobody has decided on that it is removed. How many things that were."""
    policies.check_can_decide(by, request)
    _hold(request)
    check_open(request)
    here = item_called(sections(by, request), item).item
    said = decisions(by, request)
    with reading(by) as job:
        found = {one.key: one for one in Looking(job, request.child_id).of_item(here)}
    rest = [one for key, one in found.items() if said.of(here.key, key) is None]
    for one in rest:
        _decided(by, request, here.key, one, REMOVE, "", "", None)
    record(by, "request.remove-rest", request, child_id=request.child_id, things=len(rest))
    return len(rest)


def _hold(request: SubjectRequest) -> None:
    """Those who decide on one request do so one after the other."""
    SubjectRequest.objects.select_for_update().get(pk=request.pk)


@action
def ask_manager(*, by: Viewer, request: SubjectRequest) -> None:
    """Ask a manager to decide what only a manager keeps. They see the request until they say that they are done."""
    policies.check_can_govern(by)
    check_open(request)
    with reading(by) as job:
        limit = Duty.objects.filter(partnership_id=job.here, subject_id=request.pk, kind=DUTY).order_by("-created_at").first()
    if limit is None:
        raise Refused("This request has no limit of its own, so nobody can be asked about it.")
    work.open_duty(
        by=by,
        kind=KEEP_DUTY,
        subject=request,
        what=ASK,
        responsible=Responsible(role="mash-manager"),
        due_at=limit.due_at,
        child_id=request.child_id,
        reference=request.reference,
    )
    record(by, "request.ask-manager", request, child_id=request.child_id)


@action
def manager_done(*, by: Viewer, request: SubjectRequest) -> None:
    """The manager who was asked has decided."""
    policies.check_can_decide(by, request)
    if not may_keep_as_manager(by):
        raise Refused("A manager who was asked says so.")
    work.finish(by=by, subject=request, kind=KEEP_DUTY)
    record(by, "request.manager-done", request, child_id=request.child_id)


@action
def prepare(*, by: Viewer, request: SubjectRequest, undecided_goes: bool = False) -> Prepared:
    """The files of the copy, by name, through the gate. Refused with what is missing until every step is recorded.

    What only looks like somebody's, and nobody has decided on, holds it up. undecided_goes: it is taken out instead, and the
    schedule says so.
    """
    check_open(request)
    copied = sections(by, request)
    said, whole = decisions(by, request), marked(by, request)
    with reading(by) as job:
        looking = Looking(job, request.child_id)
        made = redacted(looking, copied, whole, said)
        reader = looking.reader
    if made.waiting and not undecided_goes:
        raise StillWaiting(made.waiting)
    cleared = clear_document(
        by=by,
        child_id=request.child_id,
        reader=reader,
        recipient=Recipient("requester", request.name, child_id=request.child_id, channel="letter"),
        paper=Paper(WHAT, parts=paper_parts(made.sections), files=tuple(made.files)),
        kept=made.kept,
        agreed=made.agreed,
        reference=request.reference,
        eyes=JOB,
        once=True,
    )
    items = sum(len(one.items) for one in copied)
    counts: Mapping[str, int] = {"taken": len(made.taken), "undecided": len(made.waiting)}
    record(by, "request.prepare", request, child_id=request.child_id, kind=Kind.RELEASE, items=items, **counts)
    return Prepared(files(request, copied, made, cleared), cleared)
