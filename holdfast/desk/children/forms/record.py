"""What every form of a record has."""

from __future__ import annotations

from typing import Any

from holdfast.kernel.time import today
from holdfast.ui.dates import RoughDate
from holdfast.ui.forms import (
    DateField,
    GovukForm,
    LongTextField,
    OneChoice,
    TextField,
)

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


def rough_birth(row: Any) -> RoughDate:
    return RoughDate(row.born_earliest, row.born_latest, row.born_words)


def birth_fields(value: RoughDate | None) -> dict[str, Any]:
    rough = value or RoughDate(None, None, "")
    return {"born_earliest": rough.earliest, "born_latest": rough.latest, "born_words": rough.words}


class LeaveForm(RecordForm):
    until = DateField(label="Their last day there", latest=today)


class EndForm(RecordForm):
    until = DateField(label="Last day", latest=today)
    why = LongTextField(label="Why it ends, and who takes over", rows=3, limit=1000)


class RemoveForm(RecordForm):
    """Taking something off the record's list. It is kept, and no longer shown."""

    reason = LongTextField(label="Why?", rows=3, limit=1000)


class SayWhyForm(RecordForm):
    words = LongTextField(
        label="Why do you open this record?",
        hint="In a sentence, such as: “The school rang about her; I am seeing whether she is known”",
        rows=2,
        limit=1000,
    )


class ReasonForm(RecordForm):
    why = LongTextField(label="Why?", rows=3, limit=1000)
