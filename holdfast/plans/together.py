"""Every plan of a child on one page: what each says, where they contradict, who comes in the same week, and what comes when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from holdfast.access.visibility import visible
from holdfast.kernel.time import london_date, today
from holdfast.kernel.viewer import Viewer
from holdfast.records import policies as records
from holdfast.records.models import Child, LegalStatus
from holdfast.records.types import LegalKind
from holdfast.rules.local import age_on
from holdfast.rules.plan_together import (
    SUPPORT,
    Contradiction,
    Regular,
    Says,
    Twice,
    contradictions,
    visits_in_one_week,
)
from holdfast.rules.transition import FROM_MONTHS, Prompt, is_from, not_considered

from .around_models import OtherPlan, PlanAtMeeting, RegularContact, SupportPlan, Transition
from .models import SafetyPlan
from .policies import can_write

WEEKS = 6
MOST = 100
# What the record's legal status says there should be a plan of.
OF_STATUS = {
    LegalKind.CHILD_IN_NEED: "cin",
    LegalKind.CHILD_PROTECTION: "cp",
    LegalKind.ACCOMMODATED: "lac",
    LegalKind.INTERIM_CARE: "lac",
    LegalKind.FULL_CARE: "lac",
    LegalKind.CARE_LEAVER: "pathway",
}


@dataclass(frozen=True)
class Entry:
    """A line of the calendar. late: it should have been before today."""

    on: dt.date
    what: str
    plan: str
    at: str = ""
    kind: str = "visit"
    late: bool = False


@dataclass(frozen=True)
class Together:
    """The plans of one child. without: plans that the record's legal status speaks of and nobody has written down."""

    child_id: UUID
    safety: SafetyPlan | None
    support: SupportPlan | None
    others: tuple[OtherPlan, ...]
    ended: tuple[OtherPlan, ...]
    contacts: tuple[RegularContact, ...]
    contradictions: tuple[Contradiction, ...]
    twice: tuple[Twice, ...]
    calendar: tuple[Entry, ...]
    without: tuple[str, ...]
    transition: Transition | None
    of_age: bool
    adult: bool
    not_considered: tuple[Prompt, ...]
    reviews: tuple[PlanAtMeeting, ...]
    may_write: bool

    @property
    def first(self) -> dt.date:
        return today()


def together(viewer: Viewer, child_id: UUID, *, more: Iterable[Entry] = ()) -> Together:
    """In the same few statements however much there is. more: lines of the calendar that other parts know of."""
    records.check_can_read(viewer, child_id)
    day = today()
    child = visible(viewer, Child).get(pk=child_id)
    safety = visible(viewer, SafetyPlan).filter(child_id=child_id, closed_at=None).first()
    support = visible(viewer, SupportPlan).filter(child_id=child_id).select_related("saved_by").first()
    every = list(visible(viewer, OtherPlan).filter(child_id=child_id).order_by("kind", "pk")[:MOST])
    others = tuple(row for row in every if row.until is None or row.until >= day)
    rows = visible(viewer, RegularContact).filter(child_id=child_id).select_related("other")
    contacts = tuple(rows.filter(Q(until=None) | Q(until__gte=day)).order_by("first_on", "pk")[:MOST])
    transition = visible(viewer, Transition).filter(child_id=child_id).first()
    last = day + dt.timedelta(weeks=WEEKS)
    planned = [(row, regular(row)) for row in contacts if row.other is None or row.other in others]
    calendar = [*_reviews(safety, support, others, day, last), *_visits(planned, day, last), *more]
    return Together(
        child_id,
        safety,
        support,
        others,
        tuple(row for row in every if row not in others),
        contacts,
        contradictions(_said(support, others)),
        visits_in_one_week([one for _, one in planned], day, last),
        tuple(sorted(calendar, key=lambda one: (one.on, one.at, one.what))),
        _without(viewer, child_id, others),
        transition,
        child.born is not None and is_from(child.born, FROM_MONTHS, day),
        child.born is not None and age_on(child.born, day) >= ADULT,
        not_considered(transition.answers if transition else {}),
        tuple(visible(viewer, PlanAtMeeting).filter(child_id=child_id).order_by("-created_at", "-pk")[:20]),
        can_write(viewer, child_id),
    )


ADULT = 18


def regular(row: RegularContact) -> Regular:
    plan = row.other.get_kind_display() if row.other else SUPPORT
    return Regular(plan, row.who, row.agency, row.mode, row.first_on, row.every_days, row.until)


def _said(support: SupportPlan | None, others: Sequence[OtherPlan]) -> list[Says]:
    found = [Says(SUPPORT, key, answer) for key, answer in (support.says if support else {}).items()]
    return found + [Says(row.get_kind_display(), key, answer) for row in others for key, answer in row.says.items()]


def _reviews(
    safety: SafetyPlan | None, support: SupportPlan | None, others: Sequence[OtherPlan], day: dt.date, last: dt.date
) -> list[Entry]:
    """Reviews to come in this time, and those that should have been."""
    dated: list[tuple[Any, str, str]] = [(row.review_on, "Review", row.get_kind_display()) for row in others]
    if safety is not None and safety.review_at is not None:
        dated.append((london_date(safety.review_at), "Look at the safety plan again", "Exploitation: safety plan"))
    if support is not None:
        dated.append((support.review_on, "Agree the support plan again", SUPPORT))
    return [Entry(on, what, plan, kind="review", late=on < day) for on, what, plan in dated if on is not None and on <= last]


def _visits(planned: Sequence[tuple[RegularContact, Regular]], day: dt.date, last: dt.date) -> list[Entry]:
    return [
        Entry(on, f"{row.get_mode_display()}: {row.who}, {row.agency}", one.plan, row.at)
        for row, one in planned
        for on in one.days(day, last)
    ]


def _without(viewer: Viewer, child_id: UUID, others: Sequence[OtherPlan]) -> tuple[str, ...]:
    """Statuses that hold today and speak of a plan that is not here."""
    day = today()
    rows = visible(viewer, LegalStatus).filter(Q(until=None) | Q(until__gte=day), child_id=child_id, from_date__lte=day)
    kinds = {row.kind for row in others}
    return tuple(
        row.get_kind_display() for row in rows[:20] if (wanted := OF_STATUS.get(LegalKind(row.kind))) and wanted not in kinds
    )


def support_of(viewer: Viewer, child_id: UUID) -> SupportPlan | None:
    return visible(viewer, SupportPlan).filter(child_id=child_id).first()


def one_of(viewer: Viewer, model: Any, child_id: UUID, pk: UUID) -> Any:
    """One row of a child. None where there is none for this viewer."""
    return visible(viewer, model).filter(child_id=child_id, pk=pk).first()


def others_of(viewer: Viewer, child_id: UUID) -> list[OtherPlan]:
    rows = visible(viewer, OtherPlan).filter(Q(until=None) | Q(until__gte=today()), child_id=child_id)
    return list(rows.order_by("kind", "pk")[:MOST])


def transition_of(viewer: Viewer, child_id: UUID) -> Transition | None:
    return visible(viewer, Transition).filter(child_id=child_id).first()


def at_meeting(viewer: Viewer, child_id: UUID, meeting_id: UUID) -> PlanAtMeeting | None:
    return visible(viewer, PlanAtMeeting).filter(child_id=child_id, meeting_id=meeting_id).select_related("chair").first()
