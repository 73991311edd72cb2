"""Reading for break-glass: the one record that exact words name, and what waits for a manager."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from holdfast.access.models import BreakGlass
from holdfast.access.types import GlassState
from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.viewer import Viewer

from . import policies
from .actions.break_glass import JOB
from .models import Child, Identifier

PAGE = 100


@dataclass(frozen=True)
class ToLookAt:
    """What waits for a manager: requests, then openings that nobody has looked at; and the last that were looked at."""

    asked: list[BreakGlass]
    opened: list[BreakGlass]
    done: list[BreakGlass]
    more: bool


def sought(viewer: Viewer, *, given: str, family: str, born: dt.date | None, number: str) -> UUID | None:
    """The one record of this number, or of exactly this name and date of birth. None for no record, and for more than one.

    Read by the system, because the record is closed to whoever asks; nothing of it is given back but its id.
    """
    policies.check_can_break_glass(viewer)
    with acting_as(Viewer.job(JOB, viewer.here)):
        rows = Child.objects.filter(partnership_id=viewer.here, set_aside_at=None)
        if number:
            held = Identifier.objects.filter(partnership_id=viewer.here, value__iexact=number, removed_at=None)
            rows = rows.filter(pk__in=held.values("child_id"))
        else:
            rows = rows.filter(given__iexact=given, family__iexact=family, born_earliest=born, born_latest=born)
        found = list(rows.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def to_look_at(viewer: Viewer) -> ToLookAt:
    """A page of each list."""
    rows = visible(viewer, BreakGlass).select_related("user", "agency")
    asked = list(rows.filter(state=GlassState.ASKED).order_by("created_at", "pk")[: PAGE + 1])
    opened = list(rows.filter(state=GlassState.OPENED, reviewed_at=None).order_by("created_at", "pk")[: PAGE + 1])
    done = rows.filter(Q(reviewed_at__isnull=False) | Q(answered_at__isnull=False)).order_by("-created_at", "-pk")[:20]
    return ToLookAt(asked[:PAGE], opened[:PAGE], list(done), len(asked) > PAGE or len(opened) > PAGE)
