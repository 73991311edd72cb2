"""The forms of who works with the child."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from holdfast.ui.forms import (
    DateField,
    EmailField,
    LongTextField,
    ManyChoices,
    OneChoice,
    PhoneField,
    TextField,
    TickField,
)

from .record import RecordForm


class InvolveForm(RecordForm):
    """A professional who works with the child."""

    email = EmailField(
        label="Work e-mail address",
        hint="If they have an account here, the record opens to them. Leave it empty if they have none.",
        required=False,
        autocomplete="off",
    )
    name = TextField(label="Name, if they have no account", required=False)
    telephone = PhoneField(label="Telephone", required=False, autocomplete="off")
    role = TextField(label="What they do for the child", hint="For example: lead social worker, mentor, school nurse")
    lead = TickField(label="They lead the work", required=False)
    contact = TickField(label="They are the single point of contact", required=False)
    allocated = TickField(label="The case is allocated to them", required=False)
    from_date = DateField(label="From", required=False)


class InvolvementForm(RecordForm):
    """What they do, changed."""

    role = TextField(label="What they do for the child")
    telephone = PhoneField(label="Telephone", required=False, autocomplete="off")
    lead = TickField(label="They lead the work", required=False)
    contact = TickField(label="They are the single point of contact", required=False)
    allocated = TickField(label="The case is allocated to them", required=False)


class TeamForm(RecordForm):
    """A whole team's place in the circle."""

    team = OneChoice(label="Team", choices=[], as_list=True)
    reason = TextField(label="What the team does for the child", limit=200)
    until = DateField(label="Last day", hint="Leave empty if there is none yet", required=False)

    def offer(self, teams: Iterable[tuple[str, str]]) -> None:
        self.fill("team", teams)


class HandOverForm(RecordForm):
    """Which cases, to whom, why."""

    cases = ManyChoices(label="Which cases?", choices=[])
    to_user = OneChoice(label="To whom?", choices=[], as_list=True)
    why = LongTextField(label="Why?", hint="It stands in each child's chronology", rows=2, limit=500)

    def offer(self, cases: Iterable[Any], people: Iterable[Any]) -> None:
        self.fields["cases"].choices = [  # type: ignore[attr-defined]
            (str(row.pk), f"{row.child.name}, {row.role}{' (allocated)' if row.allocated else ''}") for row in cases
        ]
        self.fields["to_user"].choices = [("", ""), *((str(one.pk), one.name) for one in people)]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        found = super().values()
        return {
            "involvement_ids": [UUID(key) for key in found["cases"]],
            "to_user": UUID(found["to_user"]),
            "why": found["why"],
        }
