"""Agencies, their teams, and the e-mail domains that belong to them."""

from __future__ import annotations

import re
from datetime import date

from holdfast.access import policies
from holdfast.access.models import Agency, EmailDomain, Team
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.errors import Fault, Faulty, Refused
from holdfast.kernel.viewer import Viewer
from holdfast.rules.agencies import AGENCY_KINDS, AgencyKind

_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z-]*[a-z]")
# Addresses that anybody can have for the asking say nothing about where somebody works.
OPEN_TO_ALL = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.co.uk", "live.com", "yahoo.com",
     "yahoo.co.uk", "icloud.com", "aol.com", "btinternet.com", "sky.com", "proton.me", "protonmail.com"}
)  # fmt: skip


@action
def add_agency(*, by: Viewer, name: str, kind: str, telephone: str = "") -> Agency:
    """A new agency of the partnership."""
    policies.check_can_administer(by)
    name = name.strip()
    _check_agency(name, kind)
    _check_free(by, name)
    agency = Agency.objects.create(partnership_id=by.here, name=name, kind=kind, telephone=telephone.strip())
    record(by, "agency.add", agency)
    return agency


@action
def change_agency(
    *, by: Viewer, agency: Agency, seen: int, name: str, kind: str, telephone: str, closed_on: date | None
) -> Agency:
    """Correct an agency, or close it from a day on. Its people's posts are ended one by one, by whoever knows."""
    policies.check_can_administer(by)
    name = name.strip()
    _check_agency(name, kind)
    if name != agency.name:
        _check_free(by, name)
    agency.change(seen=seen, name=name, kind=kind, telephone=telephone.strip(), closed_on=closed_on)
    record(by, "agency.change", agency)
    return agency


def _check_agency(name: str, kind: str) -> None:
    if not name:
        raise Faulty([Fault("name", "Enter the name of the agency")])
    if kind not in {str(one) for one in AgencyKind}:
        raise Faulty([Fault("kind", f"Choose what kind of agency it is: {', '.join(AGENCY_KINDS)}")])


def _check_free(by: Viewer, name: str) -> None:
    if Agency.objects.filter(partnership_id=by.here, name=name).exists():
        raise Faulty([Fault("name", "There is an agency of this name already.")])


@action
def add_team(*, by: Viewer, agency: Agency, name: str) -> Team:
    """A team within an agency."""
    policies.check_can_administer(by)
    name = name.strip()
    if not name:
        raise Faulty([Fault("name", "Enter the name of the team")])
    if Team.objects.filter(partnership_id=by.here, agency=agency, name=name).exists():
        raise Faulty([Fault("name", "This agency has a team of that name already.")])
    team = Team.objects.create(partnership_id=by.here, agency=agency, name=name)
    record(by, "team.add", team)
    return team


@action
def rename_team(*, by: Viewer, team: Team, seen: int, name: str) -> Team:
    policies.check_can_administer(by)
    if not name.strip():
        raise Faulty([Fault("name", "Enter the name of the team")])
    team.change(seen=seen, name=name.strip())
    record(by, "team.rename", team)
    return team


@action
def add_domain(*, by: Viewer, agency: Agency, domain: str, shared_with_pupils: bool = False) -> EmailDomain:
    """An agency's e-mail domain. It speeds a referral from there and proves nothing about who wrote it."""
    policies.check_can_administer(by)
    name = clean_domain(domain)
    if EmailDomain.objects.filter(partnership_id=by.here, domain=name).exists():
        raise Faulty([Fault("domain", "This domain is listed already.")])
    row = EmailDomain.objects.create(partnership_id=by.here, agency=agency, domain=name, shared_with_pupils=shared_with_pupils)
    record(by, "domain.add", row, agency=agency.pk)
    return row


def clean_domain(domain: str) -> str:
    """The part after the @, in small letters. Raises Faulty when it is none, or one that anybody can have."""
    name = domain.strip().lower().removeprefix("@")
    if not _DOMAIN.fullmatch(name):
        raise Faulty([Fault("domain", "Enter the part after the @, like school.example.org")])
    if name in OPEN_TO_ALL:
        raise Faulty([Fault("domain", "Anybody can have an address there, so it cannot stand for an agency.")])
    return name


@action
def change_domain(*, by: Viewer, domain: EmailDomain, seen: int, shared_with_pupils: bool) -> EmailDomain:
    """Say whether pupils have addresses in this domain too."""
    policies.check_can_administer(by)
    domain.change(seen=seen, shared_with_pupils=shared_with_pupils)
    record(by, "domain.change", domain)
    return domain


@action
def remove_domain(*, by: Viewer, domain: EmailDomain) -> None:
    """The domain no longer stands for the agency."""
    policies.check_can_administer(by)
    gone, _ = EmailDomain.objects.filter(pk=domain.pk, partnership_id=by.here).delete()
    if not gone:
        raise Refused("This domain has been removed already.")
    record(by, "domain.remove", None, domain=domain.pk)
