"""What can go wrong, as sentences a practitioner can act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class HoldfastError(Exception):
    """Something was not done. The message is shown to the person as it stands."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


class Refused(HoldfastError):
    """The person may not do this, or not now. Nothing was changed."""


class NotHere(HoldfastError):
    """There is nothing at this address for this person: absent and hidden look the same."""

    def __init__(self, sentence: str = "There is nothing here that you can open."):
        super().__init__(sentence)


class Unavailable(HoldfastError):
    """It is here and the person may have it, and it cannot be given just now: a fault of ours. Nothing was changed."""


@dataclass(frozen=True)
class Fault:
    """One thing to put right.

    path: a JSON Pointer into what was sent, or the name of a form field; "" for the whole.
    message: a sentence that says what to do.
    """

    path: str
    message: str


class Faulty(HoldfastError):
    """What was sent cannot be taken yet. Every fault is listed; nothing was changed."""

    def __init__(self, faults: Sequence[Fault]):
        super().__init__(" ".join(fault.message for fault in faults))
        self.faults = tuple(faults)


class StaleEdit(HoldfastError):
    """Somebody else saved this since it was opened.

    theirs: the saved values now, yours: the values that were being saved; both by field name.
    """

    def __init__(self, theirs: dict[str, Any], yours: dict[str, Any], version: int):
        super().__init__("Somebody else changed this while you were writing. Nothing of yours is lost.")
        self.theirs = theirs
        self.yours = yours
        self.version = version
