"""Everything that changes a meeting before it is held. Each is one transaction, audited, refused with a sentence."""

from .agenda import add_item, take_off
from .before import Gathered, Said, answer_withheld, ask_withheld, give_view, share_papers, write_report
from .children import Spoken, change_item, check_can_speak_of, move_item, speak_of, take_item_off
from .convening import Convened, cancel, chairs_to_choose, change, convene, hold_together, is_own_worker, take_on
from .drawing import Drawn, open_drawing, take_drawing_off
from .following import after_it_was_held, begin_enquiries
from .inviting import NotTold, Told, answer, invite, told_by_hand, untell, write_letter
from .people import How, call, call_off, call_somebody, keep_out, let_in, set_how
from .waiting import admit, may_wait, wait

__all__ = [
    "Convened",
    "Drawn",
    "Gathered",
    "How",
    "NotTold",
    "Said",
    "Spoken",
    "Told",
    "add_item",
    "admit",
    "after_it_was_held",
    "answer",
    "answer_withheld",
    "ask_withheld",
    "begin_enquiries",
    "call",
    "call_off",
    "call_somebody",
    "cancel",
    "chairs_to_choose",
    "change",
    "change_item",
    "check_can_speak_of",
    "convene",
    "give_view",
    "hold_together",
    "invite",
    "is_own_worker",
    "keep_out",
    "let_in",
    "may_wait",
    "move_item",
    "open_drawing",
    "set_how",
    "share_papers",
    "speak_of",
    "take_drawing_off",
    "take_item_off",
    "take_off",
    "take_on",
    "told_by_hand",
    "untell",
    "wait",
    "write_letter",
    "write_report",
]  # fmt: skip
