"""Who is written to of a child's missing episodes, and the messages that carry nothing but a reference (H13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings

from holdfast.access.models import User
from holdfast.comms.actions import send
from holdfast.comms.templates import PARTNER
from holdfast.disclosure.gate import clear
from holdfast.disclosure.telling import tell_each
from holdfast.disclosure.types import Recipient
from holdfast.kernel.errors import Refused
from holdfast.kernel.viewer import Viewer
from holdfast.work.seats import at_work_in, cover_of, is_away, on_duty_in
from holdfast.work.types import Responsible

from .authorities import number_of


def people_of(job: Viewer, on: Responsible) -> list[UUID]:
    """Who is written to: the person or their cover, whoever is at work in the role, or at the agency."""
    return people_of_each(job, [on])


def people_of_each(job: Viewer, several: Sequence[Responsible]) -> list[UUID]:
    """Who is written to for several at once, each person once."""
    in_roles = [on for on in several if on.user_id is None and on.role and on.agency_id is None]
    at_work = on_duty_in(job, sorted({on.role for on in in_roles})) if in_roles else {}
    found: dict[UUID, None] = {}
    for on in several:
        if on.user_id is not None:
            found |= dict.fromkeys(_or_cover(job, on.user_id))
        elif on.agency_id is not None:
            found |= dict.fromkeys(user_id for user_id, _ in at_work_in(job, on.agency_id))
        else:
            found |= dict.fromkeys(user_id for user_id, _ in at_work.get(on.role, ()))
    return list(found)


def _or_cover(job: Viewer, user_id: UUID) -> list[UUID]:
    cover = cover_of(job, user_id) if is_away(job, user_id) else None
    return [user_id] if cover is None else [user_id, cover]


def send_open_now(job: Viewer, user_ids: Iterable[UUID], reference: str) -> None:
    """By e-mail and by text. Where neither can go, nobody else is held up: the duty stands on My work all the same."""
    wanted = list(dict.fromkeys(user_ids))
    if not wanted:
        return
    people = User.objects.in_bulk(wanted)
    link = (settings.PUBLIC_URL or "http://localhost").rstrip("/") + "/"
    told = [people[user_id] for user_id in wanted]
    tell_each(by=job, people=told, template="work.open-now", reference=reference, facts={"link": link})


def write_to_council(job: Viewer, name: str, reference: str) -> None:
    """Ask the duty team of a council without accounts to ring: a reference and our numbers, and nothing of the child.

    That somebody here rings them stands whatever becomes of the message: the duty climbs until they say whom they told.
    """
    entry = number_of(job, name)
    if entry is None or not entry.email:
        return
    try:
        cleared = clear(by=job, template="missing.ring-us", recipient=Recipient(PARTNER, entry.email), reference=reference)
    except Refused:
        return
    send(by=job, cleared=cleared)
