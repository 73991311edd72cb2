"""Everything that changes a missing episode. Each is one transaction, audited, refused with a sentence."""

from .adding import add_facts, add_to_log, give_view, grade, note_read, set_review
from .alerting import SEATS, acknowledge_alert, raise_alert
from .closing import bring_back, find, reopen
from .correcting import correct_episode, join_episode, part_episode, take_up_episode, void_episode
from .councils import say_councils
from .intervening import ask_for, book_meeting, cancel_meeting, decline_meeting, hold_meeting, note_pattern_read
from .opening import open_episode
from .reporting import Said, discard_draft, keep_draft, report
from .returning import record_prevention, record_return

__all__ = [
    "SEATS",
    "Said",
    "acknowledge_alert",
    "add_facts",
    "add_to_log",
    "ask_for",
    "book_meeting",
    "bring_back",
    "cancel_meeting",
    "correct_episode",
    "decline_meeting",
    "discard_draft",
    "find",
    "give_view",
    "grade",
    "hold_meeting",
    "join_episode",
    "keep_draft",
    "note_pattern_read",
    "note_read",
    "open_episode",
    "part_episode",
    "raise_alert",
    "record_prevention",
    "record_return",
    "reopen",
    "report",
    "say_councils",
    "set_review",
    "take_up_episode",
    "void_episode",
]
