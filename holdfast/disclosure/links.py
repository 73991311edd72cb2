"""Links by which one named relative opens one thing without an account: once, in one browser, and for a time.

The key leaves in a message and is kept nowhere. Whoever opens the link first has it, in the browser they opened it with; anybody
who tries after that is told that it has been used, so a message found later opens nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.db import connection

from holdfast.access.visibility import visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.guard import declare_function
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules.config import value

from .models import FamilyLink

JOB = "portal.link"
LIFE, HELD = "family.link_hours", "family.link_reading_hours"

# Whoever opens a link says nothing of where they are: its own hash says which partnership made it, and no more.
declare_function(
    "holdfast_link_is_of(hash text)",
    returns="uuid",
    body="""
    RETURN (SELECT l.partnership_id FROM disclosure_familylink l WHERE l.key_hash = hash);
""",
)


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def new_cookie() -> str:
    """What a browser is known by; only its hash is kept."""
    return secrets.token_urlsafe(32)


@action
def make_link(*, by: Viewer, child_id: UUID, person_id: UUID | None, purpose: str, subject_id: UUID) -> tuple[FamilyLink, str]:
    """A link, and its key, which is kept nowhere. Whoever makes it has asked whether the relative may have what is behind it."""
    key = secrets.token_urlsafe(16)
    link = FamilyLink.objects.create(
        partnership_id=by.here,
        child_id=child_id,
        person_id=person_id,
        purpose=purpose,
        subject_id=subject_id,
        key_hash=hashed(key),
        expires_at=now() + timedelta(hours=hours(by, LIFE)),
    )
    record(by, "family.link", link, child_id=child_id, kind=Kind.RELEASE, purpose=purpose, person=str(person_id))
    return link, key


def hours(viewer: Viewer, key: str = LIFE) -> int:
    """For how long a link may be opened, or read on once it is."""
    return int(value(figures(viewer.here), key))


def reader_of(key: str) -> Viewer | None:
    """Who reads what is behind a link: the system, in the partnership that made it; none where nobody made it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT holdfast_link_is_of(%s)", [hashed(key)])
        (partnership_id,) = cursor.fetchone()
    return Viewer.job(JOB, partnership_id) if partnership_id else None


def unopened(reader: Viewer, key: str) -> FamilyLink | None:
    """The link of a key, while it may still be opened."""
    with acting_as(reader):
        rows = FamilyLink.objects.filter(partnership_id=reader.here, key_hash=hashed(key))
        return rows.filter(opened_at=None, closed_at=None, expires_at__gt=now()).first()


@action
def open_link(*, by: Viewer, key: str, cookie: str) -> FamilyLink:
    """Open it, in the browser that has the cookie. Raises NotHere where it was opened before, is too old or was taken back."""
    at = now()
    rows = FamilyLink.objects.filter(partnership_id=by.here, key_hash=hashed(key), opened_at=None, closed_at=None)
    until = at + timedelta(hours=hours(by, HELD))
    if not rows.filter(expires_at__gt=at).update(opened_at=at, held_until=until, browser_hash=hashed(cookie), changed_at=at):
        raise NotHere
    link = FamilyLink.objects.get(partnership_id=by.here, key_hash=hashed(key))
    record(by, "family.link-opened", link, child_id=link.child_id, purpose=link.purpose, person=str(link.person_id))
    return link


def held(reader: Viewer, cookie: str, purpose: str) -> FamilyLink | None:
    """What this browser opened last of a kind, while it may read on."""
    rows = FamilyLink.objects.filter(partnership_id=reader.here, browser_hash=hashed(cookie), purpose=purpose)
    return rows.filter(closed_at=None, held_until__gt=now()).order_by("-opened_at").first()


@action
def close_link(*, by: Viewer, link: FamilyLink) -> None:
    """It opens nothing any more: finished with, or taken back. What was read cannot be taken back."""
    FamilyLink.objects.filter(pk=link.pk, partnership_id=by.here, closed_at=None).update(closed_at=now(), changed_at=now())
    record(by, "family.link-closed", link, child_id=link.child_id, purpose=link.purpose)


def links_to(viewer: Viewer, subject_ids: list[UUID]) -> dict[UUID, FamilyLink]:
    """The newest link to each of some things, for those who work with the child."""
    rows = visible(viewer, FamilyLink).filter(subject_id__in=subject_ids)
    return {link.subject_id: link for link in rows.order_by("created_at")}
