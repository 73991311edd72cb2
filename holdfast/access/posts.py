"""From an account to the viewer it acts as: the post that is active now."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.kernel.acting import tell_database
from holdfast.kernel.questions import asked_together, question
from holdfast.kernel.viewer import Viewer

from .models import Membership, User
from .policies import in_force
from .roles import grants_of


@dataclass(frozen=True)
class Post:
    """One agency in one partnership where the person works now, with every role they hold there."""

    partnership_id: UUID
    partnership_name: str
    agency_id: UUID
    agency_name: str
    team_ids: frozenset[UUID]
    roles: frozenset[str]

    @property
    def key(self) -> str:
        """Names the post in the session."""
        return f"{self.partnership_id}:{self.agency_id}"


def posts_of(user: User) -> list[Post]:
    """The posts an account holds today, by agency. The database must already know the person."""
    rows = _held(Viewer(person_id=user.pk))
    by_agency: dict[tuple[UUID, UUID], list[tuple]] = {}
    for row in rows:
        by_agency.setdefault((row[0], row[2]), []).append(row)
    return [_post(group) for group in by_agency.values()]


@contextmanager
def asked_of_account(person_id: UUID) -> Iterator[None]:
    """Within, an account and its posts are answered from one coming and going, in which the database is told who it is."""
    viewer = Viewer(person_id=person_id)
    asked: list[partial[Any]] = [partial(account, viewer), partial(_held, viewer)]
    with asked_together(asked, first=lambda: tell_database(viewer)):
        yield


@question
def account(viewer: Viewer) -> QuerySet[User]:
    """The account somebody signed in with."""
    return User.objects.filter(pk=viewer.me)


@question
def _held(viewer: Viewer) -> QuerySet[Membership, tuple]:
    return (
        Membership.objects.filter(in_force(), user_id=viewer.me)
        .order_by("from_date", "pk")
        .values_list("partnership_id", "partnership__name", "agency_id", "agency__name", "team_id", "role")
    )


def _post(rows: Sequence[tuple]) -> Post:
    first = rows[0]
    return Post(
        partnership_id=first[0],
        partnership_name=first[1],
        agency_id=first[2],
        agency_name=first[3],
        team_ids=frozenset(row[4] for row in rows if row[4]),
        roles=frozenset(row[5] for row in rows),
    )


def viewer_for(user: User, post: Post | None, *, request_id: str = "") -> Viewer:
    """The viewer an account is in a post; without a post, a person who may see nothing."""
    if post is None:
        return Viewer(person_id=user.pk, request_id=request_id)
    return Viewer(
        partnership_id=post.partnership_id,
        person_id=user.pk,
        agency_id=post.agency_id,
        team_ids=post.team_ids,
        roles=post.roles,
        grants=grants_of(post.roles),
        request_id=request_id,
    )
