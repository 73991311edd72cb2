"""Absences and who covers: so that no duty waits for somebody who is away."""

from __future__ import annotations

from datetime import date, timedelta

from holdfast.access import policies
from holdfast.access.models import Absence, User
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer


@action
def record_absence(*, by: Viewer, user: User, from_date: date, until: date, cover: User | None = None, note: str = "") -> Absence:
    """Somebody is away on these days, both included; `cover` gets what is theirs meanwhile."""
    policies.check_can_record_absence(by, user.pk)
    if until < from_date:
        raise Refused("The last day away must not be before the first.")
    if cover is not None and cover.pk == user.pk:
        raise Refused("Somebody else must cover.")
    if cover is not None and _away(by, cover, from_date, until):
        raise Refused(f"{cover.name} is away in that time too. Choose somebody else to cover.")
    absence = Absence.objects.create(
        partnership_id=by.here, user=user, from_date=from_date, until=until, cover=cover, note=note.strip()
    )
    record(by, "absence.record", absence, user=user.pk, cover=cover.pk if cover else None)
    return absence


def _away(by: Viewer, user: User, from_date: date, until: date) -> bool:
    return Absence.objects.filter(partnership_id=by.here, user=user, from_date__lte=until, until__gte=from_date).exists()


@action
def end_absence(*, by: Viewer, absence: Absence, seen: int | None = None) -> Absence:
    """Somebody is back, from today on. An absence that had not begun is taken off."""
    policies.check_can_record_absence(by, absence.user_id)
    yesterday = today() - timedelta(days=1)
    if absence.until < today():
        raise Refused("This absence is over already.")
    absence.change(seen=seen, until=yesterday, from_date=min(absence.from_date, yesterday))
    record(by, "absence.end", absence, user=absence.user_id)
    return absence
