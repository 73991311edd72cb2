"""What is asked of whoever sent a message to the wrong person."""

from __future__ import annotations

from holdfast.ui.forms import GovukForm, LongTextField


class WrongReaderForm(GovukForm):
    """First who is in danger, then who has it."""

    in_danger = LongTextField(
        label="Who may be in danger because of this, and who is warning them now?",
        hint="A child, a parent or carer at a confidential address, somebody who gave information. If nobody is, say why.",
        limit=3000,
        rows=3,
    )
    holder = LongTextField(
        label="Who has it now, and what have you asked them to do?",
        hint="For example: the school office, asked to delete it and say so.",
        limit=2000,
        rows=3,
    )
