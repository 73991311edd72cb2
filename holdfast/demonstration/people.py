"""Settles the county: partnership, agencies, teams, staff and their posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from holdfast.access.models import Absence, Agency, EmailDomain, Membership, Team, User
from holdfast.access.roles import grants_of
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.viewer import Viewer
from holdfast.rules.identifiers import mobile as texts_to

from .cast.agencies import CastAgency
from .cast.county import landline, mobile
from .cast.staff import Post, Worker
from .password import password

# How long ago everybody took up their post.
DAYS_IN_POST = 400


@dataclass
class Staff:
    """Who is who, by the names of the cast: for the loaders that act as them."""

    partnership_id: UUID
    agencies: dict[str, Agency] = field(default_factory=dict)
    teams: dict[tuple[str, str], Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    workers: dict[str, Worker] = field(default_factory=dict)

    def viewer(self, name: str, agency: str = "") -> Viewer:
        """A member of staff in one of their agencies, the first unless named."""
        worker = self.workers[name]
        at = agency or worker.posts[0].agency
        posts = [post for post in worker.posts if post.agency == at]
        roles = frozenset(post.role for post in posts)
        return Viewer(
            partnership_id=self.partnership_id,
            person_id=self.users[name].pk,
            agency_id=self.agencies[at].pk,
            team_ids=frozenset(self.teams[at, post.team].pk for post in posts if post.team),
            roles=roles,
            grants=grants_of(roles),
        )

    def domain_of(self, name: str) -> str:
        return self.users[name].email.partition("@")[2]


@action
def settle(
    *, by: Viewer, agencies: tuple[CastAgency, ...], workers: tuple[Worker, ...], absent: tuple[tuple[str, int, int, str], ...],
    today: date,
) -> Staff:  # fmt: skip
    """Make the agencies, teams and people of one partnership."""
    if by.partnership_id is None:
        raise ValueError("People are settled in a partnership.")
    staff = Staff(by.partnership_id, workers={worker.name: worker for worker in workers})
    domains = {row.key: row.domain for row in agencies}
    for row in agencies:
        _settle_agency(staff, row)
    encoded = make_password(password())
    for number, worker in enumerate(workers):
        _settle_worker(staff, worker, number, domains[worker.posts[0].agency], encoded)
    Membership.objects.bulk_create(_posts(staff, workers, today))
    Absence.objects.bulk_create(_absences(staff, absent, today))
    record(by, "demonstration.settle", agencies=len(agencies), people=len(workers))
    return staff


def _settle_agency(staff: Staff, row: CastAgency) -> None:
    agency = Agency.objects.create(
        partnership_id=staff.partnership_id, name=row.name, kind=row.kind.value, telephone=landline(row.number)
    )
    staff.agencies[row.key] = agency
    EmailDomain.objects.create(
        partnership_id=staff.partnership_id, agency=agency, domain=row.domain, shared_with_pupils=row.pupils
    )
    for name in row.teams:
        staff.teams[row.key, name] = Team.objects.create(partnership_id=staff.partnership_id, agency=agency, name=name)


def _settle_worker(staff: Staff, worker: Worker, number: int, domain: str, encoded: str) -> None:
    user = User(
        email=f"{worker.address}@{domain}",
        name=worker.name,
        job_title=worker.job_title,
        telephone=landline(300 + number),
        mobile=texts_to(mobile(300 + number)) or "",
        password=encoded,
    )
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    staff.users[worker.name] = user


def _posts(staff: Staff, workers: tuple[Worker, ...], today: date) -> list[Membership]:
    return [_post(staff, worker, post, today) for worker in workers for post in worker.posts]


def _post(staff: Staff, worker: Worker, post: Post, today: date) -> Membership:
    return Membership(
        partnership_id=staff.partnership_id,
        user=staff.users[worker.name],
        agency=staff.agencies[post.agency],
        team=staff.teams[post.agency, post.team] if post.team else None,
        role=post.role,
        from_date=today - timedelta(days=DAYS_IN_POST),
        supervisor=staff.users[worker.supervisor] if worker.supervisor else None,
    )


def _absences(staff: Staff, absent: tuple[tuple[str, int, int, str], ...], today: date) -> list[Absence]:
    return [
        Absence(
            partnership_id=staff.partnership_id,
            user=staff.users[name],
            from_date=today + timedelta(days=start),
            until=today + timedelta(days=end),
            cover=staff.users[cover],
            note="Annual leave",
        )
        for name, start, end, cover in absent
    ]
