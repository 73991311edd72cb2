"""Changes to accounts, posts, absences and agencies."""

from .absences import end_absence, record_absence
from .accounts import accept_invitation, change_account, invite, let_back_in, make_account, reset_second_step, suspend
from .agencies import (
    add_agency,
    add_domain,
    add_team,
    change_agency,
    change_domain,
    remove_domain,
    rename_team,
)
from .homes import declare_home, keep_home
from .posts import end_post, give_post
from .reviews import confirm_access, take_away_access
from .sessions import end_all_sessions, end_session, forget_words, keep_words, show_words, tidy

__all__ = [
    "accept_invitation",
    "add_agency",
    "add_domain",
    "add_team",
    "change_account",
    "change_agency",
    "change_domain",
    "confirm_access",
    "declare_home",
    "end_absence",
    "end_all_sessions",
    "end_post",
    "end_session",
    "forget_words",
    "give_post",
    "invite",
    "keep_home",
    "keep_words",
    "let_back_in",
    "make_account",
    "record_absence",
    "remove_domain",
    "rename_team",
    "reset_second_step",
    "show_words",
    "suspend",
    "take_away_access",
    "tidy",
]
