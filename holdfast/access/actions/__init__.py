"""Changes to accounts, posts, absences and agencies."""

from .absences import end_absence, record_absence
from .accounts import accept_invitation, change_account, invite, let_back_in, make_account, suspend
from .agencies import (
    add_agency,
    add_domain,
    add_team,
    change_agency,
    change_domain,
    remove_domain,
    rename_team,
)
from .posts import end_post, give_post

__all__ = [
    "accept_invitation",
    "add_agency",
    "add_domain",
    "add_team",
    "change_account",
    "change_agency",
    "change_domain",
    "end_absence",
    "end_post",
    "give_post",
    "invite",
    "let_back_in",
    "make_account",
    "record_absence",
    "remove_domain",
    "rename_team",
    "suspend",
]
