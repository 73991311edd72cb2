"""What stands beside the county's safety plans: support, other plans that do not fit, growing up, and a meeting that looked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from holdfast.journeys.plan_review import put_plan_before, record_plan_review
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.meetings.actions.convening import Convened, convene
from holdfast.meetings.types import State
from holdfast.plans import actions
from holdfast.plans.jobs import grow_up
from holdfast.records.models import Child
from holdfast.rules.meetings import Type

from .telling import Teller

DAY = 24.0
MANAGER, LATEST = "Siobhan Walsh", 3
COUNCIL, HEALTH = "Marchshire Council", "Marchshire Health"
SUPPORT = {
    "aims": "To have somebody of her own to talk to, and to know what was done to her was not her doing.",
    "child_chose": "“Text first. Not at school. Thursdays, in the cafe by the library.”",
    "reach": "Text her own number, weekdays after 4pm: “Are you about?” and nothing more. She rings back when she is alone.",
    "never": "Do not ring the house. Do not write what it is about. Do not wait in a car.",
    "answers": "Say that it is a wrong number.",
    "cut_off": "Wait for her to ring back that evening. If she does not, ring her mother and ask how the week was.",
}


def tell(teller: Teller) -> None:
    katharine, tia, aisha = (teller.children[key] for key in ("katharine-marlowe", "tia-campbell", "aisha-mahmood"))
    day = teller.today
    thursday = day - timedelta(days=14 + (day.weekday() - 3) % 7)
    with teller.acting("Amir Rahimi", teller.ago(20 * DAY)) as by:
        says = {"out": "told", "phone": "shown", "father": "supervised"}
        actions.save_support(by=by, child_id=katharine.pk, seen=None, says=says, review_on=day + timedelta(days=10), **SUPPORT)
        need = _other(
            by, katharine, "cin", "Anita Desai", day + timedelta(days=17), {"out": "adult", "father": "free", "lives": "mother"}
        )
        _contact(by, katharine, None, "Amir Rahimi", COUNCIL, "elsewhere", 7, thursday, "Thursdays at 4pm")
        _contact(by, katharine, None, "Joel Whitcombe", COUNCIL, "message", 3, day - timedelta(days=18), "")
        _contact(by, katharine, need.pk, "Fiona Maclaren", HEALTH, "visit", 14, day - timedelta(days=17), "After school")
    with teller.acting("Chris Underhill", teller.ago(25 * DAY)) as by:
        care = _other(by, tia, "lac", "Chris Underhill", day - timedelta(days=6), {"lives": "foster", "mother": "supervised"})
        _other(by, tia, "cp", "Leila Haddad", day + timedelta(days=25), {"mother": "none"})
        _contact(by, tia, care.pk, "Chris Underhill", COUNCIL, "visit", 28, day - timedelta(days=20), "")
    _growing_up(teller, aisha)


def _other(by: Viewer, child: Child, kind: str, lead: str, review_on: date, says: dict[str, str]) -> Any:
    return actions.save_other(
        by=by,
        child_id=child.pk,
        other_id=None,
        seen=None,
        kind=kind,
        lead=lead,
        agency=COUNCIL,
        purpose="Safe at home and at school.",
        review_on=review_on,
        says=says,
    )


def _contact(by: Viewer, child: Child, plan: Any, who: str, agency: str, mode: str, every: int, first: date, at: str) -> None:
    actions.save_contact(
        by=by,
        child_id=child.pk,
        contact_id=None,
        seen=None,
        other_id=plan,
        who=who,
        agency=agency,
        mode=mode,
        every_days=every,
        first_on=first,
        at=at,
    )


def _growing_up(teller: Teller, child: Child) -> None:
    """Sixteen: begun, two things thought of, and nobody named on the adult side yet."""
    with teller.acting("Bethan Pryce", teller.ago(9 * DAY)) as by:
        answers = {
            "capacity": {
                "state": "yes",
                "words": "Decides for herself about college. Fear was thought of too.",
            },
            "needs_assessment": {"state": "asked", "words": "Asked of adult services by letter last week."},
        }
        actions.save_transition(
            by=by,
            child_id=child.pk,
            seen=None,
            lead="",
            lead_agency="",
            lead_telephone="",
            young_person_says="“I want to keep Bethan till I am done with college.”",
            after_18="",
            answers=answers,
        )
    with teller.being(Viewer.job("plans.grow-up", teller.staff.partnership_id), teller.until) as job:
        grow_up(by=job)


def at_meetings(teller: Teller) -> None:
    """One meeting that reviewed the plan, and one that ran out of time: its chair has not seen why."""
    child = teller.children.get("katharine-marlowe")
    if child is None:
        return
    for days, chair in ((31, MANAGER), (LATEST, "Ian Thorogood")):
        reviewed, at = days != LATEST, teller.ago(days * DAY)
        with teller.acting(MANAGER, at - timedelta(days=7)) as by:
            said = Convened(
                Type.RISK_MANAGEMENT.value,
                starts_at=at,
                ends_at=at + timedelta(hours=1),
                chair_id=teller.staff.users[chair].pk,
                chair_reason="Nobody else was free that week." if chair == MANAGER else "",
            )
            meeting = convene(by=by, child_id=child.pk, said=said)
            put_plan_before(by=by, meeting=meeting)
        with teller.acting(MANAGER, at + timedelta(hours=1)):
            meeting.change(seen=None, state=State.HELD, began_at=at, closed_at=at + timedelta(hours=1))
        words = "Read line by line with her. She moved the bus." if reviewed else "Forty minutes went on the car that came back."
        with teller.acting("Amir Rahimi", at + timedelta(hours=2)) as by:
            record_plan_review(
                by=by,
                child_id=child.pk,
                meeting_id=meeting.pk,
                reviewed=reviewed,
                words=words,
                by_date=None if reviewed else today() + timedelta(days=7),
            )
