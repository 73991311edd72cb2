"""What people are asked to agree to, and what may go ahead without them: purposes of sharing, with the source of each."""

from __future__ import annotations

from dataclasses import dataclass

from .lawful_basis import SHARING
from .source import Source, Status

EARLY_HELP = Source("Working Together to Safeguard Children", "2023", Status.KNOWN, note="early help is voluntary")
CHECKS = Source("MASH information sharing", "as practised", Status.PRACTICE)


@dataclass(frozen=True)
class Purpose:
    """voluntary: it rests on agreement alone, so that a refusal cannot be overridden for it.

    Where it is not voluntary, sharing to keep a child safe does not rest on agreement; a refusal that is known is still answered,
    with a reason, before sharing goes on.
    """

    key: str
    label: str
    voluntary: bool
    source: Source


PURPOSES: dict[str, Purpose] = {
    one.key: one
    for one in (
        Purpose("early_help", "Early help and support", True, EARLY_HELP),
        Purpose("direct_work", "Direct work by a voluntary service", True, EARLY_HELP),
        Purpose("checks", "Asking other agencies what they hold", False, CHECKS),
        Purpose("health", "Sharing with health services", False, SHARING),
        Purpose("education", "Sharing with a school or college", False, SHARING),
        Purpose("contact", "Who may contact the family", True, SHARING),
    )
}
