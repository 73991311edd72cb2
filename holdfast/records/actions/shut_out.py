"""Shutting out of a case the accounts of people who stand in it (H10). They are not told why; a manager is told."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from holdfast.access.models import Exclusion, User
from holdfast.access.policies import in_force
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere, Refused
from holdfast.kernel.time import now
from holdfast.kernel.viewer import Viewer

from .. import policies
from ..keys import plain
from ..models import Person, Relationship

LIKE_ONE = 500  # people of one family name that are compared with an account


@action
def shut_out_of(*, by: Viewer, child_id: UUID, person_id: UUID) -> list[Exclusion]:
    """Shut out the accounts that are, or seem to be, this person. Gives those newly shut out.

    Read and written by the system: whoever names a person of the case is not to see who is shut out because of it.
    """
    with acting_as(Viewer.job("records.shut-out", by.here)):
        person = Person.objects.get(partnership_id=by.here, pk=person_id)
        made = _shut_out(by, child_id, person)
    record(by, "child.shut-out", person, child_id=child_id, shut_out=[str(row.user_id) for row in made])
    return made


def _shut_out(by: Viewer, child_id: UUID, person: Person) -> list[Exclusion]:
    made = []
    for user, why, certain in seeming(person):
        row, new = Exclusion.objects.get_or_create(
            partnership_id=by.here,
            child_id=child_id,
            user=user,
            about_id=person.pk,
            defaults={"why": why, "certain": certain},
        )
        if new:
            made.append(row)
    return made


@action
def shut_out_account(*, by: Viewer, user: User) -> list[UUID]:
    """Shut this account out of every case in which somebody seems to be its owner. Gives the children newly closed to it."""
    closed = []
    with acting_as(Viewer.job("records.shut-out", by.here)):
        for person in _people_like(by, user):
            cases = Relationship.objects.filter(partnership_id=by.here, person=person)
            for child_id in cases.values_list("child_id", flat=True).distinct():
                if shut_out_of(by=by, child_id=child_id, person_id=person.pk):
                    closed.append(child_id)
    record(by, "account.shut-out", None, user=str(user.pk), cases=len(closed))
    return closed


def _people_like(by: Viewer, user: User) -> list[Person]:
    words = user.name.split()
    families = [" ".join(words[at:]) for at in range(1, len(words))]
    alike = Q(user_id=user.pk) | Q(email=user.email) | Q(family__in=families)
    rows = Person.objects.filter(alike, partnership_id=by.here).order_by("pk")[:LIKE_ONE]
    return [person for person in rows if _likeness(person, user) is not None]


def seeming(person: Person) -> list[tuple[User, str, bool]]:
    """Accounts of this partnership that are this person, or have their e-mail address, telephone or name."""
    alike = Q(pk=person.user_id) if person.user_id else Q(pk=None)
    if person.email:
        alike |= Q(email=person.email.lower())
    if person.family.strip():
        alike |= Q(name__icontains=person.family.strip())
    if len(_digits(person.telephone)) > 6:
        alike |= ~Q(telephone="")
    rows = User.objects.filter(alike, in_force("memberships__"), memberships__partnership_id=person.partnership_id).distinct()
    return [(user, *likeness) for user in rows if (likeness := _likeness(person, user)) is not None]


def _likeness(person: Person, user: User) -> tuple[str, bool] | None:
    if person.user_id == user.pk:
        return "recorded as this person", True
    if person.email and person.email.lower() == user.email:
        return "same e-mail address", True
    if len(_digits(person.telephone)) > 6 and _digits(person.telephone) == _digits(user.telephone):
        return "same telephone number", False
    given = {plain(name) for name in (person.given, person.known_as) if plain(name)}
    if person.family and any(plain(user.name) == name + plain(person.family) for name in given):
        return "same name", False
    return None


def _digits(number: str) -> str:
    """A British number without its prefix, so that +44 7700 and 07700 are one."""
    found = "".join(sign for sign in number if sign.isdigit())
    return found.removeprefix("0044").removeprefix("44").removeprefix("0")


@action
def lift_exclusion(*, by: Viewer, exclusion: Exclusion, why: str) -> Exclusion:
    """The worker is not the person in the case: a manager decides so, with the reason."""
    policies.check_can_lift(by)
    if exclusion.user_id == by.person_id:
        raise NotHere
    if exclusion.certain:
        raise Refused("This account is recorded as the person in the case. Correct the person's entry first.")
    if not why.strip():
        raise Refused("Say how you know that this is somebody else.")
    exclusion.change(seen=None, lifted_at=now(), lifted_by=by.person_id, lifted_why=why.strip())
    record(by, "child.shut-out.lift", exclusion, child_id=exclusion.child_id)
    return exclusion
