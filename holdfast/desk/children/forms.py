"""The forms of a child's record. Each gives the values an action takes, and begins from a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from holdfast.kernel.time import today
from holdfast.records import types
from holdfast.rules.openings import FINDINGS
from holdfast.rules.referral_options import ETHNICITIES
from holdfast.ui.dates import RoughDate
from holdfast.ui.forms import (
    DateField,
    EmailField,
    GovukForm,
    LongTextField,
    ManyChoices,
    OneChoice,
    PhoneField,
    RoughDateField,
    TextField,
    TickField,
    YesNoField,
)

BETWEEN_CHILDREN = frozenset(
    {"sibling", "twin", "half_sibling", "relative", "own_child", "partner", "friend", "of_concern", "other"}
)
# The sender of a file gives its own references: one means one child, and is never typed.
BY_HAND = [one for one in types.IdentifierKind.choices if one[0] != types.IdentifierKind.SENDER]
NOT_SAID = ("", "Not recorded")


class RecordForm(GovukForm):
    """A form whose answers are a row's own columns, unless a subclass says otherwise."""

    def values(self) -> dict[str, Any]:
        """What an action is given."""
        return {name: "" if value is None and self._is_text(name) else value for name, value in self.cleaned_data.items()}

    def _is_text(self, name: str) -> bool:
        return isinstance(self.fields[name], TextField | OneChoice)

    @classmethod
    def begin(cls, row: Any) -> dict[str, Any]:
        """The answers as the row has them."""
        return {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}


def _rough(row: Any) -> RoughDate:
    return RoughDate(row.born_earliest, row.born_latest, row.born_words)


def _born(value: RoughDate | None) -> dict[str, Any]:
    rough = value or RoughDate(None, None, "")
    return {"born_earliest": rough.earliest, "born_latest": rough.latest, "born_words": rough.words}


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
        born = _born(values.pop("born"))
        return {**values, **born}

    @classmethod
    def begin(cls, row: Any) -> dict[str, Any]:
        return {**super().begin(row), "born": _rough(row)}


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


# -- people -----------------------------------------------------------------------------------------------------------


class PersonForm(RecordForm):
    """Who somebody is."""

    given = TextField(label="First names", required=False)
    family = TextField(label="Family name", required=False)
    known_as = TextField(label="Known as", required=False)
    born = RoughDateField(label="Date of birth", latest=today, required=False)
    telephone = PhoneField(label="Telephone", required=False, autocomplete="off")
    email = EmailField(label="E-mail address", required=False, autocomplete="off")
    language = TextField(label="First language", required=False)
    interpreter = YesNoField(label="Do they need an interpreter?", required=False)
    works_with_children = YesNoField(
        label="Do they work or volunteer with children?",
        hint="If so, tell the designated officer (LADO) as well",
        required=False,
    )
    note = LongTextField(label="Note", rows=3, required=False, limit=2000, prompts_wording=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("given", "family", "known_as")):
            self.add_warning("given", "Enter a name, or what they are known as")
        return cleaned

    def person(self) -> dict[str, Any]:
        values = {name: self.cleaned_data.get(name) or "" for name in PersonForm.base_fields if name != "born"}
        for name in ("interpreter", "works_with_children"):
            values[name] = values[name] or types.YesNo.NOT_KNOWN.value
        return {**values, **_born(self.cleaned_data.get("born"))}

    def values(self) -> dict[str, Any]:
        return self.person()

    @classmethod
    def begin(cls, row: Any) -> dict[str, Any]:
        return {**super().begin(row), "born": _rough(row)}


class RelationForm(RecordForm):
    """What somebody is to the child."""

    kind = OneChoice(label="What are they to the child?", choices=types.RelationKind.choices, as_list=True)
    parental_responsibility = YesNoField(label="Do they have parental responsibility?")
    in_household = YesNoField(label="Do they live with the child?")
    of_concern = TickField(label="There is a worry that they harm or exploit the child", required=False)
    contact = YesNoField(label="May they have contact with the child?", required=False)
    contact_why = TextField(label="Why, or by which order or plan", required=False, limit=500)
    contact_since = DateField(label="Decided on", required=False)
    from_date = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)
    relation_note = LongTextField(label="What to know about it", rows=3, required=False, limit=2000, prompts_wording=True)

    def relation(self) -> dict[str, Any]:
        values = {name: self.cleaned_data.get(name) for name in RelationForm.base_fields if name != "relation_note"}
        values["contact"] = values["contact"] or types.YesNo.NOT_KNOWN
        values["contact_why"] = (values["contact_why"] or "").strip()
        return {**values, "note": self.cleaned_data.get("relation_note") or ""}

    def values(self) -> dict[str, Any]:
        return self.relation()

    @classmethod
    def begin(cls, row: Any) -> dict[str, Any]:
        return {**super().begin(row), "relation_note": row.note}


class RelateForm(PersonForm, RelationForm):
    """Somebody new in the child's life."""

    field_order = ("kind", "given", "family", "known_as", "born", "parental_responsibility", "in_household", "of_concern")

    def values(self) -> dict[str, Any]:
        return {"person": self.person(), **self.relation()}


class OtherChildForm(RecordForm):
    """Another child with a record."""

    kind = OneChoice(
        label="What are they to the child?",
        choices=[choice for choice in types.RelationKind.choices if choice[0] in BETWEEN_CHILDREN],
        as_list=True,
    )
    other_child_id = TextField(label="Record")


class TellForm(RecordForm):
    """Whether somebody may be told."""

    person_id = OneChoice(label="Who?", choices=[])
    subject = OneChoice(label="About what?", choices=types.TellSubject.choices, as_list=True)
    answer = OneChoice(
        label="Is it safe to tell them?",
        choices=types.Tell.choices,
        hints={"yes": "Messages may reach them", "not_yet": "Nothing reaches them until somebody changes this"},
    )
    why = LongTextField(label="Why?", rows=3, limit=1000, prompts_wording=True)
    until = DateField(label="Until", hint="After this day the answer is “not yet” again", earliest=today, required=False)

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        self.fill("person_id", people)

    def values(self) -> dict[str, Any]:
        person = self.cleaned_data["person_id"]
        return {**self.cleaned_data, "person_id": None if person == "child" else person}


class HouseholdForm(RecordForm):
    """A household the child lives in."""

    name = TextField(label="What to call it", hint="For example: Mother's home")
    person_ids = ManyChoices(label="Who else lives there?", choices=[], required=False)
    from_date = DateField(label="From", required=False)

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        self.fill("person_ids", people)


class LeaveForm(RecordForm):
    until = DateField(label="Their last day there", latest=today)


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


class EndForm(RecordForm):
    until = DateField(label="Last day", latest=today)
    why = LongTextField(label="Why it ends, and who takes over", rows=3, limit=1000)


class TeamForm(RecordForm):
    """A whole team's place in the circle."""

    team = OneChoice(label="Team", choices=[], as_list=True)
    reason = TextField(label="What the team does for the child", limit=200)
    until = DateField(label="Last day", hint="Leave empty if there is none yet", required=False)

    def offer(self, teams: Iterable[tuple[str, str]]) -> None:
        self.fill("team", teams)


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


class RemoveForm(RecordForm):
    """Taking something off the record's list. It is kept, and no longer shown."""

    reason = LongTextField(label="Why?", rows=3, limit=1000)


class ClosedForm(RecordForm):
    """The child somebody needs, named exactly: a closed record is not looked for."""

    given = TextField(label="First name", required=False)
    family = TextField(label="Family name", required=False)
    born = DateField(label="Date of birth", required=False)
    number = TextField(
        label="Or a number", hint="NHS, pupil, council or police number, in place of name and date of birth", required=False
    )
    reason = LongTextField(
        label="Why do you need this record now?",
        hint="A manager reads it, and so do those who have the case",
        rows=3,
        limit=1000,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        named = cleaned.get("given") and cleaned.get("family") and cleaned.get("born")
        if not (named or cleaned.get("number") or self.errors):
            self.add_error("given", "Give first name, family name and date of birth, or a number")
        return cleaned


class WhyOpenForm(RecordForm):
    reason = LongTextField(
        label="Why do you need this record now?",
        hint="A manager reads it, and so do those who have the case",
        rows=3,
        limit=1000,
    )


class AnswerRequestForm(RecordForm):
    grant = OneChoice(label="Let them in?", choices=[("yes", "Yes, for a time"), ("no", "No")])
    hours = TextField(label="For how many hours", hint="From 1 to 672, which is four weeks", width="4", required=False, limit=4)
    answer = LongTextField(label="Why, in a sentence they will read", rows=3, limit=1000)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        typed = cleaned.get("hours") or ""
        if cleaned.get("grant") == "yes" and not (typed.isascii() and typed.isdigit()):
            self.add_error("hours", "Give a number of hours, such as 48")
        return cleaned

    def values(self) -> dict[str, Any]:
        found = super().values()
        return {**found, "hours": found["hours"] if found["grant"] == "yes" else ""}


class ReviewOpeningForm(RecordForm):
    fitting = OneChoice(
        label="Was it fitting?",
        choices=[("yes", "Yes: it was needed for the child"), ("no", "No: it closes at once, and I act on it")],
    )
    review = LongTextField(label="What you found", hint="Whom you asked, and what they said", rows=3, limit=1000)


class SayWhyForm(RecordForm):
    words = LongTextField(
        label="Why do you open this record?",
        hint="In a sentence, such as: “The school rang about her; I am seeing whether she is known”",
        rows=2,
        limit=1000,
    )


class FindingForm(RecordForm):
    """What a reviewer makes of an opening without a task."""

    finding = OneChoice(label="What do you make of it?", choices=[(key.value, words) for key, words in FINDINGS.items()])
    words = LongTextField(label="What you found", hint="Whom you asked and what they said, or will ask", rows=3, limit=1000)
    in_danger = LongTextField(
        label="If it is a breach: who may be in danger because of it, and who is warning them now?",
        hint="If nobody is, say why. In an emergency call 999 first.",
        rows=2,
        limit=1000,
        required=False,
    )


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


class RestrictForm(RecordForm):
    level = OneChoice(
        label="What do others find?",
        choices=[
            ("invisible", "Nothing: it is as if there were no record"),
            ("name", "The name alone, and that they may ask to open it"),
        ],
        required=False,
    )
    reason = LongTextField(label="Why only those who work with the child may open the record", rows=3, limit=1000)
    until = DateField(label="Until", required=False, earliest=today)


class ReasonForm(RecordForm):
    why = LongTextField(label="Why?", rows=3, limit=1000)


class DeclareForm(RecordForm):
    """How somebody who works here knows the child outside work."""

    known = OneChoice(label="How do you know them?", choices=types.Known.choices)
    note = LongTextField(label="What should the manager know?", rows=3, limit=500, required=False)
