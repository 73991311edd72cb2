"""What the rules suggest for a child, shown beside the screener's own choice. They advise; people decide."""

from __future__ import annotations

from typing import Any

from holdfast.rules import thresholds
from holdfast.rules.outcomes import OUTCOMES

from .models import Screening


def suggestion_for(screening: Screening) -> dict[str, Any]:
    """The level and outcome the referral suggests, with reasons, as it is kept with a proposal."""
    found = thresholds.suggest(thresholds.facts_of(screening.referral.document, screening.child.position))
    return {
        "level": found.level,
        "outcome": found.outcome.value,
        "outcome_label": OUTCOMES[found.outcome].label,
        "reasons": list(found.reasons),
        "notes": list(found.notes),
    }
