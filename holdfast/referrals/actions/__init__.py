"""Everything that changes a referral, a draft, an assessment or a consultation."""

from .afterwards import (
    add,
    add_written,
    attach,
    bring_files,
    call_back,
    end_share,
    feed_back,
    identify,
    let_in,
    move,
    place_worker,
    route,
    share,
    supervisors,
    withdraw,
)
from .assessing import go_onward, review, send_alone
from .chasing import ask_for_written
from .codes import Tried, belongs, forget, open_status, send_code, send_status_code, try_code
from .consulting import log, turned_into
from .drafts import add_entry, begin, confirm_email, detach, discard, note, remove_entry, turn_into_referral, write
from .drafts import attach as attach_to_draft
from .sending import Coming, Taken, as_faults, submit

__all__ = [
    "Coming",
    "Taken",
    "Tried",
    "add",
    "add_entry",
    "add_written",
    "as_faults",
    "ask_for_written",
    "attach",
    "attach_to_draft",
    "begin",
    "belongs",
    "bring_files",
    "call_back",
    "confirm_email",
    "detach",
    "discard",
    "end_share",
    "feed_back",
    "forget",
    "go_onward",
    "identify",
    "let_in",
    "log",
    "move",
    "note",
    "open_status",
    "place_worker",
    "remove_entry",
    "review",
    "route",
    "send_alone",
    "send_code",
    "send_status_code",
    "share",
    "submit",
    "supervisors",
    "try_code",
    "turn_into_referral",
    "turned_into",
    "withdraw",
    "write",
]
