"""The ledger of agreement on a child's record: read, and added to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from holdfast.kernel.errors import NotHere
from holdfast.kernel.routes import viewer_of
from holdfast.kernel.time import today
from holdfast.records import actions, policies, queries
from holdfast.records.agreements import ledger
from holdfast.records.types import Agreed, Capacity
from holdfast.rules.agreement import PURPOSES
from holdfast.rules.lawful_basis import LAWFUL_BASES
from holdfast.ui.forms import DateField, LongTextField, OneChoice, TextField

from . import pages
from .editing import Edit, edit
from .forms import NOT_SAID, RecordForm

NEVER_CHOSEN = frozenset({Agreed.SET_ASIDE.value})
_LEAD = (
    "Sharing to keep a child safe does not rest on agreement, and never waits for it. Help and support do. "
    "A line is never changed: if somebody changes their mind, write another."
)


class AgreementForm(RecordForm):
    """What somebody said, or why it goes on without them."""

    purpose = OneChoice(label="What is it for?", choices=[(one.key, one.label) for one in PURPOSES.values()])
    answer = OneChoice(label="What holds now?", choices=[choice for choice in Agreed.choices if choice[0] not in NEVER_CHOSEN])
    person_id = OneChoice(label="Who was asked?", choices=[], hint="Leave it where nobody was asked", required=False)
    capacity = OneChoice(label="Could they decide this?", choices=Capacity.choices, required=False)
    capacity_note = LongTextField(
        label="What shows that they could, or could not?",
        hint="For a child: what they understood of what it means, and of saying no",
        rows=3,
        limit=1000,
        required=False,
    )
    covers = TextField(label="Whose information does it cover?", required=False)
    words_version = TextField(
        label="Which words did they see or hear?", hint="The leaflet or form, and its version or date", required=False
    )
    on_date = DateField(label="When did they say so?", latest=today, required=False)
    until = DateField(label="Until", hint="After this day it must be asked again", earliest=today, required=False)
    lawful_basis = OneChoice(
        label="Lawful basis, where it goes on without agreement",
        choices=[NOT_SAID, *((one.key, one.label) for one in LAWFUL_BASES)],
        required=False,
    )
    reason = LongTextField(
        label="Reason",
        hint="Needed where nobody was asked, or it goes on without agreement",
        rows=3,
        limit=1000,
        required=False,
    )

    def offer(self, people: list[tuple[str, str]]) -> None:
        self.fields["person_id"].choices = people  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        who = given["person_id"]
        return {
            **given,
            "person_id": None if who in ("", "child") else UUID(who),
            "capacity": given["capacity"] or Capacity.NOT_WEIGHED,
        }


class SetAsideForm(RecordForm):
    reason = LongTextField(label="Why should this line not stand?", rows=3, limit=1000)


def agreement(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """A new line of the ledger."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)
    people = [("child", "The child"), *pages.adults(queries.relationships(viewer, child_id))]

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.record_agreement(by=viewer, child_id=child_id, **values)

    page = Edit("Agreement and lawful basis", child_id, _back(child_id), save, lead=_LEAD)
    return edit(request, page, AgreementForm, prepare=lambda form: form.offer(people))


def set_aside(request: HttpRequest, child_id: UUID, agreement_id: UUID) -> HttpResponse:
    """A line that was recorded in error."""
    viewer = viewer_of(request)
    policies.check_can_edit(viewer, child_id)
    if not any(line.row.pk == agreement_id for one in ledger(viewer, child_id) for line in one.lines):
        raise NotHere

    def save(values: dict[str, Any], seen: int | None) -> object:
        return actions.set_agreement_aside(by=viewer, child_id=child_id, agreement_id=agreement_id, **values)

    lead = "The line is kept, with your reason, and no longer counts."
    page = Edit("Recorded in error", child_id, _back(child_id), save, lead=lead, button="Set it aside", danger=True)
    return edit(request, page, SetAsideForm)


def _back(child_id: UUID) -> str:
    return reverse("child-people", kwargs={"child_id": child_id}) + "#agreement"
