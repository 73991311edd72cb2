"""What rests on agreement, among everything that leaves: a table, and the question put to the ledger before it goes.

Sharing to keep a child safe is not in it, and waits for nobody's agreement (H3). A message that is here is refused while the
ledger says no, and, where its purpose is voluntary, while it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from holdfast.comms.templates import FAMILY
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.records.agreements import check_may_share, may_share
from holdfast.records.types import MayShare
from holdfast.rules.agreement import PURPOSES

from .types import Recipient

# By message, and by the service that is written to: the purpose in the ledger.
BY_TEMPLATE: Mapping[str, str] = {"check.asked": "checks"}
BY_SERVICE: Mapping[str, str] = {"early_help": "early_help"}
# Whatever goes to a member of the family. That it is safe to tell them is asked beside it, person by person.
BY_READER: Mapping[str, str] = {FAMILY: "contact"}
WAY_ON = "Open the child's record, go to People and then Agreement, and write down what was said or why it goes on without."


@dataclass(frozen=True)
class Resting:
    """purposes: what this message is sent for. none_asked_is_yes: nobody asked is no reason to hold it."""

    purposes: tuple[str, ...]
    none_asked_is_yes: bool = False


def of(template: str, recipient: Recipient, service: str = "") -> Resting:
    """What one message to one reader rests on."""
    named = (BY_TEMPLATE.get(template), BY_SERVICE.get(service), BY_READER.get(recipient.kind))
    return Resting(tuple(key for key in named if key), none_asked_is_yes=recipient.kind in BY_READER)


def check(by: Viewer, resting: Resting, children: Iterable[UUID] | None) -> None:
    """Refuse where the ledger of one of the children says no. A child of whom there is no record yet has no ledger.

    children: None where the caller did not say, which is a fault of ours and not an answer.
    """
    if not resting.purposes:
        return
    if children is None:
        raise LookupError(f"This rests on agreement ({', '.join(resting.purposes)}): say which children it is about.")
    for child_id in dict.fromkeys(children):
        for purpose in resting.purposes:
            _check(by, child_id, purpose, resting)


def _check(by: Viewer, child_id: UUID, purpose: str, resting: Resting) -> None:
    if resting.none_asked_is_yes and may_share(by, child_id, purpose) == MayShare.OPEN:
        return
    try:
        check_may_share(by, child_id, purpose)
    except Refused as refusal:
        raise Refused(f"Nothing was sent. {refusal.sentence} {WAY_ON}") from None


def printed() -> list[tuple[str, str]]:
    """For the reference: what leaves, and the purpose it rests on."""
    rows = [*BY_TEMPLATE.items(), *((f"any message to {key}", purpose) for key, purpose in {**BY_SERVICE, **BY_READER}.items())]
    return [(what, PURPOSES[purpose].label) for what, purpose in rows]
