"""Everything that changes a missing episode. Each is one transaction, audited, refused with a sentence."""

from .closing import bring_back, find, reopen
from .correcting import correct_episode, join_episode, part_episode, take_up_episode, void_episode
from .opening import open_episode

__all__ = [
    "bring_back",
    "correct_episode",
    "find",
    "join_episode",
    "open_episode",
    "part_episode",
    "reopen",
    "take_up_episode",
    "void_episode",
]
