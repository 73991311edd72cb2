"""Who is written to of a child's missing episodes, and the message that carries nothing but a reference (H13)."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from holdfast.access.models import User
from holdfast.disclosure.telling import tell
from holdfast.kernel.viewer import Viewer
from holdfast.work.seats import cover_of, is_away, on_duty
from holdfast.work.types import Responsible


def people_of(job: Viewer, on: Responsible) -> list[UUID]:
    """Who is written to: the person or their cover, or whoever is at work in the role."""
    if on.user_id is not None:
        cover = cover_of(job, on.user_id) if is_away(job, on.user_id) else None
        return [on.user_id] if cover is None else [on.user_id, cover]
    return [user_id for user_id, _ in on_duty(job, on.role)] if on.role else []


def send_open_now(job: Viewer, user_id: UUID, reference: str) -> None:
    """By e-mail and by text. Where neither can go, nobody else is held up: the duty stands on My work all the same."""
    link = (settings.PUBLIC_URL or "http://localhost").rstrip("/") + "/"
    person = User.objects.get(pk=user_id)
    tell(by=job, person=person, template="work.open-now", reference=reference, facts={"link": link})
