"""Who may sign in to a demonstration, with what."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from holdfast.access.models import Membership
from holdfast.access.roles import GRANTS
from holdfast.kernel.acting import acting_as
from holdfast.kernel.time import london_date
from holdfast.kernel.viewer import Viewer
from holdfast.partnership.models import Partnership

from .cast.agencies import AGENCIES, SECOND_AGENCIES
from .cast.county import SECOND_SLUG, SLUG
from .password import password
from .refused import check_is_demonstration

_DOMAINS = frozenset(row.domain for row in (*AGENCIES, *SECOND_AGENCIES))


@dataclass(frozen=True)
class SignIn:
    """One invented person: roles of every post they hold, and the agency of the first."""

    email: str
    password: str
    roles: list[str]
    agency: str
    partnership: str

    def printed(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def line(self) -> str:
        names = ", ".join(GRANTS[role].name for role in self.roles)
        return f"  {self.email:48} {self.password:32} {names}"


def signins() -> list[SignIn]:
    """Everybody of the invented partnerships, in the order of the cast. Raises Refused in a real system."""
    check_is_demonstration()
    return [one for partnership in demonstration_partnerships() for one in _of(partnership)]


def demonstration_partnerships() -> list[Partnership]:
    rows = {row.slug: row for row in Partnership.objects.filter(slug__in=(SLUG, SECOND_SLUG))}
    return [rows[slug] for slug in (SLUG, SECOND_SLUG) if slug in rows]


def days_since_loading(today: date) -> int | None:
    """How old the county is; None when there is none."""
    made = [london_date(row.created_at) for row in demonstration_partnerships()]
    return (today - min(made)).days if made else None


def _of(partnership: Partnership) -> list[SignIn]:
    with acting_as(Viewer.job("demonstration.signins", partnership.pk)):
        rows = list(
            Membership.objects.filter(partnership_id=partnership.pk)
            .order_by("user_id", "created_at", "pk")
            .values_list("user__email", "agency__name", "role")
        )
    found: dict[str, SignIn] = {}
    for email, agency, role in rows:
        if email.partition("@")[2] not in _DOMAINS:
            continue
        one = found.setdefault(email, SignIn(email, password(), [], agency, partnership.name))
        if role not in one.roles:
            one.roles.append(role)
    return list(found.values())
