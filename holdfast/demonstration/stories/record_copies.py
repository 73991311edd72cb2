"""A girl asks to see what is kept about her; the information lead went through the copy, and it can be given."""

from __future__ import annotations

from datetime import timedelta

from holdfast.keeping.actions import copies
from holdfast.keeping.actions import requests as asking
from holdfast.keeping.items import held_back
from holdfast.keeping.looking import KEEP, REMOVE
from holdfast.keeping.models import SubjectRequest
from holdfast.keeping.types import RequestedBy, StepKind
from holdfast.kernel.viewer import Viewer

from .telling import Teller

OFFICER, MANAGER = "Farah Siddiqui", "Helen Marsh"
DAY = 24.0
WHO = "tia-campbell"


def tell(teller: Teller) -> None:
    """Everything recorded and decided: names of those who worked with her stay, numbers go, what is others' is withheld."""
    came = teller.ago(12 * DAY)
    with teller.acting(OFFICER, came + timedelta(hours=2)) as by:
        asked = asking.log_request(
            by=by,
            child_id=teller.children[WHO].pk,
            made_by=RequestedBy.CHILD,
            name="The girl on the record",
            reach="Through her worker, at school",
            received_at=came,
            wants="All of it",
        )
        for kind, answer, words in (
            (StepKind.IDENTITY, "checked", "Her worker sat beside her when she wrote the letter."),
            (StepKind.AUTHORITY, "own", "It is her own record."),
            (StepKind.CHILD, "own", "She is fifteen, and said in her own words what she wants and why."),
        ):
            asking.record_step(by=by, request=asked, kind=kind, answer=answer, words=words)
        if asking.came_from_police(by, asked):
            police = "The duty sergeant, by telephone: nothing they sent is part of an investigation that is open."
            asking.record_step(by=by, request=asked, kind=StepKind.POLICE, answer="no", words=police)
    with teller.acting(MANAGER, came + timedelta(hours=28)) as by:
        harm = "Read with her worker. Nothing in it would harm her; she has somebody to read it with."
        asking.record_step(by=by, request=asked, kind=StepKind.SERIOUS_HARM, answer="no", words=harm)
    with teller.acting(OFFICER, teller.ago(DAY)) as by:
        _decided(by, asked)


def _decided(by: Viewer, asked: SubjectRequest) -> None:
    for one in copies.placed(copies.sections(by, asked)):
        if not one.item.withheld and held_back(one.item, None):
            why = "It is what somebody else said, or is about them, and they were not asked."
            copies.mark(by=by, request=asked, item=one.item.key, give=False, why=why)
    try:
        copies.prepare(by=by, request=asked)
    except copies.StillWaiting as still:
        for thing in still.waiting:
            stays = thing.kind == "A name"
            copies.decide(
                by=by,
                request=asked,
                item=thing.token,
                key=thing.key,
                choice=KEEP if stays else REMOVE,
                reason="They worked with her, and she knows them." if stays else "",
                everywhere=True,
            )
