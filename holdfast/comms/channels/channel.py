"""What every way of sending has in common: whether it is set up, what hands a message over, and why it did not leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from holdfast.comms.models import Message


class NotDelivered(Exception):
    """The message did not leave. `for_good`: trying again cannot help. `problem`: a key for the page and the log."""

    def __init__(self, problem: str, *, for_good: bool = False):
        super().__init__(problem)
        self.problem = problem
        self.for_good = for_good


@dataclass(frozen=True)
class Channel:
    """One way of sending.

    key: as a message names it. label: "by ..." as the record says it. is_set_up: whether this system has what it needs.
    deliver: hands one message over, or raises NotDelivered. not_set_up: the problem while it is not. waits: whether a message
    is kept until it is set up; where not, it says at once that it cannot leave, because later it would be no use.
    """

    key: str
    label: str
    is_set_up: Callable[[], bool]
    deliver: Callable[[Message], None]
    not_set_up: str
    waits: bool
