"""Whether a referral may be returned for agreement: only a request for support, without any worry about safety (H4)."""

from __future__ import annotations

from holdfast.rules import outcomes
from holdfast.rules.referral_gaps import entries, part, words

from .models import Screening
from .types import Rating


def why_not_returned(screening: Screening) -> str | None:
    """The reason it cannot be returned, as a sentence; None when it can."""
    document = screening.referral.document
    kinds = part(document, "concern").get("kinds")
    refusal = outcomes.why_not_returned(
        kinds if isinstance(kinds, list) else [],
        exploitation_feared=bool(entries(document, "assessments")),
        safe_now=[words(child, "safe_now") for child in entries(document, "children")],
    )
    if refusal is None and (screening.in_danger or screening.rating == Rating.RED):
        return "A child may be in danger: it cannot be returned for agreement."
    return refusal
