"""Forms of the information-governance desk."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms

from holdfast.access import queries
from holdfast.keeping.requests import Step
from holdfast.keeping.types import BreachRisk, Controller, RequestedBy
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.ui.forms import DateField, GovukForm, LongTextField, MomentField, OneChoice, TextField


class ReviewForm(GovukForm):
    """What is to become of a record whose time is over."""

    choice = OneChoice(
        label="What should happen to this record?",
        choices=[("go", "It may go"), ("keep", "Keep it longer")],
        hints={"go": "A second person must agree. Then it waits, and is removed for good.", "keep": "Say until when."},
        reveals={"keep": "look_again_on"},
    )
    look_again_on = DateField(label="Look at it again on", earliest=today, required=False)
    why = LongTextField(label="Why?", hint="What you looked at, and whether a survivor might still need it.", limit=3000)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if given and given.get("choice") == "keep" and not given.get("look_again_on") and "look_again_on" not in self.errors:
            self.add_warning("look_again_on", "Enter the day to look at it again")
        return given


class AnswerForm(GovukForm):
    agreed = OneChoice(
        label="Do you agree that this record goes?",
        choices=[("yes", "Yes, it may go"), ("no", "No, it stays")],
    )
    why = LongTextField(label="Why?", hint="Say what you looked at yourself.", limit=3000)


class ReasonForm(GovukForm):
    why = LongTextField(label="Why?", limit=3000)


class HoldForm(GovukForm):
    why = LongTextField(label="Why is it held?", limit=3000)
    asked_by = TextField(label="Who asked for it?", hint="A court, an inquiry, the police, a solicitor; with their reference.")


class BreachForm(GovukForm):
    """First who is in danger, then what happened."""

    in_danger = LongTextField(
        label="Who may be in danger because of this, and who is warning them now?",
        hint="A child, a parent or carer at a confidential address, somebody who gave information. If nobody is, say why.",
        limit=3000,
        rows=3,
    )
    aware_at = MomentField(
        label="When did anybody here become aware of it?", hint="The regulator's 72 hours run from then.", latest=today
    )
    happened = LongTextField(label="What happened?", limit=5000)
    kinds = LongTextField(label="What information was it?", limit=2000, rows=3)
    people = TextField(
        label="How many people is it about?", hint="Leave it empty when nobody knows yet.", inputmode="numeric", width="5",
        required=False,
    )  # fmt: skip

    def clean_people(self) -> int | None:
        return _number(self, "people")


class BreachChangeForm(GovukForm):
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    in_danger = LongTextField(label="Who may be in danger, and who is warning them?", limit=3000, rows=3)
    happened = LongTextField(label="What happened?", limit=5000)
    kinds = LongTextField(label="What information was it?", limit=2000, rows=3)
    people = TextField(label="How many people is it about?", inputmode="numeric", width="5", required=False)
    holder = LongTextField(label="Who has it now, and what have they been asked to do?", limit=2000, rows=3, required=False)
    done = LongTextField(label="What has been done?", limit=5000, required=False)
    risk = OneChoice(label="How likely is harm?", choices=[(one.value, one.label) for one in BreachRisk], required=False)
    risk_why = LongTextField(label="How did you judge it?", limit=3000, rows=3, required=False)
    told_regulator_at = MomentField(label="When was the regulator (ICO) told?", latest=today, required=False)
    regulator_reference = TextField(label="The regulator's reference", required=False)
    told_people = LongTextField(label="How were the people told, or why is that not safe?", limit=3000, rows=3, required=False)

    def clean_people(self) -> int | None:
        return _number(self, "people")


def _number(form: GovukForm, name: str) -> int | None:
    typed = str(form.cleaned_data.get(name) or "").replace(",", "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 9):
        raise forms.ValidationError("Enter how many people as a whole number, such as 12")
    return int(typed)


class AgreementForm(GovukForm):
    """What was agreed with one partner."""

    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    agency_id = OneChoice(label="Partner", as_list=True)
    title = TextField(label="Title of the agreement")
    controller = OneChoice(label="Who decides how the information is used?", choices=Controller.choices)
    purpose = LongTextField(label="What is shared, and what for?", limit=3000)
    basis = LongTextField(label="On what basis in law?", limit=2000, rows=3)
    contact = TextField(label="Their data protection contact", required=False)
    signed_on = DateField(label="Signed on", latest=today)
    review_on = DateField(label="Look at it again on")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.pk), one.name) for one in queries.agencies(viewer, closed_too=True)]
        field = self.fields["agency_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a partner"), *names]
        if self.initial.get("agency_id"):
            self.initial["agency_id"] = str(self.initial["agency_id"])


class RequestForm(GovukForm):
    """Somebody asks to see a record: whose, who asks, and since when."""

    given = TextField(label="First name of the child on the record")
    family = TextField(label="Family name of the child on the record")
    born = DateField(label="The child's date of birth", latest=today)
    made_by = OneChoice(label="Who asks?", choices=RequestedBy.choices)
    name = TextField(label="Name of whoever asks")
    reach = TextField(label="How can they safely be reached?", hint="Ask them. Not an address that somebody else might open.")
    received_at = MomentField(label="When did the request come?", hint="The month runs from then.", latest=today)
    wants = LongTextField(label="What do they want to see?", limit=2000, rows=3, required=False)
    complex_why = LongTextField(
        label="Is it complex? Then say why",
        hint="Left empty, it is answered within a month; with a reason, within three.",
        limit=1000,
        rows=2,
        required=False,
    )


class StepForm(GovukForm):
    words = LongTextField(label="How do you know, or why?", limit=3000)

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = OneChoice(label=step.question, hint=step.hint, choices=step.answers)
        self.order_fields(["answer", "words"])


class MarkForm(GovukForm):
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    give = OneChoice(label="May this be given?", choices=[("yes", "Yes, give it"), ("no", "No, withhold it")])
    why = LongTextField(label="Why?", limit=2000, rows=3)


class RequestEndForm(GovukForm):
    state = OneChoice(
        label="How did it end?",
        choices=[("given", "The copy was given"), ("refused", "It was refused"), ("withdrawn", "They withdrew it")],
    )
    words = LongTextField(
        label="How was it given, or what were they told?",
        hint="When it is refused: that they may ask again, and complain to the Information Commissioner.",
        limit=3000,
    )


class CompareForm(GovukForm):
    """Two records, by the addresses of their pages."""

    kind = OneChoice(
        label="What are they?", choices=[("child", "Two records of one child"), ("person", "Two records of one person")]
    )
    survivor = TextField(
        label="Address of the page of the record to keep", limit=500, hint="Copy it from the browser's address bar."
    )
    merged = TextField(label="Address of the page of the record that goes into it", limit=500)

    def clean_survivor(self) -> UUID:
        return _id_in(self.cleaned_data["survivor"])

    def clean_merged(self) -> UUID:
        return _id_in(self.cleaned_data["merged"])


def _id_in(address: str) -> UUID:
    """The record an address is of: the last id in it."""
    found = re.findall(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", address)
    if not found:
        raise forms.ValidationError("This is not the address of a record's page. Open the page and copy its address.")
    return UUID(found[-1])


class EndForm(GovukForm):
    on = DateField(label="Last day", latest=today)
