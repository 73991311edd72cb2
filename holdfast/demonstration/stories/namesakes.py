"""A relative who may work in the county: the account is shut out of the case, and a manager is asked to look."""

from __future__ import annotations

from holdfast.journeys import people
from holdfast.records.types import RelationKind

from .telling import Teller

CHILD = "ewan-penry-jones"
WORKER = "Lucas Ferreira"
HOURS_AGO = 6


def tell(teller: Teller) -> None:
    """The twins' mother has a brother with the name of somebody in health. Whether it is he, nobody has said yet."""
    given, _, family = WORKER.partition(" ")
    with teller.acting("Tom Beddoes", teller.ago(HOURS_AGO)) as by:
        people.relate(
            by=by,
            child_id=teller.children[CHILD].pk,
            kind=RelationKind.RELATIVE,
            person={"given": given, "family": family},
        )
