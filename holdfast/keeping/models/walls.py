"""Who the database lets read what is kept and let go."""

from __future__ import annotations

from holdfast.kernel.guard import OWN_PARTNERSHIP, Guard, has_grant

# Information governance, and the jobs of the system that read about children.
GOVERNS = f"({has_grant('govern-information')} OR {has_grant('children')})"
GOVERNED = Guard(rows=f"{OWN_PARTNERSHIP} AND {GOVERNS}")
REVIEWED = f"{OWN_PARTNERSHIP} AND ({GOVERNS} OR {has_grant('ratify')})"
# Managers who were asked about what only a manager keeps in a copy.
KEEPS_AS_MANAGER = f"({has_grant('ratify')} OR {has_grant('review-floors')})"
