"""The cases of one worker, and those whose worker is no longer here: so that no child is left with nobody."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from holdfast.access.models import Membership
from holdfast.access.policies import in_force
from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer

from .models import Involvement

MOST = 300


def cases_of(viewer: Viewer, user_id: UUID) -> list[Involvement]:
    """What somebody does for children today, as far as the viewer may open each record; those allocated to them first."""
    rows = _current(visible(viewer, Involvement)).filter(user_id=user_id).select_related("child")
    return list(rows.order_by("-allocated", "-lead", "from_date", "pk")[:MOST])


def closed_cases_of(viewer: Viewer, user_id: UUID) -> int:
    """How many more there are, of children whose record does not open to the viewer. Their own manager hands those over."""
    with acting_as(Viewer.job("records.routing", viewer.here)):
        every = _current(Involvement.objects.filter(partnership_id=viewer.here)).filter(user_id=user_id).count()
    return every - _current(visible(viewer, Involvement)).filter(user_id=user_id).count()


def left_behind(by: Viewer) -> list[Involvement]:
    """Cases allocated to somebody whose account is suspended or who holds no post today. Asked by a job."""
    posts = Membership.objects.filter(in_force(), partnership_id=by.here, user_id=OuterRef("user_id"))
    rows = _current(visible(by, Involvement)).filter(allocated=True, user__isnull=False)
    return list(rows.filter(Q(user__is_active=False) | ~Q(Exists(posts))).order_by("from_date", "pk")[:MOST])


def _current(rows: QuerySet[Involvement]) -> QuerySet[Involvement]:
    return rows.filter(Q(until=None) | Q(until__gte=today()))
