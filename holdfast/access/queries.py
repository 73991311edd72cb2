"""Reading people, posts, absences and agencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from holdfast.kernel.errors import NotHere
from holdfast.kernel.time import now, today
from holdfast.kernel.viewer import Viewer

from .models import Absence, Agency, EmailDomain, Invitation, KeptWords, Membership, Suspension, Team, User
from .policies import in_force
from .visibility import visible

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What narrows a list of people."""

    words: str = ""
    agency_id: UUID | None = None
    role: str = ""
    only_present: bool = True


def people(viewer: Viewer, wanted: Wanted, *, after: UUID | None = None) -> list[User]:
    """Those with a post in the partnership, by name, with their posts of today; a page and one more."""
    posts = _posts(viewer, wanted)
    rows = User.objects.filter(Exists(posts.filter(user_id=OuterRef("pk"))))
    for word in wanted.words.split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(job_title__icontains=word))
    last = User.objects.filter(pk=after).only("name").first() if after else None
    if last is not None:
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    held = visible(viewer, Membership).filter(in_force()).select_related("agency", "team").order_by("from_date")
    return list(rows.prefetch_related(Prefetch("memberships", held, to_attr="held")).order_by("name", "pk")[: PAGE + 1])


def _posts(viewer: Viewer, wanted: Wanted) -> QuerySet[Membership]:
    posts = visible(viewer, Membership)
    if wanted.only_present:
        posts = posts.filter(Q(until=None) | Q(until__gte=today()))
    if wanted.agency_id:
        posts = posts.filter(agency_id=wanted.agency_id)
    if wanted.role:
        posts = posts.filter(role=wanted.role)
    return posts


def person(viewer: Viewer, user_id: UUID) -> User:
    """Somebody who holds, held or will hold a post here, or whom an administrator here has invited."""
    known = Q(Exists(visible(viewer, Membership).filter(user_id=OuterRef("pk")))) | Q(
        Exists(Invitation.objects.filter(user_id=OuterRef("pk"), partnership_id=viewer.here))
    )
    found = User.objects.filter(known, pk=user_id).first()
    if found is None or viewer.partnership_id is None:
        raise NotHere
    return found


def colleagues(viewer: Viewer, *roles: str) -> QuerySet[User]:
    """Everybody with a post today, in one of the roles if any are given, by name. For lists to choose from."""
    posts = visible(viewer, Membership).filter(in_force(), user_id=OuterRef("pk"))
    if roles:
        posts = posts.filter(role__in=roles)
    return User.objects.filter(Exists(posts), is_active=True).order_by("name", "pk")[:500]


def posts(viewer: Viewer, user: User) -> list[Membership]:
    """Somebody's posts, the newest first, those that ended too."""
    rows = visible(viewer, Membership).filter(user=user).select_related("agency", "team", "supervisor")
    return list(rows.order_by("-from_date", "-pk")[:PAGE])


def post(viewer: Viewer, post_id: UUID) -> Membership:
    found = visible(viewer, Membership).select_related("agency", "team", "user").filter(pk=post_id).first()
    if found is None:
        raise NotHere
    return found


def absences(viewer: Viewer, user: User) -> list[Absence]:
    """Somebody's absences that are not over, and the last few that are."""
    return list(visible(viewer, Absence).filter(user=user).select_related("cover").order_by("-until", "-pk")[:10])


def absence(viewer: Viewer, absence_id: UUID) -> Absence:
    found = visible(viewer, Absence).select_related("user").filter(pk=absence_id).first()
    if found is None:
        raise NotHere
    return found


def covering(viewer: Viewer, user_id: UUID, on: date | None = None) -> list[UUID]:
    """The people whom somebody covers on a day."""
    day = on or today()
    rows = visible(viewer, Absence).filter(cover_id=user_id, from_date__lte=day, until__gte=day)
    return list(rows.values_list("user_id", flat=True)[:PAGE])


def cover_of(viewer: Viewer, user_id: UUID, on: date | None = None) -> User | None:
    """Who covers for somebody away on a day; None when they are there or nobody covers."""
    day = on or today()
    rows = visible(viewer, Absence).filter(user_id=user_id, from_date__lte=day, until__gte=day).exclude(cover=None)
    found = rows.select_related("cover").order_by("-created_at").first()
    return found.cover if found else None


def suspensions(viewer: Viewer, user: User) -> list[Suspension]:
    return list(visible(viewer, Suspension).filter(user=user).order_by("-created_at", "-pk")[:PAGE])


def open_invitation(user: User) -> Invitation | None:
    """A one-time link that still works."""
    return Invitation.objects.filter(user=user, used_at=None, expires_at__gt=now()).order_by("-created_at").first()


def agencies(viewer: Viewer, *, closed_too: bool = False) -> list[Agency]:
    """The partnership's agencies by name."""
    rows = visible(viewer, Agency)
    if not closed_too:
        rows = rows.filter(Q(closed_on=None) | Q(closed_on__gt=today()))
    return list(rows.order_by("name")[:1000])


def agency(viewer: Viewer, agency_id: UUID) -> Agency:
    found = visible(viewer, Agency).filter(pk=agency_id).first()
    if found is None:
        raise NotHere
    return found


def teams(viewer: Viewer, agency: Agency | None = None) -> list[Team]:
    """Teams by agency and name."""
    rows = visible(viewer, Team).select_related("agency")
    if agency is not None:
        rows = rows.filter(agency=agency)
    return list(rows.order_by("agency__name", "name")[:1000])


def team(viewer: Viewer, team_id: UUID) -> Team:
    found = visible(viewer, Team).select_related("agency").filter(pk=team_id).first()
    if found is None:
        raise NotHere
    return found


def domains(viewer: Viewer, agency: Agency) -> list[EmailDomain]:
    return list(visible(viewer, EmailDomain).filter(agency=agency).order_by("domain")[:PAGE])


def domain(viewer: Viewer, domain_id: UUID) -> EmailDomain:
    found = visible(viewer, EmailDomain).select_related("agency").filter(pk=domain_id).first()
    if found is None:
        raise NotHere
    return found


def domain_of(partnership_id: UUID, email: str) -> EmailDomain | None:
    """The listed domain an address belongs to, itself or one above it. It proves nothing about who wrote."""
    host = email.rpartition("@")[2].lower()
    parts = host.split(".")
    candidates = [".".join(parts[start:]) for start in range(len(parts) - 1)]
    rows = EmailDomain.objects.filter(partnership_id=partnership_id, domain__in=candidates).select_related("agency")
    return max(rows, key=lambda row: len(row.domain), default=None)


def kept_words(viewer: Viewer, kept_id: UUID) -> KeptWords:
    found = visible(viewer, KeptWords).filter(pk=kept_id).first()
    if found is None:
        raise NotHere
    return found


def kept_words_waiting(viewer: Viewer) -> KeptWords | None:
    """The newest words that wait for their writer and have not been shown to them again."""
    return visible(viewer, KeptWords).filter(shown_at=None).order_by("-created_at").first()
