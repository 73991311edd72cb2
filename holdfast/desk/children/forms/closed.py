"""The forms of closed records and of opening one."""

from __future__ import annotations

from typing import Any

from holdfast.kernel.time import today
from holdfast.rules.openings import FINDINGS
from holdfast.ui.forms import (
    DateField,
    LongTextField,
    OneChoice,
    TextField,
)

from .record import RecordForm


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
