"""Other councils: which there are to choose from, and how each is reached."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.access.models import Agency
from holdfast.access.roles import Grant
from holdfast.access.visibility import readable, visible
from holdfast.audit.action import action
from holdfast.audit.record import Kind, record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.time import today
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.queries import figures
from holdfast.rules.agencies import AgencyKind

from .authority_models import AuthorityNumber

MOST = 400


@readable(AuthorityNumber)
def numbers(viewer: Viewer) -> Q | None:
    """Everybody at work here may ring another council."""
    return Q() if viewer.partnership_id else None


def book(viewer: Viewer) -> list[AuthorityNumber]:
    """The address book, by name."""
    rows = visible(viewer, AuthorityNumber).select_related("written_by").order_by("name", "-created_at", "-pk").distinct("name")
    return [row for row in rows[:MOST] if not row.out]


def number_of(viewer: Viewer, name: str) -> AuthorityNumber | None:
    """How a council is reached; none where the book does not have it."""
    if not name.strip():
        return None
    newest = _versions(viewer, name).first()
    return None if newest is None or newest.out else newest


def _versions(viewer: Viewer, name: str) -> QuerySet[AuthorityNumber]:
    return visible(viewer, AuthorityNumber).filter(name__iexact=name.strip()).order_by("-created_at", "-pk")


def councils(viewer: Viewer) -> list[str]:
    """The names a reporter chooses from: councils with accounts here but our own, and those of the book."""
    own = str(figures(viewer.here)["names.council"])
    rows = Agency.objects.filter(partnership_id=viewer.here, kind=AgencyKind.SOCIAL_CARE, closed_on=None)
    here = set(rows.exclude(name__iexact=own).values_list("name", flat=True)[:MOST])
    return sorted(here | {row.name for row in book(viewer)})


def agency_called(here: UUID, name: str) -> UUID | None:
    """The agency of a name, where it has accounts here."""
    if not name.strip():
        return None
    return Agency.objects.filter(partnership_id=here, name__iexact=name.strip()).values_list("pk", flat=True).first()


@action
def write_number(
    *, by: Viewer, name: str, by_day: str, by_night: str, email: str, note: str, checked_on: date, out: bool = False
) -> AuthorityNumber:
    """Enter a council, put its numbers right, or take it out. What stood before stays."""
    if not (by.system or by.may(Grant.ADMINISTER)):
        raise Refused("An administrator keeps the address book. Tell them what is wrong in it.")
    if not name.strip():
        raise Faulty([Fault("name", "Enter the name of the council.")])
    if not (out or by_day.strip() or by_night.strip()):
        raise Faulty([Fault("by_night", "Enter at least one number: somebody will look for it in the night.")])
    if checked_on > today():
        raise Faulty([Fault("checked_on", "This day is in the future. Enter the day on which the numbers were checked.")])
    newest = _versions(by, name).first()
    made = AuthorityNumber.objects.create(
        partnership_id=by.here,
        name=newest.name if newest else name.strip(),
        by_day=by_day.strip(),
        by_night=by_night.strip(),
        email=email.strip().lower(),
        note=note.strip(),
        checked_on=checked_on,
        out=out,
        written_by_id=by.person_id,
    )
    record(by, "authority.write", made, kind=Kind.SETTING, out=out)
    return made
