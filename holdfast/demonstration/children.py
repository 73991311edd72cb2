"""Makes the records of the county's children: who they are, whom they live with, who may be told, who works with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Model

from holdfast.access.models import Circle, TeamPlace
from holdfast.audit.action import action
from holdfast.audit.record import record
from holdfast.kernel.viewer import Viewer
from holdfast.records.keys import Findable, Place, keys_for
from holdfast.records.models import (
    Address,
    CarePeriod,
    Child,
    ChildName,
    Health,
    Household,
    HouseholdMember,
    Identifier,
    Involvement,
    LegalStatus,
    Person,
    Placement,
    Relationship,
    SafeToTell,
    Schooling,
    SearchKey,
    SensitiveFact,
)
from holdfast.records.types import (
    AddressKind,
    Audience,
    IdentifierKind,
    LegalKind,
    NameKind,
    PlacementKind,
    RelationKind,
    SensitiveKind,
    Sex,
    YesNo,
)

from .cast.family import CastAdult, CastChild, Family, Home
from .people import Staff

_LEGAL = {
    "care_order": LegalKind.FULL_CARE,
    "looked_after_agreed": LegalKind.ACCOMMODATED,
    "care_leaver": LegalKind.CARE_LEAVER,
}
_PLACED = {
    "foster": PlacementKind.FOSTER,
    "children's home": PlacementKind.RESIDENTIAL,
    "supported lodgings": PlacementKind.SUPPORTED,
}
_RELATION = {
    "mother": RelationKind.MOTHER,
    "father": RelationKind.FATHER,
    "step_parent": RelationKind.STEP_PARENT,
    "grandparent": RelationKind.GRANDPARENT,
}
BATCH = 1000
# Teams that work with a child as a whole: whoever of them is on duty opens the record.
WHOLE_TEAMS = {"Exploitation team"}


@dataclass
class Register:
    """Rows waiting to be written together, and the ids of children and adults by their keys in the cast."""

    partnership_id: UUID
    today: date
    staff: Staff
    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    children: dict[str, Child] = field(default_factory=dict)

    def add(self, row: Model) -> None:
        self.rows.setdefault(type(row), []).append(row)

    def write(self) -> None:
        """Parents before what refers to them: the order in which the first of each was added."""
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows, batch_size=BATCH)


@action
def record_families(*, by: Viewer, staff: Staff, families: tuple[Family, ...], today: date) -> dict[str, Child]:
    """Make a record for every child of these families, and give them back by their keys in the cast."""
    if by.partnership_id is None:
        raise ValueError("Families are recorded in a partnership.")
    register = Register(by.partnership_id, today, staff)
    for family in families:
        _family(register, family)
    register.write()
    for child in register.children.values():
        record(by, "child.create", child, child_id=child.pk)
    return register.children


def _family(to: Register, family: Family) -> None:
    made = [(child, _child(to, child)) for child in family.children]
    people = [(adult, _person(to, adult)) for adult in family.adults]
    house = Household(partnership_id=to.partnership_id, name=f"The {family.children[0].family} household".replace("  ", " "))
    to.add(house)
    for child, row in made:
        _names(to, child, row)
        _living(to, family, child, row, house)
        _care(to, child, row)
        _work(to, child, row)
        _sensitive(to, child, row)
        _find(to, family, child, row)
        for adult, person in people:
            _relate(to, adult, person, row)
    _siblings(to, made)
    for adult, person in people:
        if adult.at_home:
            to.add(HouseholdMember(partnership_id=to.partnership_id, household=house, person=person))


def _child(to: Register, child: CastChild) -> Child:
    earliest, latest, words = _birth(to, child)
    row = Child(
        partnership_id=to.partnership_id,
        given="" if child.unborn else child.given,
        family=child.family,
        known_as=child.nicknames[0] if child.nicknames else "",
        born_earliest=earliest,
        born_latest=latest,
        born_words=words,
        unborn=child.unborn,
        due_on=child.due,
        sex=Sex(child.sex),
        ethnicity=child.ethnicity,
        nationality=child.nationality,
        language=child.language,
        interpreter=YesNo.YES if child.interpreter else YesNo.NO,
        communication=child.communication,
        send="plan" if "plan" in child.send else "support" if child.send else "none",
        send_needs=child.send,
        learning_disability=YesNo.YES if child.learning_disability else YesNo.NO,
        is_parent=YesNo.YES if child.is_parent else YesNo.NOT_KNOWN,
    )
    to.add(row)
    to.children[child.key] = row
    return row


def _birth(to: Register, child: CastChild) -> tuple[date | None, date | None, str]:
    if child.about_age is None:
        return child.born, child.born, ""
    earliest = to.today - timedelta(days=(child.about_age + 1) * 365)
    return earliest, to.today - timedelta(days=child.about_age * 365), f"about {child.about_age}, not confirmed"


def _names(to: Register, child: CastChild, row: Child) -> None:
    for nickname in child.nicknames:
        to.add(ChildName(partnership_id=to.partnership_id, child=row, kind=NameKind.NICKNAME, given=nickname))
    for alias in child.aliases:
        given, _, family = alias.partition(" ")
        to.add(ChildName(partnership_id=to.partnership_id, child=row, kind=NameKind.ALIAS, given=given, family=family))
    for kind, value in _numbers(child):
        to.add(Identifier(partnership_id=to.partnership_id, child=row, kind=kind, value=value))


def _numbers(child: CastChild) -> Iterable[tuple[IdentifierKind, str]]:
    kinds = (
        (IdentifierKind.NHS, child.nhs),
        (IdentifierKind.UPN, child.upn),
        (IdentifierKind.COUNCIL, child.council),
        (IdentifierKind.POLICE, child.police),
    )
    return ((kind, value) for kind, value in kinds if value)


def _living(to: Register, family: Family, child: CastChild, row: Child, house: Household) -> None:
    at_home = AddressKind.PARENT if child.placed else AddressKind.HOME
    to.add(_address(to, row, family.home, at_home, since=family.moved))
    if family.before is not None:
        to.add(_address(to, row, family.before, AddressKind.FORMER, until=family.moved))
    if child.placed is None:
        to.add(HouseholdMember(partnership_id=to.partnership_id, household=house, child=row))
    if child.school:
        to.add(Schooling(partnership_id=to.partnership_id, child=row, name=child.school))
    if child.practice:
        to.add(Health(partnership_id=to.partnership_id, child=row, name=child.practice))


def _address(
    to: Register, row: Child, home: Home, kind: AddressKind, *, since: date | None = None, until: date | None = None
) -> Address:
    return Address(
        partnership_id=to.partnership_id,
        child=row,
        kind=kind,
        lines=home.line,
        town=home.town,
        postcode=home.postcode,
        confidential=home.confidential,
        kept_from=home.kept_from,
        from_date=since,
        until=until,
    )


def _care(to: Register, child: CastChild, row: Child) -> None:
    kind = _LEGAL.get(child.legal_status)
    if kind is not None:
        since = child.in_care_since or to.today - timedelta(days=300)
        to.add(LegalStatus(partnership_id=to.partnership_id, child=row, kind=kind, from_date=since))
    if child.in_care_since is not None:
        to.add(CarePeriod(partnership_id=to.partnership_id, child=row, from_date=child.in_care_since))
    if child.placed is not None:
        address = _address(to, row, child.placed.home, AddressKind.PLACEMENT, since=child.placed.since)
        to.add(address)
        to.add(
            Placement(
                partnership_id=to.partnership_id,
                child=row,
                kind=_PLACED[child.placed.kind],
                provider=child.placed.provider,
                address=address,
                from_date=child.placed.since,
            )
        )


def _work(to: Register, child: CastChild, row: Child) -> None:
    """The worker who has the case: involved, and in the child's circle."""
    if not child.worker:
        return
    user, worker = to.staff.users[child.worker], to.staff.workers[child.worker]
    agency = to.staff.agencies[worker.posts[0].agency]
    since = to.today - timedelta(days=90)
    circle = Circle(
        partnership_id=to.partnership_id,
        child_id=row.pk,
        user=user,
        agency=agency,
        reason=worker.job_title,
        allocated=True,
        from_date=since,
    )
    to.add(circle)
    post = worker.posts[0]
    if post.team in WHOLE_TEAMS:
        team = to.staff.teams[post.agency, post.team]
        why = "Direct work and duty"
        to.add(TeamPlace(partnership_id=to.partnership_id, child_id=row.pk, team=team, reason=why, from_date=since))
    to.add(
        Involvement(
            partnership_id=to.partnership_id,
            child=row,
            user=user,
            agency=agency,
            name=user.name,
            role=worker.job_title,
            telephone=user.telephone,
            lead=True,
            contact=True,
            allocated=True,
            from_date=since,
            circle_id=circle.pk,
        )
    )


def _sensitive(to: Register, child: CastChild, row: Child) -> None:
    """What could harm the child in the wrong hands: read by named people and, where there is one, their worker."""
    named = [to.staff.users[child.worker].pk] if child.worker else []
    told = (
        (SensitiveKind.CHOSEN_NAME, child.chosen_name),
        (SensitiveKind.PRONOUNS, child.pronouns),
        (SensitiveKind.GENDER, child.gender),
        (SensitiveKind.FAITH, child.religion if child.worker else ""),
        (SensitiveKind.IMMIGRATION, child.immigration),
    )
    for kind, words in told:
        if words:
            to.add(
                SensitiveFact(
                    partnership_id=to.partnership_id,
                    child=row,
                    kind=kind,
                    words=words,
                    source="The child",
                    agreed="The people who work with me",
                    audience=[Audience.CHILD, Audience.NAMED] if named else [Audience.CHILD, Audience.PROFESSIONALS],
                    named=named,
                )
            )


def _person(to: Register, adult: CastAdult) -> Person:
    row = Person(
        partnership_id=to.partnership_id,
        given=adult.given,
        family=adult.family,
        born_earliest=adult.born,
        born_latest=adult.born,
        telephone=adult.phone,
        email=adult.email,
        language=adult.language,
        interpreter=YesNo.YES if adult.interpreter else YesNo.NOT_KNOWN,
    )
    to.add(row)
    return row


def _relate(to: Register, adult: CastAdult, person: Person, child: Child) -> None:
    to.add(
        Relationship(
            partnership_id=to.partnership_id,
            child=child,
            person=person,
            kind=_RELATION[adult.relationship],
            parental_responsibility=YesNo.YES if adult.responsibility else YesNo.NOT_KNOWN,
            in_household=YesNo.YES if adult.at_home else YesNo.NO,
            contact=YesNo.NO if adult.no_contact else YesNo.NOT_KNOWN,
            contact_why=adult.no_contact[0] if adult.no_contact else "",
            contact_since=adult.no_contact[1] if adult.no_contact else None,
        )
    )
    if adult.safe:
        why = adult.safe_why or "Asked by a worker, away from the others."
        to.add(SafeToTell(partnership_id=to.partnership_id, child=child, person=person, answer=adult.safe, why=why))
    if adult.staff_risk:
        child.staff_safety = adult.staff_risk


def _siblings(to: Register, made: list[tuple[CastChild, Child]]) -> None:
    for child, row in made:
        for other, other_row in made:
            if other.key == child.key:
                continue
            twin = child.born == other.born and child.born is not None
            to.add(
                Relationship(
                    partnership_id=to.partnership_id,
                    child=row,
                    other_child=other_row,
                    kind=_kin(child, other, twin=twin),
                )
            )


def _kin(child: CastChild, other: CastChild, *, twin: bool) -> RelationKind:
    if child.is_parent:
        return RelationKind.OWN_CHILD
    if other.is_parent:
        return RelationKind.MOTHER
    return RelationKind.TWIN if twin else RelationKind.SIBLING


def _find(to: Register, family: Family, child: CastChild, row: Child) -> None:
    """What a search finds the child by."""
    homes = [family.home, *([family.before] if family.before else []), *([child.placed.home] if child.placed else [])]
    aliases = tuple((alias.partition(" ")[0], alias.partition(" ")[2]) for alias in child.aliases)
    findable = Findable(
        names=((row.given, row.family), *aliases),
        known_as=child.nicknames,
        born=child.born,
        numbers=tuple(value for _, value in _numbers(child)),
        places=tuple(Place(home.line, home.postcode, home.confidential) for home in homes),
    )
    for key in sorted(keys_for(findable)):
        to.add(SearchKey(partnership_id=to.partnership_id, key=key, child_id=row.pk))
