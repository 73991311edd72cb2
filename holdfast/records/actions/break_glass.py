"""Opening, in an emergency, a record that is closed to somebody; asking for it; and what a manager makes of each.

Police and the emergency duty team open at once, restricted or not. Others open at once what is closed to them only because they
do not work with the child; a restricted record they ask for. An opening lapses by itself. Nobody opens a case they are a person
in, and is told of that no more than of a record that does not exist.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from holdfast.access.models import BreakGlass, Circle, Exclusion, Restriction
from holdfast.access.policies import in_force
from holdfast.access.roles import Grant
from holdfast.access.types import GlassState, PlaceKind
from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import london_date, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules.config import value

from .. import policies
from ..models import Child

JOB = "records.circle"
SHORTEST_REASON = 12


@action
def break_glass(*, by: Viewer, child_id: UUID, reason: str) -> BreakGlass | None:
    """Open the record for a few hours, or ask for it. None where there is nothing that this person could open."""
    policies.check_can_break_glass(by)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Faulty([Fault("reason", "Say in a sentence why you need this record now. A manager reads it.")])
    with acting_as(Viewer.job(JOB, by.here)):
        if not _there(by, child_id):
            record(by, "child.break-glass-none", None)
            return None
        waiting = BreakGlass.objects.filter(partnership_id=by.here, child_id=child_id, user_id=by.me, state=GlassState.ASKED)
        asked = waiting.select_for_update().first()
        if asked is not None:
            record(by, "child.break-glass-again", asked, child_id=child_id)
            return asked
        at_once = by.may(Grant.OPENS_RESTRICTED) or not _is_restricted(by, child_id)
        return _opened(by, child_id, reason) if at_once else _asked(by, child_id, reason)


def _there(by: Viewer, child_id: UUID) -> bool:
    """There is such a record, and the viewer is no person of the case."""
    shut_out = Exclusion.objects.filter(partnership_id=by.here, child_id=child_id, user_id=by.me, lifted_at=None)
    here = Child.objects.filter(partnership_id=by.here, pk=child_id, set_aside_at=None)
    return here.exists() and not shut_out.exists()


def _is_restricted(by: Viewer, child_id: UUID) -> bool:
    return Restriction.objects.filter(in_force(), partnership_id=by.here, child_id=child_id).exists()


def _opened(by: Viewer, child_id: UUID, reason: str) -> BreakGlass:
    hours = int(value(figures(by.here), "break_glass.hours"))
    made = _written(by, child_id, reason, GlassState.OPENED)
    _let_in(made, hours, PlaceKind.BREAK_GLASS, "Opened in an emergency")
    record(by, "child.break-glass", made, child_id=child_id, hours=hours)
    return made


def _asked(by: Viewer, child_id: UUID, reason: str) -> BreakGlass:
    made = _written(by, child_id, reason, GlassState.ASKED)
    record(by, "child.ask-to-open", made, child_id=child_id)
    return made


def _written(by: Viewer, child_id: UUID, reason: str, state: GlassState) -> BreakGlass:
    if by.agency_id is None:
        raise Refused("Choose the post you are working in first.")
    return BreakGlass.objects.create(
        partnership_id=by.here, child_id=child_id, user_id=by.me, agency_id=by.agency_id, reason=reason.strip(), state=state
    )


def _let_in(made: BreakGlass, hours: int, kind: PlaceKind, words: str) -> None:
    """A place in the circle that lapses by itself."""
    until = now() + timedelta(hours=hours)
    place = Circle.objects.create(
        partnership_id=made.partnership_id,
        child_id=made.child_id,
        user_id=made.user_id,
        agency_id=made.agency_id,
        reason=words,
        kind=kind,
        from_date=today(),
        until=london_date(until),
        expires_at=until,
    )
    made.change(seen=None, circle_id=place.pk, expires_at=until)


@action
def answer_request(*, by: Viewer, opening: BreakGlass, grant: bool, hours: int, answer: str) -> BreakGlass:
    """A manager who may open the record lets somebody in for so many hours, or does not, and says why."""
    policies.check_can_answer(by, opening)
    if not answer.strip():
        raise Faulty([Fault("answer", "Say why: whoever asked reads it.")])
    if grant and not 1 <= hours <= 24 * 28:
        raise Faulty([Fault("hours", "Give a number of hours from 1 to 672, which is four weeks.")])
    with acting_as(Viewer.job(JOB, by.here)):
        state = GlassState.GRANTED if grant else GlassState.REFUSED
        opening.change(seen=None, state=state, answered_by_id=by.me, answered_at=now(), answer=answer.strip())
        if grant:
            _let_in(opening, hours, PlaceKind.GRANTED, "Asked for and granted")
    record(by, f"child.ask-to-open.{state.value}", opening, child_id=opening.child_id)
    return opening


@action
def review_opening(*, by: Viewer, opening: BreakGlass, fitting: bool, review: str) -> BreakGlass:
    """A manager looks at an opening. One that was not fitting ends at once, if it has not lapsed already."""
    policies.check_can_review(by, opening)
    if not review.strip():
        raise Faulty([Fault("review", "Say what you found: whom you asked, and what they told you.")])
    with acting_as(Viewer.job(JOB, by.here)):
        opening.change(seen=None, reviewed_by_id=by.me, reviewed_at=now(), fitting=fitting, review=review.strip())
        if not fitting:
            place = Circle.objects.filter(partnership_id=by.here, pk=opening.circle_id or opening.pk, expires_at__gt=now())
            place.update(expires_at=now())
    record(by, "child.break-glass.review", opening, child_id=opening.child_id, fitting=fitting)
    return opening


def opening_of(by: Viewer, opening_id: UUID) -> BreakGlass | None:
    """One opening or request, for those who may look at it."""
    return visible(by, BreakGlass).select_related("user", "agency").filter(pk=opening_id).first()
