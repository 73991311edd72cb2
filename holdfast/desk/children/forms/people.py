"""The forms of the people around a child, and what they may be told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from holdfast.kernel.time import today
from holdfast.records import types
from holdfast.ui.forms import (
    DateField,
    EmailField,
    LongTextField,
    ManyChoices,
    OneChoice,
    PhoneField,
    RoughDateField,
    TextField,
    TickField,
    YesNoField,
)

from .record import RecordForm, birth_fields, rough_birth

BETWEEN_CHILDREN = frozenset(
    {"sibling", "twin", "half_sibling", "relative", "own_child", "partner", "friend", "of_concern", "other"}
)


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
        return {**values, **birth_fields(self.cleaned_data.get("born"))}

    def values(self) -> dict[str, Any]:
        return self.person()

    @classmethod
    def begin(cls, row: Any) -> dict[str, Any]:
        return {**super().begin(row), "born": rough_birth(row)}


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
