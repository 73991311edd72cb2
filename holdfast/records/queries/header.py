"""The top of a record, and what its first page asks together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.access.models import Restriction
from holdfast.access.policies import about_children_i_may_read, in_force
from holdfast.access.visibility import visible
from holdfast.kernel.questions import question
from holdfast.kernel.viewer import Viewer

from ..models import (
    Address,
    Child,
    Involvement,
    LegalStatus,
    SafeToTell,
)
from ..types import SensitiveKind, Tell, TellSubject, YesNo
from .child import asked_child, child, holds_today
from .chronology import PAGE, newest_entries
from .parts import asked_summary, held, sensitive
from .people import newest_tell_answers, tell_answers
from .working import involvements


@dataclass(frozen=True)
class Header:
    """What answers in two seconds: who this is, who leads, how things stand, what to be careful of."""

    child: Child
    chosen_name: str
    lead: Involvement | None
    legal: tuple[LegalStatus, ...]
    warnings: tuple[str, ...]
    held: tuple[str, ...]
    restricted: bool


def header(viewer: Viewer, child_id: UUID) -> Header:
    """The top of the record."""
    found = child(viewer, child_id)
    involved = involvements(viewer, child_id, current=True)
    answers = tell_answers(viewer, child_id)
    facts = sensitive(viewer, child_id)
    return Header(
        child=found,
        chosen_name=next((fact.words for fact in facts if fact.kind == SensitiveKind.CHOSEN_NAME), ""),
        lead=_lead(involved),
        legal=tuple(_legal(viewer, child_id)),
        warnings=tuple(_warnings(viewer, found, answers)),
        held=held(viewer, child_id, facts) if _leads(viewer, involved) else (),
        restricted=is_restricted(viewer, child_id),
    )


def asked_by_header(viewer: Viewer, child_id: UUID) -> list[partial[Any]]:
    """What the top of the record asks, for a page that asks it together with the rest."""
    asked = (asked_child, newest_tell_answers, sensitive, _legal, _confidential_address, _restriction)
    return [partial(involvements, viewer, child_id, current=True), *(partial(one, viewer, child_id) for one in asked)]


def asked_by_first_page(viewer: Viewer, child_id: UUID) -> list[partial[Any]]:
    """What its first page asks besides: the summary, and the newest of the chronology."""
    return [partial(asked_summary, viewer, child_id), partial(newest_entries, viewer, child_id, limit=PAGE + 1)]


@question
def _legal(viewer: Viewer, child_id: UUID) -> QuerySet[LegalStatus]:
    return visible(viewer, LegalStatus).filter(holds_today(), child_id=child_id).order_by("-from_date")[:10]


def _lead(involved: Sequence[Involvement]) -> Involvement | None:
    order = sorted(involved, key=lambda row: (not row.lead, not row.allocated, row.from_date))
    return order[0] if order and (order[0].lead or order[0].allocated) else None


def _leads(viewer: Viewer, involved: Sequence[Involvement]) -> bool:
    return any(row.user_id == viewer.person_id and (row.lead or row.allocated) for row in involved)


def _warnings(viewer: Viewer, found: Child, answers: Sequence[SafeToTell]) -> list[str]:
    words = []
    if found.died_on:
        words.append("This child has died.")
    if has_confidential_address(viewer, found.pk):
        words.append("Confidential address: do not say where the child lives.")
    for row in answers:
        if row.answer == Tell.NEVER:
            who = row.person.name if row.person else "the child"
            about = "" if row.subject == TellSubject.EVERYTHING else f" ({row.get_subject_display().lower()})"
            words.append(f"Do not tell {who}{about}.")
    if found.interpreter == YesNo.YES:
        words.append(f"Interpreter needed: {found.language}." if found.language else "Interpreter needed.")
    if found.staff_safety:
        words.append(f"Staff safety: {found.staff_safety}")
    return words


def has_confidential_address(viewer: Viewer, child_id: UUID) -> bool:
    """That there is one is a warning to everybody who opens the record; the address itself is not."""
    return bool(_confidential_address(viewer, child_id))


@question
def _confidential_address(viewer: Viewer, child_id: UUID) -> QuerySet[Address, Any]:
    may = about_children_i_may_read(viewer)
    if may is None:
        return Address.objects.none().values_list("confidential")
    rows = Address.objects.filter(may, holds_today(), partnership_id=viewer.here, child_id=child_id)
    return rows.filter(confidential=True).values_list("confidential")[:1]


def is_restricted(viewer: Viewer, child_id: UUID) -> bool:
    return bool(_restriction(viewer, child_id))


@question
def _restriction(viewer: Viewer, child_id: UUID) -> QuerySet[Restriction, Any]:
    return visible(viewer, Restriction).filter(in_force(), child_id=child_id).values_list("pk")[:1]
