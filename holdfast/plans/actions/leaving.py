"""A plan leaves on paper, as a copy for the child or a relative or as a practitioner's print: through the gate, registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from holdfast.access.models import User
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.disclosure import papers
from holdfast.disclosure.gate import clear_document
from holdfast.disclosure.papers import Paper
from holdfast.disclosure.readers import POLICE, PROFESSIONAL, Reader, relative, the_child
from holdfast.disclosure.types import Recipient
from holdfast.kernel.cleared import ClearedDocument
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Child
from holdfast.records.policies import POLICE_ROLES
from holdfast.records.types import TellSubject
from holdfast.rules.disclosure import KINDS, Finding, Keep, key_of, who_may_keep

from ..around_models import CopyGiven
from ..editions import Copy, copy_for
from ..policies import check_can_write
from ..printing import printed_copy, printed_plan
from ..queries import PlanPage, plan_page
from ..types import CopyMeans
from .giving import check_asked, check_may_be_given, enter

BY_HAND = "by hand"
CHILD, FAMILY = "child", "family"


@dataclass(frozen=True)
class ToDecide:
    """Something found in a paper, once however often it stands there. keep: who may leave it in."""

    key: str
    words: str
    kind: str
    reason: str
    keep: Keep


def to_decide(found: list[Finding]) -> list[ToDecide]:
    """What somebody must look at before the paper leaves, in the order of the text."""
    listed = {key_of(one): one for one in reversed(found)}
    return [
        ToDecide(key, one.text, KINDS[one.kind].label, one.reason, who_may_keep(one)) for key, one in reversed(listed.items())
    ]


# -- the child's and relatives' copies --------------------------------------------------------------------------------


def _paper(copy: Copy) -> Paper:
    words = "\n".join(f"{head}\n{said}" for head, said in copy.lines)
    return Paper("plan.copy", words=words, files=(("plan.pdf", printed_copy(copy)),))


def _reader(by: Viewer, child_id: UUID, copy: Copy) -> Reader:
    if copy.person is None:
        return the_child(by, visible(by, Child).get(pk=child_id))
    found = relative(by, child_id, copy.person.pk)
    if found is None:
        raise NotHere
    return found


def found_in_copy(by: Viewer, child_id: UUID, person_id: UUID | None) -> list[ToDecide]:
    """What the gate finds in a copy."""
    copy = copy_for(by, child_id, person_id)
    return to_decide(papers.check(by, child_id, _reader(by, child_id, copy), _paper(copy)))


@action
def give_on_paper(*, by: Viewer, child_id: UUID, person_id: UUID | None, **asked: Any) -> tuple[CopyGiven, ClearedDocument]:
    """Hand over a copy."""
    return give_copy(by=by, child_id=child_id, person_id=person_id, means=CopyMeans.PAPER, address=BY_HAND, **asked)


@action
def give_copy(
    *,
    by: Viewer,
    child_id: UUID,
    person_id: UUID | None,
    means: CopyMeans,
    address: str,
    kept_where: str,
    found_by: str,
    words: str = "",
    kept: Mapping[str, str] | None = None,
) -> tuple[CopyGiven, ClearedDocument]:
    """A copy leaves, once it was asked where it is kept and who might find it. kept: why a finding stays, by its key."""
    check_can_write(by, child_id)
    copy = copy_for(by, child_id, person_id)
    check_may_be_given(copy)
    check_asked(kept_where, found_by)
    recipient = Recipient(FAMILY if person_id else CHILD, address, person_id=person_id, child_id=child_id)
    reader = _reader(by, child_id, copy)
    cleared = clear_document(
        by=by,
        child_id=child_id,
        reader=reader,
        recipient=recipient,
        paper=_paper(copy),
        kept=_given(kept),
        about=TellSubject.MEETINGS,
    )
    row = enter(
        by,
        child_id,
        copy,
        means=means,
        words=words,
        kept_where=kept_where,
        found_by=found_by,
        release_id=cleared.release_id,
    )
    return row, cleared


def _given(kept: Mapping[str, str] | None) -> dict[str, str]:
    return {key: reason.strip() for key, reason in (kept or {}).items() if reason.strip()}


# -- a practitioner's print -------------------------------------------------------------------------------------------


def _page(by: Viewer, child_id: UUID) -> PlanPage:
    page = plan_page(by, child_id)
    if page.holds is None or page.plan is None or page.plan.closed_at is not None:
        raise Refused("There is no approved version of this plan, so there is nothing to print.")
    return page


def _print_of(by: Viewer, child_id: UUID) -> Paper:
    page = _page(by, child_id)
    name = visible(by, Child).get(pk=child_id).name
    words = "\n".join(item.words for section in page.sections for item in section.items)
    return Paper("plan.print", words=words, files=(("safety-plan.pdf", printed_plan(page, name=name, at=now())),))


def _practitioner(by: Viewer) -> Reader:
    return POLICE if by.roles & POLICE_ROLES else PROFESSIONAL


# Names and numbers that nobody is known by are colleagues and safe adults, whom this reader read a moment ago on the screen.
OWN_PRINT = "Printed by its reader, who reads the same on the screen."


def _asked_about(one: Finding) -> bool:
    """What a practitioner's own print is asked about: what the record knows and keeps from them, and what not all may keep."""
    return one.known or who_may_keep(one) != Keep.ANYONE


def found_in_print(by: Viewer, child_id: UUID) -> list[ToDecide]:
    """What the gate finds in a practitioner's print, as far as it is asked about."""
    found = papers.check(by, child_id, _practitioner(by), _print_of(by, child_id))
    return to_decide([one for one in found if _asked_about(one)])


@action
def print_plan(*, by: Viewer, child_id: UUID, kept: Mapping[str, str] | None = None) -> ClearedDocument:
    """The version that holds, as this practitioner reads it, on paper for themself."""
    paper = _print_of(by, child_id)
    me = User.objects.get(pk=by.me)
    recipient = Recipient("staff", me.email, user_id=me.pk, child_id=child_id)
    reader = _practitioner(by)
    own = {key_of(one): OWN_PRINT for one in papers.check(by, child_id, reader, paper) if not _asked_about(one)}
    cleared = clear_document(by=by, child_id=child_id, reader=reader, recipient=recipient, paper=paper, kept=own | _given(kept))
    record(by, "safety-plan.print", Child(pk=child_id), child_id=child_id, kind=Kind.RELEASE)
    return cleared
