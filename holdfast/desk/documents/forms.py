"""What is asked before a locked file is decided on, and before an original leaves."""

from __future__ import annotations

from holdfast.documents.models import LockDecision
from holdfast.ui.forms import GovukForm, LongTextField, OneChoice, TextField


class DecisionForm(GovukForm):
    """What the police say becomes of a locked file."""

    outcome = OneChoice(label="What becomes of it?", choices=LockDecision.Outcome.choices)
    reason = LongTextField(label="Why?", hint="Write no name here.", limit=2000, rows=3)
    police_reference = TextField(label="Police reference", required=False)


class ReleaseForm(GovukForm):
    """Why an original is needed."""

    reason = LongTextField(
        label="What do you need the original for?", hint="It is kept with your name and the time.", limit=2000, rows=3
    )
