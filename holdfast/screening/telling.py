"""Tells people of MASH's work that something waits for them. No message carries anything about a child (H13)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from holdfast.access.models import Membership, User
from holdfast.access.policies import in_force
from holdfast.comms.actions import send
from holdfast.disclosure.gate import clear
from holdfast.disclosure.types import Recipient
from holdfast.kernel.time import LONDON
from holdfast.kernel.viewer import Viewer
from holdfast.rules.spoken import long_time

MOST = 30


def people_in(by: Viewer, agency_id: UUID, role: str) -> list[User]:
    """Who holds a role in an agency now."""
    posts = Membership.objects.filter(in_force(), partnership_id=by.here, agency_id=agency_id, role=role)
    return list(User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by("pk")[:MOST])


def tell(
    by: Viewer,
    people: Iterable[User],
    template: str,
    path: str,
    reference: str,
    due: datetime | None = None,
    *,
    children: Iterable[UUID] | None = None,
) -> int:
    """Send one message to each; its link opens only after signing in. How many were told.

    children: the records it is about, for what rests on agreement.
    """
    facts = {"link": f"{settings.PUBLIC_URL.rstrip('/') or 'http://localhost'}{path}"}
    if due is not None:
        facts["due"] = long_time(due.astimezone(LONDON))
    told = 0
    for person in people:
        cleared = clear(
            by=by,
            template=template,
            recipient=Recipient("staff", person.email, person.pk),
            reference=reference,
            facts=facts,
            children=children,
        )
        send(by=by, cleared=cleared)
        told += 1
    return told
