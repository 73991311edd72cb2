"""Who has which role since when, when they last signed in, and when somebody last looked whether they still need it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from holdfast.kernel.time import LONDON, now, today
from holdfast.kernel.viewer import Viewer
from holdfast.rules.local import same_day_months_later

from .models import AccessReview, Membership
from .policies import in_force
from .visibility import visible

PAGE = 50


def due_before(figures: Mapping[str, Any]) -> datetime:
    """Posts that nobody has looked at since then are due."""
    day = same_day_months_later(today(), -int(figures["sessions.review"]))
    return datetime.combine(day, now().astimezone(LONDON).time(), LONDON)


def posts_to_review(viewer: Viewer, figures: Mapping[str, Any], *, all_of_them: bool, after: UUID | None) -> list[Membership]:
    """Posts that hold today, by the name of whoever holds them: those that are due, or all; a page and one more.

    looked_at: when somebody last confirmed the post; None when nobody has.
    """
    rows = _with_last_look(viewer)
    if not all_of_them:
        limit = due_before(figures)
        rows = rows.filter(Q(looked_at__lt=limit) | Q(looked_at=None, created_at__lt=limit))
    last = visible(viewer, Membership).select_related("user").filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(user__name__gt=last.user.name) | Q(user__name=last.user.name, pk__gt=last.pk))
    return list(rows.order_by("user__name", "pk")[: PAGE + 1])


def how_many_due(viewer: Viewer, figures: Mapping[str, Any]) -> int:
    limit = due_before(figures)
    rows = _with_last_look(viewer).annotate(last=Coalesce("looked_at", "created_at"))
    return rows.filter(last__lt=limit).count()


def _with_last_look(viewer: Viewer) -> QuerySet[Membership]:
    looks = visible(viewer, AccessReview).filter(post_id=OuterRef("pk"), kept=True).order_by("-created_at")
    rows = visible(viewer, Membership).filter(in_force()).select_related("user", "agency", "team")
    return rows.annotate(looked_at=Subquery(looks.values("created_at")[:1]))
