"""Records that were closed to somebody: two opened in an emergency, one asked for."""

from __future__ import annotations

from holdfast.journeys import break_glass as journeys
from holdfast.records import actions
from holdfast.records.actions import restrict

from .telling import Teller

NIGHT = "Missing since this evening and last seen getting into a car. I need the addresses and who to ring."
EARLIER = "Brought to the station by a patrol. Nobody there knew whom to ring."
LOOKED = "I rang the sergeant and read the log: the child was in the station, and the duty team was told within the hour."
PRIVATE = "An aunt works in the council's finance team."
ASKED = "A new referral names a child of this name and street. I must know whether it is the same one before I ask agencies."


def tell(teller: Teller) -> None:
    """What My work shows to Helen Marsh, and a restricted record of which only the name is found."""
    open_cases = [key for key in ("katharine-marlowe",) if key in teller.children]
    plain = [child.key for family in teller.families[-3:] for child in family.children[:1]]
    first, second, private = [*open_cases, *plain][:3]
    with teller.acting("Alison Reeve", teller.ago(29)) as by:
        looked_at = journeys.break_glass(by=by, child_id=teller.children[first].pk, reason=EARLIER)
    if looked_at is not None:
        with teller.acting("Helen Marsh", teller.ago(20)) as by:
            journeys.review_opening(by=by, opening=looked_at, fitting=True, review=LOOKED)
    with teller.acting("Sam Tranter", teller.ago(3)) as by:
        journeys.break_glass(by=by, child_id=teller.children[second].pk, reason=NIGHT)
    _ask(teller, private)


def _ask(teller: Teller, key: str) -> None:
    child_id = teller.children[key].pk
    with teller.acting("Helen Marsh", teller.ago(60)) as by:
        actions.involve(by=by, child_id=child_id, user_id=by.me, role="MASH manager")
        restrict(by=by, child_id=child_id, reason=PRIVATE, level="name")
    with teller.acting("Tom Beddoes", teller.ago(2)) as by:
        journeys.break_glass(by=by, child_id=child_id, reason=ASKED)
