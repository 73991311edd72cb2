"""How soon a child must be looked at: red, amber or green, by a qualified screener, with a reason."""

from __future__ import annotations

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.work import actions as work
from holdfast.work.types import Responsible

from ..limits import Figures, mash_is_open, rating_limit
from ..models import RatingChange, Screening
from ..policies import check_can_screen
from ..types import Rating
from .intake import ACKNOWLEDGE, EMERGENCY_DUTY, SCREENERS
from .queue import DECIDE, RED, locked


@action
def rate(*, by: Viewer, screening: Screening, rating: Rating, reason: str, seen: int | None = None) -> Screening:
    """Set or change a child's rating. Its limit is counted from receipt; each change keeps its reason.

    seen: the version of the screening the person had before them.
    """
    screening = locked(by, screening)
    check_can_screen(by, screening)
    if not reason.strip():
        raise Faulty([Fault("reason", "Give the reason for this rating")])
    edition = figures(by.here)
    limit = rating_limit(rating, screening.received_at, edition)
    RatingChange.objects.create(
        partnership_id=by.here,
        screening=screening,
        rating=rating,
        before=screening.rating,
        due_at=limit.due,
        source=str(limit.source),
        steps=list(limit.steps),
        reason=reason,
        set_by_id=by.me,
    )
    runs_out = min(limit.due, screening.decision_due_at)
    screening.change(seen=seen, rating=rating, rating_due_at=limit.due, runs_out_at=runs_out)
    _move_duties(by, screening, edition)
    record(by, "screening.rate", screening, child_id=screening.child_record, rating=rating)
    return screening


def _move_duties(by: Viewer, screening: Screening, edition: Figures) -> None:
    """Every list follows; a red item that nobody holds, or that somebody else holds, must be acknowledged."""
    red = screening.rating == Rating.RED
    is_open = mash_is_open(now(), edition)
    urgent_ladder = "mash-red" if is_open else "emergency-duty"
    due = screening.runs_out_at
    work.move_due(by=by, subject=screening, kind=DECIDE, due_at=due, urgent=red, ladder="limit")
    if screening.acknowledged_at is None:
        ladder = urgent_ladder if red or screening.in_danger else "mash-new"
        work.move_due(by=by, subject=screening, kind=ACKNOWLEDGE, due_at=due, urgent=red, ladder=ladder)
    elif red and screening.assigned_to_id != by.person_id:
        _ask_again(by, screening, urgent_ladder, is_open=is_open)
    if not red:
        work.withdraw(by=by, subject=screening, kind=RED)


def _ask_again(by: Viewer, screening: Screening, ladder: str, *, is_open: bool) -> None:
    pool = SCREENERS if is_open else EMERGENCY_DUTY
    work.open_duty(
        by=by,
        kind=RED,
        subject=screening,
        what="Acknowledge: this has been rated red",
        responsible=Responsible(user_id=screening.assigned_to_id) if screening.assigned_to_id and is_open else pool,
        due_at=screening.runs_out_at,
        child_id=screening.child_record,
        reference=screening.reference,
        urgent=True,
        needs_ack=True,
        ladder=ladder,
    )
