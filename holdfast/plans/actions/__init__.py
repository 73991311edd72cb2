"""Everything that changes a plan. Each is one transaction, audited, refused with a sentence."""

from .approving import answer_version, put_forward
from .closing import close_plan
from .giving import note_without_copy
from .leaving import give_on_paper, print_plan
from .levels import give_level
from .meetings import ask_chair, record_review, review_at_meeting, see_review
from .reviewing import look_at_plan
from .signing import sign
from .support import save_contact, save_other, save_support
from .transition import note_asked_anew, save_transition
from .writing import ItemGiven, open_plan, save_items, save_particulars

__all__ = [
    "ItemGiven",
    "answer_version",
    "ask_chair",
    "close_plan",
    "give_level",
    "give_on_paper",
    "look_at_plan",
    "note_asked_anew",
    "note_without_copy",
    "open_plan",
    "print_plan",
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
