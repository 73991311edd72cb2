"""The forms of what was said, of who may read it, and of what may be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from holdfast.missing.interview_types import CarerAsked, Mode
from holdfast.records.types import Audience
from holdfast.rules.return_interview import CARER, CHILD, Asked, Part
from holdfast.ui.forms import GovukForm, LongTextField, ManyChoices, MomentField, OneChoice, TextField, YesNoField

YES_NO = (("yes", "Yes"), ("no", "No"))
NOBODY_LISTED = ""


def _asked(question: Asked) -> forms.Field:
    if question.options:
        choices = [(option.key, option.label) for option in question.options]
        kind = ManyChoices if question.several else OneChoice
        return kind(label=question.label, hint=question.hint, choices=choices, required=False)
    return LongTextField(
        label=question.label,
        hint=question.hint,
        limit=question.limit,
        rows=3,
        required=False,
        prompts_wording=not question.own_words,
    )


class SaidForm(GovukForm):
    """What somebody said, by a table of questions, and who may read it. Nothing must be answered while it is a draft."""

    marks_optional = False
    parts: tuple[Part, ...] = ()
    readers = OneChoice(
        label="Who may read this?",
        choices=(
            (Audience.PROFESSIONALS.value, "The professionals who work with the child"),
            (Audience.NAMED.value, "Only the people ticked here, and whoever wrote it"),
        ),
    )
    named = ManyChoices(label="People who may read it", choices=(), required=False)
    not_for = ManyChoices(label="People it is kept from", choices=(), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in self.parts:
            for question in part.questions:
                self.fields[question.key] = _asked(question)
        for name in ("named", "not_for"):
            self.fill(name, people)
            if not people:
                del self.fields[name]

    def shown(self) -> list[tuple[Part, list[Any]]]:
        """The questions as the page shows them: by part."""
        return [(part, [self[question.key] for question in part.questions]) for part in self.parts]

    def reading(self) -> list[Any]:
        return [self[name] for name in ("readers", "named", "not_for") if name in self.fields]

    def answers(self) -> dict[str, Any]:
        return {question.key: self.cleaned_data.get(question.key) for part in self.parts for question in part.questions}

    def values(self) -> dict[str, Any]:
        """Who may read it, as the actions take it."""
        return {
            "audience": [self.cleaned_data["readers"]],
            "named": [UUID(one) for one in self.cleaned_data.get("named", [])],
            "not_for": [UUID(one) for one in self.cleaned_data.get("not_for", [])],
        }


class TalkForm(SaidForm):
    parts = CHILD
    summary = LongTextField(
        label="What may be told",
        hint="A few sentences that the child has heard, safe for others to know. Nobody is told them before the child says so. "
        "What police must know is written as a line for police, and never here.",
        rows=4,
        limit=4000,
        required=False,
    )


class AccountForm(SaidForm):
    parts = CARER


class CarerForm(GovukForm):
    """Whose account it is. Nobody is asked of whom it is recorded that they must never be told."""

    person = OneChoice(label="Who?", choices=(), as_list=True, required=False)
    name = TextField(label="Or somebody else: their name", limit=120, required=False)
    relation = TextField(label="What are they to the child?", limit=120, required=False)
    mode = OneChoice(label="How do you talk?", choices=Mode.choices)
    held_at = MomentField(label="When, if it was not now?", required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("person", [(NOBODY_LISTED, "Somebody who is not on the record"), *people])

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = data.pop("person")
        return {**data, "person_id": UUID(chosen) if chosen else None}


class CarerNotForm(GovukForm):
    answer = OneChoice(
        label="What came of it?",
        choices=[one for one in CarerAsked.choices if one[0] in {"declined", "not-safe", "nobody"}],
    )
    words = LongTextField(label="Why?", rows=3, limit=2000)


class SayForm(GovukForm):
    """What the child says about one person being told these words (H23)."""

    person = OneChoice(label="Who would be told?", choices=(), as_list=True)
    may = YesNoField(label="Does the child say yes?", choices=YES_NO)
    words = TextField(label="In the child's own words", limit=500, required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("person", people)


class GiveForm(GovukForm):
    person = OneChoice(label="Who was told?", choices=(), as_list=True)
    how = TextField(
        label="How?",
        hint="Told, shown or handed over; for a copy, where it is kept and who might find it. “No copy, talked through” will do.",
        limit=500,
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill("person", people)
