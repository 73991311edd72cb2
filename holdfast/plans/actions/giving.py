"""A copy is given to the child or to one relative, or the plan is talked through without one: that is a full answer (H14)."""

from __future__ import annotations

from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.viewer import Viewer

from ..around_models import CopyGiven
from ..editions import Copy, copy_for
from ..policies import check_can_write
from ..types import CopyMeans, Edition

LEAKS = "Change the words that give something away first. They are listed with the copy."


@action
def note_without_copy(
    *, by: Viewer, child_id: UUID, person_id: UUID | None, means: str, words: str, kept_where: str = "", found_by: str = ""
) -> CopyGiven:
    """Write down that the plan was talked through, or shown on our screen, and that nothing was left behind."""
    check_can_write(by, child_id)
    copy = copy_for(by, child_id, person_id)
    if means not in (CopyMeans.TALKED, CopyMeans.SHOWN):
        raise Faulty([Fault("means", "Choose how the plan was gone through")])
    if means == CopyMeans.SHOWN:
        check_may_be_given(copy)
    if not words.strip():
        raise Faulty([Fault("words", "Say what they said of it, or that they said nothing")])
    return enter(by, child_id, copy, means=means, words=words, kept_where=kept_where, found_by=found_by)


def check_may_be_given(copy: Copy) -> None:
    """Refuse a copy that is empty, gives something away, or is for somebody who may not be told yet."""
    if copy.why_not:
        raise Refused(copy.why_not)
    if copy.leaks:
        raise Refused(LEAKS)
    if not copy.lines:
        raise Refused("Nothing in this version is for this reader, so there is no copy to give.")


def check_asked(kept_where: str, found_by: str) -> None:
    """Where it will be kept and who might find it is asked before anything is left with anybody."""
    faults = []
    if not kept_where.strip():
        faults.append(Fault("kept_where", "Ask where it will be kept, and write the answer down"))
    if not found_by.strip():
        faults.append(Fault("found_by", "Ask who might find it, and write the answer down"))
    if faults:
        raise Faulty(faults)


def enter(
    by: Viewer,
    child_id: UUID,
    copy: Copy,
    *,
    means: str,
    words: str,
    kept_where: str,
    found_by: str,
    release_id: UUID | None = None,
) -> CopyGiven:
    row = CopyGiven.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        number=copy.version.number,
        edition=Edition.FAMILY if copy.person else Edition.CHILD,
        person=copy.person,
        means=CopyMeans(means),
        kept_where=kept_where.strip(),
        found_by=found_by.strip(),
        words=words.strip(),
        release_id=release_id,
        given_by_id=by.me,
    )
    record(by, "safety-plan.copy", row, child_id=child_id, means=means, edition=str(row.edition))
    return row
