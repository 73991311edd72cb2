"""Everything MASH does with a child's screening, by noun."""

from .checks import answer_check, ask_checks, withdraw_check
from .consent import return_for_consent, take_up_again, weigh_consent
from .decision import Choice, propose, ratify, send_back
from .disagreement import answer_disagreement, disagree, escalate, settle
from .identity import link, make_record, undo_link
from .instructions import answer_instruction, instruct, instruct_by_procedure
from .intake import receive
from .open_case import acknowledge_route, pass_to_worker, take_back
from .protection import look_at, protect
from .queue import acknowledge, assign, hand_over
from .rating import rate
from .steps import finish_step, open_steps, withdraw_steps
from .withdrawal import withdraw

__all__ = [
    "Choice",
    "acknowledge",
    "acknowledge_route",
    "answer_check",
    "answer_disagreement",
    "answer_instruction",
    "ask_checks",
    "assign",
    "disagree",
    "escalate",
    "finish_step",
    "hand_over",
    "instruct",
    "instruct_by_procedure",
    "link",
    "look_at",
    "make_record",
    "open_steps",
    "pass_to_worker",
    "propose",
    "protect",
    "rate",
    "ratify",
    "receive",
    "return_for_consent",
    "send_back",
    "settle",
    "take_back",
    "take_up_again",
    "undo_link",
    "weigh_consent",
    "withdraw",
    "withdraw_check",
    "withdraw_steps",
]
