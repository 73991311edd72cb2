"""Everything that changes a meeting before it is held. Each is one transaction, audited, refused with a sentence."""

from .agenda import add_item, take_off
from .before import Gathered, Said, answer_withheld, ask_withheld, give_view, share_papers, write_report
from .convening import Convened, cancel, chairs_to_choose, change, convene, hold_together, is_own_worker, take_on
from .following import after_it_was_held, begin_enquiries
from .inviting import NotTold, Told, answer, invite, told_by_hand, write_letter
from .people import How, call, call_off, call_somebody, keep_out, let_in, set_how
from .waiting import admit, may_wait, wait

__all__ = [
    "Convened", "Gathered", "How", "NotTold", "Said", "Told", "add_item", "admit", "after_it_was_held", "answer",
    "answer_withheld", "ask_withheld", "begin_enquiries", "call", "call_off", "call_somebody", "cancel", "chairs_to_choose",
    "change", "convene", "give_view", "hold_together", "invite", "is_own_worker", "keep_out", "let_in", "may_wait", "set_how",
    "share_papers", "take_off", "take_on", "told_by_hand", "wait", "write_letter", "write_report",
]  # fmt: skip
