"""Everything that changes a child's record. Each is one transaction, audited, refused with a sentence."""

from .agreement import feed_agreement, record_agreement, set_agreement_aside, take_back_fed
from .break_glass import answer_request, break_glass, opening_of, review_opening
from .child import change_child, write_summary
from .identity import create_child, link, make_from_typed, undo_link
from .involvement import change_involvement, close_involvement, involve, open_up, restrict
from .opening import note_lists_previewed, note_opened, note_previewed, note_search
from .openings import list_opening, note_listed, review_unrelated, say_why
from .parts import add_part, change_part
from .people import change_person, change_relationship, join_household, leave_household, relate, tell
from .sensitive import add_sensitive, change_sensitive
from .shut_out import lift_exclusion, shut_out_account, shut_out_of
from .shut_out_at_home import compare_homes, shut_out_at_home
from .teams import end_team_place, give_team_place
from .undo import keep_replaced, take_back

__all__ = [
    "add_part",
    "add_sensitive",
    "answer_request",
    "break_glass",
    "change_child",
    "change_involvement",
    "change_part",
    "change_person",
    "change_relationship",
    "change_sensitive",
    "close_involvement",
    "compare_homes",
    "create_child",
    "end_team_place",
    "feed_agreement",
    "give_team_place",
    "involve",
    "join_household",
    "keep_replaced",
    "leave_household",
    "lift_exclusion",
    "link",
    "list_opening",
    "make_from_typed",
    "note_listed",
    "note_lists_previewed",
    "note_opened",
    "note_previewed",
    "note_search",
    "open_up",
    "opening_of",
    "record_agreement",
    "relate",
    "restrict",
    "review_opening",
    "review_unrelated",
    "say_why",
    "set_agreement_aside",
    "shut_out_account",
    "shut_out_at_home",
    "shut_out_of",
    "take_back",
    "take_back_fed",
    "tell",
    "undo_link",
    "write_summary",
]
