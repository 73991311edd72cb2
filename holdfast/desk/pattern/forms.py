"""What a person says of a missing intervention meeting."""

from __future__ import annotations

from holdfast.missing.intervention_models import Asked
from holdfast.ui.forms import GovukForm, LongTextField, MomentField, OneChoice, TextField, YesNoField


class BookForm(GovukForm):
    """The meeting that answers: one convened for it, or one already booked."""

    at = MomentField(label="When is the meeting?")
    reference = TextField(label="Which meeting is it?", hint="Its name, so that others find it.", limit=120, required=False)
    takes_pattern = YesNoField(
        label="Does it take the pattern of missing episodes as an item?", choices=(("yes", "Yes"), ("no", "No"))
    )
    late_reason = LongTextField(label="If it is after the limit: why must it wait?", limit=1000, required=False)


class HeldForm(GovukForm):
    at = MomentField(label="When was it held?")
    what_came = LongTextField(label="What did it decide, and who does it?", limit=4000)


class ReasonForm(GovukForm):
    reason = LongTextField(label="Why?", limit=2000)


class AskForm(GovukForm):
    what = OneChoice(label="What do you ask for?", choices=Asked.choices)
    why = LongTextField(label="What worries you?", hint="One episode is enough.", limit=2000)
