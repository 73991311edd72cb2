"""What is done to keep and let go, one module a noun."""

from .agreements import change_agreement, end_agreement, make_agreement
from .breaches import change_breach, close_breach, log_breach
from .disposals import answer, carry_out, finish_files, keep_longer, propose, stop
from .holds import lift, place

__all__ = [
    "answer",
    "carry_out",
    "change_agreement",
    "change_breach",
    "close_breach",
    "end_agreement",
    "finish_files",
    "keep_longer",
    "lift",
    "log_breach",
    "make_agreement",
    "place",
    "propose",
    "stop",
]
