"""Moves unanswered duties up their ladders. May run as often as one likes, on any number of hosts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures

from .ladders import next_climb, role_at
from .models import Duty, Seat, Told
from .seats import on_duty
from .types import LIVE, role_holder

BATCH = 100


@dataclass(frozen=True)
class Tell:
    """Somebody to be told that a duty has climbed to them."""

    duty_id: UUID
    reference: str
    kind: str
    role: str
    user_id: UUID
    urgent: bool


@action
def climb(*, by: Viewer) -> list[Tell]:
    """Take every duty whose time has come one rung higher, and say who is to be told.

    Rows that another worker holds are skipped, so two at once never tell twice.
    """
    at = now()
    due = (
        Duty.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(partnership_id=by.here, next_climb_at__lte=at, state__in=LIVE)
        .order_by("next_climb_at")[:BATCH]
    )
    duties = list(due)
    people: dict[str, list[tuple[UUID, UUID | None]]] = {}
    tells = [tell for duty in duties for tell in _climb_one(by, duty, people)]
    record(by, "duty.climb", duties=len(duties), told=len(tells))
    return tells


def _climb_one(by: Viewer, duty: Duty, people: dict[str, list[tuple[UUID, UUID | None]]]) -> list[Tell]:
    role = role_at(duty.ladder, duty.rung)
    if role not in people:
        people[role] = on_duty(by, role)
    Seat.objects.get_or_create(
        partnership_id=duty.partnership_id,
        duty_id=duty.pk,
        holder=role_holder(role),
        defaults={"due_at": duty.due_at, "rung": duty.rung + 1},
    )
    _keep_told(duty, role, people[role])
    _set_next(by, duty)
    record(by, "duty.rung", duty, child_id=duty.child_id, rung=duty.rung, role=role)
    return [Tell(duty.pk, duty.reference, duty.kind, role, user_id, duty.urgent) for user_id, _ in people[role]]


def _keep_told(duty: Duty, role: str, people: list[tuple[UUID, UUID | None]]) -> None:
    """Who was told is kept, and that nobody could be told is kept too."""
    rung = duty.rung + 1
    rows: list[tuple[UUID | None, UUID | None]] = list(people) or [(None, None)]
    Told.objects.bulk_create(
        Told(
            partnership_id=duty.partnership_id,
            duty_id=duty.pk,
            rung=rung,
            role=role,
            user_id=user_id,
            covering_id=covering,
        )
        for user_id, covering in rows
    )


def _set_next(by: Viewer, duty: Duty) -> None:
    following = next_climb(duty.ladder, after=now(), figures=figures(by.here))
    duty.change(seen=None, rung=min(duty.rung + 1, 1000), next_climb_at=following)
