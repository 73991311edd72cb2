"""What may be told to a relative: what the child has heard and said yes to, and only to whom it is safe to tell (H8, H23)."""

from __future__ import annotations

from uuid import UUID

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.records.models import Relationship
from holdfast.records.queries import may_tell
from holdfast.records.types import TellSubject

from ..conversation_models import Conversation, ShareSaid, SummaryGiven
from .talking import conversation_of


def relatives(viewer: Viewer, child_id: UUID) -> list[tuple[UUID, str, str]]:
    """The people of the child's record who may be chosen: id, name, what they are to the child. Nobody of concern."""
    rows = visible(viewer, Relationship).filter(child_id=child_id, person__isnull=False, of_concern=False)
    found: dict[UUID, tuple[UUID, str, str]] = {}
    for row in rows.select_related("person"):
        if row.person is not None:
            found[row.person.pk] = (row.person.pk, row.person.name, row.get_kind_display())
    return sorted(found.values(), key=lambda one: one[1])


@action
def ask_child(*, by: Viewer, conversation_id: UUID, person_id: UUID, may: bool, words: str = "") -> ShareSaid:
    """What the child says about this person being told these very words. A later no takes back an earlier yes."""
    row = conversation_of(by, conversation_id)
    if not row.summary:
        raise Refused("Write the summary first, and let the child hear it: a yes is to those words and no others.")
    name = _name_of(by, row.child_id, person_id)
    made = ShareSaid.objects.create(
        partnership_id=by.here,
        conversation=row,
        child_id=row.child_id,
        person_id=person_id,
        reader_name=name,
        may=may,
        summary=row.summary,
        words=words.strip(),
        asked_by_id=by.person_id,
        at=now(),
    )
    record(by, "interview.child-says", made, child_id=row.child_id, may=may)
    return made


def _name_of(by: Viewer, child_id: UUID, person_id: UUID) -> str:
    name = next((name for key, name, _ in relatives(by, child_id) if key == person_id), "")
    if not name:
        raise Faulty([Fault("person", "Choose one of the people listed.")])
    return name


def newest_said(viewer: Viewer, row: Conversation) -> dict[UUID, ShareSaid]:
    """What the child said last about each person."""
    rows = visible(viewer, ShareSaid).filter(conversation_id=row.pk).order_by("at", "pk")
    return {said.person_id: said for said in rows}


def check_can_give(viewer: Viewer, row: Conversation, person_id: UUID) -> None:
    """The child said yes to this person and to these words, and it is recorded as safe to tell them of it."""
    said = newest_said(viewer, row).get(person_id)
    if said is None:
        raise Refused("The child has not been asked about this person. Nothing is told before the child has said what may be.")
    if not said.may:
        raise Refused("The child said no. Nothing of this is told to this person.")
    if said.summary != row.summary:
        raise Refused("The summary has changed since the child said yes. Let the child hear the new words, and ask again.")
    if not may_tell(viewer, child_id=row.child_id, person_id=person_id, subject=TellSubject.MISSING):
        raise Refused("It is not recorded as safe to tell this person. Settle that first, on the child's page of people.")


@action
def give_summary(*, by: Viewer, conversation_id: UUID, person_id: UUID, how: str) -> SummaryGiven:
    """A relative was told the summary, as the child released it. Its words are kept as they were given."""
    row = conversation_of(by, conversation_id, own=False)
    check_can_give(by, row, person_id)
    if not how.strip():
        raise Faulty([Fault("how", "Say how: told, shown, or handed over, and where a copy would be kept.")])
    made = SummaryGiven.objects.create(
        partnership_id=by.here,
        conversation=row,
        child_id=row.child_id,
        person_id=person_id,
        reader_name=newest_said(by, row)[person_id].reader_name,
        summary=row.summary,
        how=how.strip(),
        given_by_id=by.person_id,
        at=now(),
    )
    record(by, "interview.summary-given", made, child_id=row.child_id, kind=Kind.RELEASE)
    return made
