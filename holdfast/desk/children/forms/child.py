"""The forms of the child's own particulars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from holdfast.kernel.time import today
from holdfast.records import types
from holdfast.rules.referral_options import ETHNICITIES
from holdfast.ui.forms import (
    DateField,
    LongTextField,
    ManyChoices,
    OneChoice,
    PhoneField,
    RoughDateField,
    TextField,
    TickField,
    YesNoField,
)

from .record import NOT_SAID, RecordForm, birth_fields, rough_birth

# The sender of a file gives its own references: one means one child, and is never typed.
BY_HAND = [one for one in types.IdentifierKind.choices if one[0] != types.IdentifierKind.SENDER]


class ChildForm(RecordForm):
    """Who the child is."""

    given = TextField(label="First names", required=False)
    family = TextField(label="Family name", required=False)
    known_as = TextField(label="Known as", hint="What the child likes to be called, if anybody may know it", required=False)
    born = RoughDateField(
        label="Date of birth",
        hint="As far as it is known: the year alone, or in words such as “about 13”",
        latest=today,
        required=False,
    )
    unborn = TickField(label="This child is not born yet", required=False)
    due_on = DateField(label="Expected date of birth", required=False)
    died_on = DateField(label="Date of death", latest=today, required=False)
    sex = OneChoice(label="Sex, for statutory returns", choices=types.Sex.choices)
    ethnicity = OneChoice(
        label="Ethnicity", choices=[NOT_SAID, *((o.key, o.label) for o in ETHNICITIES)], as_list=True, required=False
    )
    nationality = TextField(label="Nationality", required=False)
    language = TextField(label="First language", required=False)
    interpreter = YesNoField(label="Is an interpreter needed?")
    communication = LongTextField(label="How best to communicate", rows=3, required=False, limit=2000)
    access_needs = LongTextField(label="Access needs", rows=3, required=False, limit=2000)
    send = OneChoice(label="Special educational needs", choices=types.Send.choices, as_list=True)
    send_needs = LongTextField(label="What the needs are", rows=3, required=False, limit=2000)
    learning_disability = YesNoField(label="Does the child have a learning disability?")
    is_parent = YesNoField(label="Is the child a parent?")
    staff_safety = LongTextField(
        label="Safety of staff",
        hint="What somebody who visits must know",
        rows=3,
        required=False,
        limit=1000,
        prompts_wording=True,
    )

    def values(self) -> dict[str, Any]:
        values = super().values()
        born = birth_fields(values.pop("born"))
        return {**values, **born}

    @classmethod
    def begin(cls, row: Any) -> dict[str, Any]:
        return {**super().begin(row), "born": rough_birth(row)}


class SummaryForm(RecordForm):
    """The three answers at the top of the record."""

    worried = LongTextField(label="What are we worried about?", required=False, prompts_wording=True)
    working_well = LongTextField(label="What is working well?", required=False, prompts_wording=True)
    needs = LongTextField(label="What needs to happen?", required=False, prompts_wording=True)


# -- lists of the record ----------------------------------------------------------------------------------------------


class NameForm(RecordForm):
    kind = OneChoice(label="What kind of name is it?", choices=types.NameKind.choices, as_list=True)
    given = TextField(label="First names", required=False)
    family = TextField(label="Family name", required=False)
    from_date = DateField(label="Used from", required=False)
    until = DateField(label="Used until", required=False)
    note = TextField(label="Note", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("given") and not cleaned.get("family"):
            self.add_warning("given", "Enter the first names or the family name")
        return cleaned


class NumberForm(RecordForm):
    kind = OneChoice(label="What kind of number is it?", choices=BY_HAND)
    value = TextField(label="Number", limit=40, spellcheck=False)
    note = TextField(label="Note", required=False)


class AddressForm(RecordForm):
    kind = OneChoice(label="What is it to the child?", choices=types.AddressKind.choices, as_list=True)
    lines = LongTextField(label="House and street", rows=3, limit=300)
    town = TextField(label="Town or village", required=False)
    postcode = TextField(label="Postcode", width="10", limit=12, required=False)
    confidential = TickField(
        label="Confidential",
        hint="Only MASH and the allocated worker read it. Everybody else is warned that there is one.",
        required=False,
    )
    kept_from = TextField(label="Who must not learn it", required=False)
    from_date = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)
    note = TextField(label="Note", required=False)


class SchoolForm(RecordForm):
    kind = OneChoice(label="What kind of place is it?", choices=types.SchoolKind.choices, as_list=True)
    name = TextField(label="Name", required=False)
    year_group = TextField(label="Year group", required=False, width="10")
    attendance = TextField(label="Attendance", hint="For example: part-time since September, 62%", required=False)
    contact = TextField(label="Whom to ask there", required=False)
    from_date = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)


class HealthForm(RecordForm):
    kind = OneChoice(label="What kind of service is it?", choices=types.HealthKind.choices, as_list=True)
    name = TextField(label="Name")
    telephone = PhoneField(label="Telephone", required=False)
    note = TextField(label="Note", required=False)
    from_date = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)


class LegalForm(RecordForm):
    kind = OneChoice(label="Status or order", choices=types.LegalKind.choices, as_list=True)
    from_date = DateField(label="From", latest=today)
    until = DateField(label="Until", required=False)
    note = TextField(label="Note", required=False)


class CareForm(RecordForm):
    from_date = DateField(label="Looked after from", latest=today)
    until = DateField(label="Until", required=False)
    why_started = TextField(label="Why it began", required=False)
    why_ended = TextField(label="Why it ended", required=False)


class PlacementForm(RecordForm):
    kind = OneChoice(label="What kind of placement is it?", choices=types.PlacementKind.choices, as_list=True)
    provider = TextField(label="With whom", required=False)
    contact = TextField(label="How to reach them", required=False)
    address_id = OneChoice(label="Address", choices=[], as_list=True, required=False)
    out_of_area = TickField(label="It is outside the county", required=False)
    from_date = DateField(label="From", latest=today)
    until = DateField(label="Until", required=False)
    why_ended = TextField(label="Why it ended", required=False)

    def offer(self, addresses: Iterable[Any]) -> None:
        """The addresses of the record, to choose from."""
        self.fill("address_id", [("", "Not recorded"), *((str(row.pk), row.in_one_line) for row in addresses)])

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {**values, "address_id": values["address_id"] or None}


class SensitiveForm(RecordForm):
    """A fact that names its own readers."""

    kind = OneChoice(label="What is it about?", choices=types.SensitiveKind.choices, as_list=True)
    words = LongTextField(label="The fact itself", hint="In the child's own words where you can", rows=3, limit=4000)
    source = TextField(label="Who told you", required=False)
    agreed = TextField(label="Who agreed that it may be read, and by whom", limit=500)
    audience = ManyChoices(
        label="Who may read it?",
        choices=[choice for choice in types.Audience.choices if choice[0] in {"named", "professionals", "police"}],
        hints={
            "named": "Only those ticked below, and you",
            "professionals": "Everybody who may open this record",
            "police": "Police officers who may open this record",
        },
    )
    named = ManyChoices(label="Named people", choices=[], required=False)
    ask = TextField(
        label="Whom the lead worker may ask",
        hint="Name and number. The lead worker then sees that something is held, not what. Leave empty if even that is unsafe.",
        required=False,
    )

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        self.fill("named", people)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("named") and "named" not in cleaned.get("audience", []):
            self.add_warning("audience", "Tick “Named people only” as well, or untick the people named")
        return cleaned


class DeclareForm(RecordForm):
    """How somebody who works here knows the child outside work."""

    known = OneChoice(label="How do you know them?", choices=types.Known.choices)
    note = LongTextField(label="What should the manager know?", rows=3, limit=500, required=False)
