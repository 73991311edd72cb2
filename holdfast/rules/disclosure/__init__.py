"""What a text gives away to one reader: everything the record knows and this reader may not have, and what only looks like it.

Plain functions on plain values. Reading the record, and the file, is somebody else's work.
"""

from .engine import Check
from .keeping import KINDS, Keep, key_of, verdict, who_may_keep
from .types import Finding, Held, HeldLine, HeldTie, Known, Part, Somebody, Verdict

__all__ = [
    "KINDS",
    "Check",
    "Finding",
    "Held",
    "HeldLine",
    "HeldTie",
    "Keep",
    "Known",
    "Part",
    "Somebody",
    "Verdict",
    "key_of",
    "verdict",
    "who_may_keep",
]
