"""Reading messages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.access.visibility import visible
from holdfast.kernel.errors import NotHere
from holdfast.kernel.viewer import Viewer

from .models import Message
from .types import State

PAGE = 50


def outbox(viewer: Viewer, *, after: UUID | None = None, reference: str = "") -> list[Message]:
    """The newest messages the viewer may see, a page and one more; `after` is the last row of the page before."""
    rows = visible(viewer, Message)
    if reference:
        rows = rows.filter(reference=reference)
    last = visible(viewer, Message).filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))
    return list(rows.order_by("-created_at", "-id")[: PAGE + 1])


def sent_by(viewer: Viewer, *, after: UUID | None = None) -> list[Message]:
    """The newest messages the viewer has sent, a page and one more; `after` is the last row of the page before."""
    rows = visible(viewer, Message).filter(partnership_id=viewer.here, sent_by=viewer.person_id)
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))
    return list(rows.order_by("-created_at", "-id")[: PAGE + 1])


def message(viewer: Viewer, message_id: UUID) -> Message:
    found = visible(viewer, Message).filter(pk=message_id).first()
    if found is None:
        raise NotHere
    return found


def sent_by_me(viewer: Viewer, message_id: UUID) -> Message:
    """One message the viewer has sent. Somebody else's is not there."""
    found = message(viewer, message_id)
    if viewer.person_id is None or found.sent_by != viewer.person_id:
        raise NotHere
    return found


def about(viewer: Viewer, reference: str) -> QuerySet[Message]:
    """What was sent about one reference, newest first."""
    return visible(viewer, Message).filter(reference=reference).order_by("-created_at", "-id")[:PAGE]


def undelivered(viewer: Viewer, carried_ids: Iterable[UUID]) -> set[UUID]:
    """Of what was to be told by messages, that whose newest message could not be sent."""
    rows = visible(viewer, Message).filter(partnership_id=viewer.here, carries_id__in=list(carried_ids))
    newest = rows.order_by("carries_id", "-created_at", "-id").distinct("carries_id").values_list("carries_id", "state")
    return {pk for pk, state in newest if pk is not None and state == State.FAILED}
