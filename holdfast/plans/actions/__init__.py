"""Everything that changes a plan. Each is one transaction, audited, refused with a sentence."""

from .approving import answer_version, put_forward
from .closing import close_plan
from .levels import give_level
from .meetings import record_review, review_at_meeting, see_review
from .reviewing import look_at_plan
from .signing import sign
from .support import save_contact, save_other, save_support
from .transition import note_asked_anew, save_transition
from .writing import ItemGiven, open_plan, save_items, save_particulars

__all__ = [
    "ItemGiven",
    "answer_version",
    "close_plan",
    "give_level",
    "look_at_plan",
    "note_asked_anew",
    "open_plan",
    "put_forward",
    "record_review",
    "review_at_meeting",
    "save_contact",
    "save_items",
    "save_other",
    "save_particulars",
    "save_support",
    "save_transition",
    "see_review",
    "sign",
]
