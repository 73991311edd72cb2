"""Whom a type of meeting calls from the team round the child; and the relatives, where it allows them and a person chooses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from holdfast.access.models import Membership, User
from holdfast.access.policies import in_force
from holdfast.kernel.viewer import Viewer
from holdfast.records import queries as records
from holdfast.records.models import Involvement, Relationship
from holdfast.records.types import RelationKind, TellSubject, YesNo
from holdfast.rules import meetings as rules
from holdfast.rules.agencies import AgencyKind
from holdfast.rules.meetings import MeetingType, Seat

from .types import Kind, Means

OF_AGENCY: dict[str, Seat] = {
    AgencyKind.POLICE: Seat.POLICE,
    AgencyKind.HEALTH: Seat.HEALTH,
    AgencyKind.EDUCATION: Seat.SCHOOL,
    AgencyKind.YOUTH_JUSTICE: Seat.YOUTH_JUSTICE,
    AgencyKind.HOUSING: Seat.HOUSING,
    AgencyKind.PROBATION: Seat.ADULT_CARE,
    AgencyKind.ADULT_SOCIAL_CARE: Seat.ADULT_CARE,
    AgencyKind.EARLY_HELP: Seat.EARLY_HELP,
    AgencyKind.PLACEMENT: Seat.PLACEMENT,
    AgencyKind.VOLUNTARY: Seat.VOLUNTARY,
    AgencyKind.DOMESTIC_ABUSE: Seat.VOLUNTARY,
    AgencyKind.SUBSTANCE_MISUSE: Seat.HEALTH,
    AgencyKind.LICENSING: Seat.LICENSING,
}
PARENTS = frozenset(
    {
        RelationKind.MOTHER, RelationKind.FATHER, RelationKind.STEP_PARENT, RelationKind.GRANDPARENT, RelationKind.CARER,
        RelationKind.GUARDIAN, RelationKind.RELATIVE,
    }
)  # fmt: skip
# Who answers for an agency where nobody of it is in the team: roles, and kinds of agency.
ANSWERS: dict[Seat, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Seat.POLICE: (("police-officer", "missing-coordinator"), (AgencyKind.POLICE,)),
    Seat.SCHOOL: (("school-lead", "agency-checker"), (AgencyKind.EDUCATION,)),
    Seat.HEALTH: (("agency-checker",), (AgencyKind.HEALTH,)),
    Seat.EXPLOITATION: (("exploitation-manager", "practitioner"), (AgencyKind.SOCIAL_CARE,)),
    Seat.REVIEWING_OFFICER: (("reviewing-officer",), (AgencyKind.SOCIAL_CARE,)),
    Seat.PLACEMENT: (("placement-carer",), (AgencyKind.PLACEMENT,)),
}
MANY, FEW = 60, 12
NOT_YET = ". Not in the team yet"


@dataclass(frozen=True)
class Suggestion:
    """Somebody who may be called. key: how a form names them. ticked: called unless somebody says otherwise.

    safe: for the family, whether the record says that they may safely be told (H8); None for everybody else.
    """

    key: str
    kind: Kind
    seat: Seat | None
    name: str
    role: str
    ticked: bool
    user_id: UUID | None = None
    person_id: UUID | None = None
    agency_id: UUID | None = None
    email: str = ""
    telephone: str = ""
    safe: bool | None = None

    @property
    def means(self) -> Means:
        if self.user_id or self.email:
            return Means.EMAIL
        return Means.TEXT if self.telephone and self.kind == Kind.RELATIVE else Means.SAID


def suggested(viewer: Viewer, child_id: UUID, kind: MeetingType) -> list[Suggestion]:
    """Professionals of the team first, those who must come on top; whoever answers for an agency that is not in it; then the
    child and relatives. Of these last two nobody is ticked.

    Nobody of the family is offered where the type does not allow it, and nobody recorded as a person of concern ever (H12).
    """
    team = [_worker(row, kind) for row in records.involvements(viewer, child_id, current=True)[:MANY]]
    order = {seat: place for place, seat in enumerate(kind.must)}
    team.sort(key=lambda one: (order.get(one.seat, 99) if one.seat else 99, one.name))
    missing = [seat for seat in kind.must if seat not in {one.seat for one in team}]
    others = _of_agencies(viewer, missing, {one.user_id for one in team})
    return [*_with_addresses(team), *others, *(_family(viewer, child_id) if kind.family else ())]


def _of_agencies(viewer: Viewer, seats: list[Seat], there: set[UUID | None]) -> list[Suggestion]:
    """Where nobody of the team takes a seat that must be called: who answers for that agency here. Nobody of them is ticked."""
    posts = Membership.objects.filter(in_force(), partnership_id=viewer.here, user__is_active=True)
    found = []
    for seat in seats:
        roles, kinds = ANSWERS.get(seat, ((), ()))
        wanted = posts.filter(role__in=roles, agency__kind__in=kinds).select_related("user", "agency")
        rows = {row.user_id: row for row in wanted.order_by("user__name", "pk")[:FEW]}
        found += [_colleague(row, seat) for row in rows.values() if row.user_id not in there]
        there |= set(rows)
    return found


def _colleague(row: Membership, seat: Seat) -> Suggestion:
    user = row.user
    words = f"{user.job_title}, {row.agency.name}" if user.job_title else row.agency.name
    return Suggestion(
        f"user-{user.pk}", Kind.STAFF, seat, user.name, f"{words}{NOT_YET}", ticked=False, user_id=user.pk,
        agency_id=row.agency_id, email=user.email, telephone=user.telephone,
    )  # fmt: skip


def _worker(row: Involvement, kind: MeetingType) -> Suggestion:
    seat = seat_of(row)
    wanted = seat in kind.must or seat in kind.may or row.lead or row.allocated
    return Suggestion(
        f"user-{row.user_id}" if row.user_id else f"worker-{row.pk}",
        Kind.STAFF if row.user_id else Kind.PROFESSIONAL,
        seat,
        row.name,
        row.role,
        ticked=wanted,
        user_id=row.user_id,
        agency_id=row.agency_id,
    )


def seat_of(row: Involvement) -> Seat | None:
    """What a worker is to the meeting, by their agency and by their role in the child's life."""
    words = row.role.lower()
    if "reviewing" in words:
        return Seat.REVIEWING_OFFICER
    if row.allocated:
        return Seat.SOCIAL_WORKER
    if row.agency is not None and row.agency.kind in OF_AGENCY:
        return OF_AGENCY[row.agency.kind]
    if "exploitation" in words or "direct" in words:
        return Seat.EXPLOITATION
    if "social worker" in words:
        return Seat.SOCIAL_WORKER
    return None


def _with_addresses(team: list[Suggestion]) -> list[Suggestion]:
    found = {user.pk: user for user in User.objects.filter(pk__in=[one.user_id for one in team if one.user_id])}
    return [
        replace(one, email=found[one.user_id].email, telephone=found[one.user_id].telephone) if one.user_id in found else one
        for one in team
    ]


def _family(viewer: Viewer, child_id: UUID) -> list[Suggestion]:
    child = records.child(viewer, child_id)
    found = [
        Suggestion(
            "child", Kind.CHILD, Seat.CHILD, child.known_as or child.given or child.name, "The child", ticked=False,
            safe=records.may_tell(viewer, child_id=child_id, person_id=None, subject=TellSubject.MEETINGS),
        )
    ]  # fmt: skip
    for row in records.relationships(viewer, child_id):
        if row.person is not None and may_be_called(row):
            safe = records.may_tell(viewer, child_id=child_id, person_id=row.person_id, subject=TellSubject.MEETINGS)
            found.append(
                Suggestion(
                    f"relative-{row.person_id}", Kind.RELATIVE, Seat.PARENT if row.kind in PARENTS else None, row.person.name,
                    RelationKind(row.kind).label, ticked=False, person_id=row.person_id, email=row.person.email,
                    telephone=row.person.telephone, safe=safe,
                )
            )  # fmt: skip
    return found


def may_be_called(row: Relationship) -> bool:
    """A relative of today who is not a person of concern and is alive."""
    person = row.person
    if person is None or row.of_concern or row.kind == RelationKind.OF_CONCERN or row.until is not None or person.died_on:
        return False
    return row.kind in PARENTS or row.parental_responsibility == YesNo.YES


def lacking(kind: MeetingType, chosen: list[Suggestion]) -> list[str]:
    """Who must be called by the type and is not among those chosen, in words."""
    return [rules.SEATS[seat] for seat in rules.not_called(kind, [one.seat.value for one in chosen if one.seat])]
