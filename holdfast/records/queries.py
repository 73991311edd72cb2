"""Reading a child's record, part by part, each as far as the viewer may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from holdfast.access.models import Circle, Exclusion, Membership, Restriction, Team, TeamPlace, User
from holdfast.access.policies import about_children_i_may_read, in_force, place_in_force
from holdfast.access.roles import GRANTS, Grant
from holdfast.access.visibility import visible
from holdfast.kernel.acting import acting_as
from holdfast.kernel.errors import NotHere
from holdfast.kernel.questions import question
from holdfast.kernel.time import instant, today
from holdfast.kernel.viewer import Viewer

from .models import (
    Address,
    Child,
    ChildName,
    ChronologyEntry,
    Edit,
    HouseholdMember,
    Identifier,
    IdentityLink,
    Involvement,
    LegalStatus,
    Opened,
    Person,
    Relationship,
    SafeToTell,
    SensitiveFact,
    Summary,
)
from .types import SensitiveKind, Tell, TellSubject, YesNo

PAGE = 30
MANY = 200


@dataclass(frozen=True)
class Worker:
    """Who has a child's case, as another part of Holdfast needs it."""

    user_id: UUID
    agency_id: UUID | None
    name: str
    role: str


@dataclass(frozen=True)
class Header:
    """What answers in two seconds: who this is, who leads, how things stand, what to be careful of."""

    child: Child
    chosen_name: str
    lead: Involvement | None
    legal: tuple[LegalStatus, ...]
    warnings: tuple[str, ...]
    held: tuple[str, ...]
    restricted: bool


@dataclass(frozen=True)
class TellAnswer:
    """Whether somebody may be told about a subject, today. `row` is none where nobody has said: then it is not yet."""

    person: Person | None
    subject: str
    answer: Tell
    row: SafeToTell | None


@dataclass(frozen=True)
class Entries:
    """A page of the chronology, newest first. `older` is where the next page begins, none on the last."""

    entries: tuple[ChronologyEntry, ...]
    older: str


# -- the child and the header -----------------------------------------------------------------------------------------


def child(viewer: Viewer, child_id: UUID) -> Child:
    """The record, or the same answer as for none."""
    found = _child(viewer, child_id)
    if not found:
        raise NotHere
    return found[0]


@question
def _child(viewer: Viewer, child_id: UUID) -> QuerySet[Child]:
    return visible(viewer, Child).filter(pk=child_id, set_aside_at=None)


def opens(viewer: Viewer, child_id: UUID) -> bool:
    """Whether the record opens to the viewer."""
    return bool(kept_open(viewer, child_id))


@question
def kept_open(viewer: Viewer, child_id: UUID) -> QuerySet[Child, Any]:
    """The record's id, once, if it opens to the viewer and was not set aside for another."""
    return visible(viewer, Child).filter(pk=child_id, set_aside_at=None).values_list("pk")[:1]


def header(viewer: Viewer, child_id: UUID) -> Header:
    """The top of the record."""
    found = child(viewer, child_id)
    involved = involvements(viewer, child_id, current=True)
    answers = _answers(viewer, child_id)
    facts = sensitive(viewer, child_id)
    return Header(
        child=found,
        chosen_name=next((fact.words for fact in facts if fact.kind == SensitiveKind.CHOSEN_NAME), ""),
        lead=_lead(involved),
        legal=tuple(_legal(viewer, child_id)),
        warnings=tuple(_warnings(viewer, found, answers)),
        held=held(viewer, child_id, facts) if _leads(viewer, involved) else (),
        restricted=is_restricted(viewer, child_id),
    )


def asked_by_header(viewer: Viewer, child_id: UUID) -> list[partial[Any]]:
    """What the top of the record asks, for a page that asks it together with the rest."""
    asked = (_child, _newest_answers, sensitive, _legal, _confidential_address, _restriction)
    return [partial(involvements, viewer, child_id, current=True), *(partial(one, viewer, child_id) for one in asked)]


def asked_by_first_page(viewer: Viewer, child_id: UUID) -> list[partial[Any]]:
    """What its first page asks besides: the summary, and the newest of the chronology."""
    return [partial(_summary, viewer, child_id), partial(_newest, viewer, child_id, limit=PAGE + 1)]


@question
def _legal(viewer: Viewer, child_id: UUID) -> QuerySet[LegalStatus]:
    return visible(viewer, LegalStatus).filter(_now(), child_id=child_id).order_by("-from_date")[:10]


def headers(viewer: Viewer, child_ids: Iterable[UUID]) -> dict[UUID, Child]:
    """The records of many children at once, for lists; those hidden are left out."""
    return {row.pk: row for row in _children(viewer, tuple(child_ids)[:MANY])}


@question
def _children(viewer: Viewer, child_ids: tuple[UUID, ...]) -> QuerySet[Child]:
    return visible(viewer, Child).filter(pk__in=child_ids)


def _lead(involved: Sequence[Involvement]) -> Involvement | None:
    order = sorted(involved, key=lambda row: (not row.lead, not row.allocated, row.from_date))
    return order[0] if order and (order[0].lead or order[0].allocated) else None


def _leads(viewer: Viewer, involved: Sequence[Involvement]) -> bool:
    return any(row.user_id == viewer.person_id and (row.lead or row.allocated) for row in involved)


def _warnings(viewer: Viewer, found: Child, answers: Sequence[SafeToTell]) -> list[str]:
    words = []
    if found.died_on:
        words.append("This child has died.")
    if has_confidential_address(viewer, found.pk):
        words.append("Confidential address: do not say where the child lives.")
    for row in answers:
        if row.answer == Tell.NEVER:
            who = row.person.name if row.person else "the child"
            about = "" if row.subject == TellSubject.EVERYTHING else f" ({row.get_subject_display().lower()})"
            words.append(f"Do not tell {who}{about}.")
    if found.interpreter == YesNo.YES:
        words.append(f"Interpreter needed: {found.language}." if found.language else "Interpreter needed.")
    if found.staff_safety:
        words.append(f"Staff safety: {found.staff_safety}")
    return words


def has_confidential_address(viewer: Viewer, child_id: UUID) -> bool:
    """That there is one is a warning to everybody who opens the record; the address itself is not."""
    return bool(_confidential_address(viewer, child_id))


@question
def _confidential_address(viewer: Viewer, child_id: UUID) -> QuerySet[Address, Any]:
    may = about_children_i_may_read(viewer)
    if may is None:
        return Address.objects.none().values_list("confidential")
    rows = Address.objects.filter(may, _now(), partnership_id=viewer.here, child_id=child_id)
    return rows.filter(confidential=True).values_list("confidential")[:1]


def is_restricted(viewer: Viewer, child_id: UUID) -> bool:
    return bool(_restriction(viewer, child_id))


@question
def _restriction(viewer: Viewer, child_id: UUID) -> QuerySet[Restriction, Any]:
    return visible(viewer, Restriction).filter(in_force(), child_id=child_id).values_list("pk")[:1]


def _now() -> Q:
    """Rows that hold today: without days, or between them."""
    day = today()
    return (Q(from_date=None) | Q(from_date__lte=day)) & (Q(until=None) | Q(until__gte=day))


# -- parts ------------------------------------------------------------------------------------------------------------


def summary(viewer: Viewer, child_id: UUID) -> Summary | None:
    return next(iter(_summary(viewer, child_id)), None)


@question
def _summary(viewer: Viewer, child_id: UUID) -> QuerySet[Summary]:
    return visible(viewer, Summary).filter(child_id=child_id).order_by("pk")[:1]


def rows_of(viewer: Viewer, model: Any, child_id: UUID) -> list[Any]:
    """A list of the record that has days: what holds today first, then what came before."""
    rows = visible(viewer, model).filter(child_id=child_id).order_by("-from_date", "-created_at")[:MANY]
    day = today()
    return sorted(rows, key=lambda row: bool(getattr(row, "until", None) and row.until < day))


def other_names(viewer: Viewer, child_id: UUID) -> list[ChildName]:
    return list(visible(viewer, ChildName).filter(child_id=child_id, removed_at=None).order_by("kind", "pk")[:MANY])


def numbers(viewer: Viewer, child_id: UUID) -> list[Identifier]:
    return list(visible(viewer, Identifier).filter(child_id=child_id, removed_at=None).order_by("kind", "pk")[:MANY])


@question
def involvements(viewer: Viewer, child_id: UUID, *, current: bool = False) -> QuerySet[Involvement]:
    """Who works, or worked, with the child."""
    rows = visible(viewer, Involvement).filter(child_id=child_id).select_related("agency")
    if current:
        rows = rows.filter(_now())
    return rows.order_by("until", "-lead", "-allocated", "from_date", "pk")[:MANY]


def allocated_worker(child_id: UUID, partnership: UUID) -> Worker | None:
    """Who has this child's case now. For routing, where whoever asks need not be able to open the record."""
    rows = Involvement.objects.filter(
        _now(), partnership_id=partnership, child_id=child_id, allocated=True, user__is_active=True
    ).order_by("-lead", "-from_date")
    with acting_as(Viewer.job("records.routing", partnership), alone=False):
        row = rows.first()
    if row is None or row.user_id is None:
        return None
    return Worker(row.user_id, row.agency_id, row.name, row.role)


def allocated_workers(child_ids: Collection[UUID], partnership: UUID) -> dict[UUID, UUID]:
    """Who has the case of each of these children now, by child; one who has no worker is not there. For routing, as for one."""
    rows = Involvement.objects.filter(
        _now(), partnership_id=partnership, child_id__in=child_ids, allocated=True, user__is_active=True
    ).order_by("lead", "from_date")
    with acting_as(Viewer.job("records.routing", partnership), alone=False):
        return {child_id: user_id for child_id, user_id in rows.values_list("child_id", "user_id") if user_id is not None}


def manager_of_worker(partnership: UUID, user_id: UUID) -> UUID | None:
    """The supervisor in the post that a worker holds today."""
    posts = Membership.objects.filter(
        in_force(), partnership_id=partnership, user_id=user_id, supervisor__isnull=False, supervisor__is_active=True
    )
    return posts.order_by("-from_date").values_list("supervisor_id", flat=True).first()


def manager_in_circle(partnership: UUID, child_id: UUID, *, but: UUID) -> UUID | None:
    """A manager who stands in the child's circle and so opens a restricted record. For routing, as for the worker."""
    managers = [key for key, role in GRANTS.items() if Grant.RATIFY in role.grants]
    posts = Membership.objects.filter(in_force(), partnership_id=partnership, role__in=managers, user__is_active=True)
    with acting_as(Viewer.job("records.routing", partnership)):
        places = Circle.objects.filter(
            place_in_force(), partnership_id=partnership, child_id=child_id, expires_at=None, user_id__in=posts.values("user_id")
        )
        return places.exclude(user_id=but).order_by("-allocated", "from_date").values_list("user_id", flat=True).first()


def relationships(viewer: Viewer, child_id: UUID) -> list[Relationship]:
    """Everybody in the child's life. Another child appears only where that record opens."""
    others = visible(viewer, Child).filter(pk=OuterRef("other_child_id"), set_aside_at=None)
    rows = (
        visible(viewer, Relationship)
        .filter(Q(other_child_id__isnull=True) | Q(Exists(others)), child_id=child_id)
        .select_related("person", "other_child")
    )
    return list(rows.order_by("until", "-of_concern", "kind", "pk")[:MANY])


def households(viewer: Viewer, child_id: UUID) -> list[HouseholdMember]:
    """The people of each household the child lives or lived in."""
    mine = HouseholdMember.objects.filter(partnership_id=viewer.here, child_id=child_id, household_id=OuterRef("household_id"))
    rows = visible(viewer, HouseholdMember).filter(Exists(mine)).select_related("household", "person", "child")
    return list(rows.order_by("household_id", "until", "pk")[:MANY])


@question
def sensitive(viewer: Viewer, child_id: UUID) -> QuerySet[SensitiveFact]:
    rows = visible(viewer, SensitiveFact).filter(child_id=child_id, removed_at=None)
    return rows.order_by("kind", "pk")[:MANY]


def held(viewer: Viewer, child_id: UUID, readable: Sequence[SensitiveFact]) -> tuple[str, ...]:
    """For the lead worker: whom to ask about what is held and not theirs to read, where that is itself safe (H21)."""
    seen = {fact.pk for fact in readable}
    rows = SensitiveFact.objects.filter(partnership_id=viewer.here, child_id=child_id, removed_at=None).exclude(ask="")
    return tuple(f"Something is held: ask {row.ask}." for row in rows.only("pk", "ask") if row.pk not in seen)


# -- safe to tell -----------------------------------------------------------------------------------------------------


def _answers(viewer: Viewer, child_id: UUID) -> list[SafeToTell]:
    """The answer that holds for each person and subject, the newest alone."""
    day = today()
    return [row for row in _newest_answers(viewer, child_id) if row.until is None or row.until >= day]


@question
def _newest_answers(viewer: Viewer, child_id: UUID) -> QuerySet[SafeToTell]:
    return (
        visible(viewer, SafeToTell)
        .filter(child_id=child_id)
        .order_by("person_id", "subject", "-created_at", "-pk")
        .distinct("person_id", "subject")
        .select_related("person")
    )


def safe_to_tell(viewer: Viewer, child_id: UUID, relations: Sequence[Relationship]) -> list[TellAnswer]:
    """For the child and for each adult: every answer that holds, and "not yet" where nobody has said."""
    answers = _answers(viewer, child_id)
    adults = {row.person_id: row.person for row in relations if row.person_id}
    people: list[Person | None] = [None, *adults.values()]
    found = []
    for person in people:
        own = [row for row in answers if row.person_id == (person.pk if person else None)]
        found += [TellAnswer(person, row.subject, Tell(row.answer), row) for row in own]
        if not any(row.subject == TellSubject.EVERYTHING for row in own):
            found.append(TellAnswer(person, TellSubject.EVERYTHING, Tell.NOT_YET, None))
    return found


def may_tell(viewer: Viewer, *, child_id: UUID, person_id: UUID | None, subject: str = TellSubject.EVERYTHING) -> bool:
    """Whether this person may be told about this subject, today. Unset is not yet; "never" about everything is never."""
    about = Q(person_id=person_id) if person_id else Q(person_id__isnull=True)
    rows = SafeToTell.objects.filter(about, partnership_id=viewer.here, child_id=child_id)
    newest = rows.order_by("subject", "-created_at", "-pk").distinct("subject")
    held_now = {row.subject: row.answer for row in newest if row.until is None or row.until >= today()}
    if held_now.get(TellSubject.EVERYTHING) == Tell.NEVER:
        return False
    return held_now.get(subject, held_now.get(TellSubject.EVERYTHING)) == Tell.YES


# -- chronology -------------------------------------------------------------------------------------------------------


def chronology(viewer: Viewer, child_id: UUID, *, before: str = "", limit: int = PAGE) -> Entries:
    """A page of the chronology. `before`: what the last page gave as `older`."""
    mark = _mark(before)
    listed = _newest(viewer, child_id, limit=limit + 1) if mark is None else _before(viewer, child_id, mark, limit + 1)
    shown = listed[:limit]
    older = f"{shown[-1].at.isoformat()}_{shown[-1].pk}" if len(listed) > limit else ""
    return Entries(tuple(shown), older)


@question
def _newest(viewer: Viewer, child_id: UUID, *, limit: int) -> QuerySet[ChronologyEntry]:
    return visible(viewer, ChronologyEntry).filter(child_id=child_id).order_by("-at", "-pk")[:limit]


def _before(viewer: Viewer, child_id: UUID, mark: tuple[dt.datetime, UUID], limit: int) -> list[ChronologyEntry]:
    at, pk = mark
    rows = visible(viewer, ChronologyEntry).filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), child_id=child_id)
    return list(rows.order_by("-at", "-pk")[:limit])


def _mark(text: str) -> tuple[dt.datetime, UUID] | None:
    """Where a page begins. An address somebody mistyped begins at the newest."""
    try:
        at, _, pk = text.rpartition("_")
        return instant(at), UUID(pk)
    except ValueError:
        return None


@question
def since(viewer: Viewer, child_id: UUID, first: dt.datetime) -> QuerySet[ChronologyEntry]:
    """What the year strip draws."""
    rows = visible(viewer, ChronologyEntry).filter(child_id=child_id, at__gte=first).order_by("-at", "-pk")
    return rows.only("pk", "at", "kind", "title", "source_kind", "source_id")[:400]


# -- who may see, joined referrals, recent records -----------------------------------------------------------------


def circle(viewer: Viewer, child_id: UUID) -> list[Circle]:
    """Who may open the record because they work with the child."""
    if not visible(viewer, Child).filter(pk=child_id).exists():
        return []
    rows = Circle.objects.filter(place_in_force(), partnership_id=viewer.here, child_id=child_id)
    return list(rows.select_related("user", "agency").order_by("-allocated", "from_date")[:MANY])


def team_places(viewer: Viewer, child_id: UUID) -> list[TeamPlace]:
    """The whole teams that have a place in the child's circle, now or from a later day."""
    rows = visible(viewer, TeamPlace).filter(Q(until__isnull=True) | Q(until__gte=today()), child_id=child_id)
    return list(rows.select_related("team__agency").order_by("from_date", "pk")[:MANY])


def team_place(viewer: Viewer, child_id: UUID, place_id: UUID) -> TeamPlace:
    row = visible(viewer, TeamPlace).select_related("team__agency").filter(child_id=child_id, pk=place_id).first()
    if row is None:
        raise NotHere
    return row


def teams_to_choose(viewer: Viewer) -> list[Team]:
    """Teams with somebody in them today, to give a place to."""
    posts = visible(viewer, Membership).filter(in_force(), user__is_active=True, team__isnull=False)
    rows = visible(viewer, Team).filter(pk__in=posts.values("team_id")).select_related("agency")
    return list(rows.order_by("agency__name", "name", "pk")[:200])


def exclusions(viewer: Viewer, child_id: UUID) -> list[Exclusion]:
    """Who is shut out of this case. For managers alone."""
    if not viewer.may(Grant.RATIFY):
        return []
    rows = visible(viewer, Exclusion).filter(child_id=child_id).select_related("user")
    return list(rows.order_by("lifted_at", "-created_at")[:MANY])


def exclusion(viewer: Viewer, child_id: UUID, exclusion_id: UUID) -> Exclusion:
    row = visible(viewer, Exclusion).select_related("user").filter(child_id=child_id, pk=exclusion_id).first()
    if row is None:
        raise NotHere
    return row


def links_of(viewer: Viewer, child_id: UUID) -> list[IdentityLink]:
    """What has been joined to this record, undone joinings too."""
    return list(visible(viewer, IdentityLink).filter(child_id=child_id).order_by("-created_at")[:MANY])


def link_of(viewer: Viewer, source_kind: str, source_id: UUID) -> IdentityLink | None:
    """The record that a typed child is joined to now."""
    rows: QuerySet[IdentityLink] = visible(viewer, IdentityLink).select_related("child")
    return rows.filter(source_kind=source_kind, source_id=source_id, undone_at=None).first()


def recent(viewer: Viewer, limit: int = 12) -> list[Child]:
    """The records this person opened last, as far as they still may."""
    ids = _last_opened(viewer, limit * 2)
    found = {row.pk: row for row in _children(viewer, tuple(ids)) if row.set_aside_at is None}
    return [found[pk] for pk in ids if pk in found][:limit]


@question
def _last_opened(viewer: Viewer, limit: int) -> QuerySet[Opened, UUID]:
    return visible(viewer, Opened).order_by("-at").values_list("child_id", flat=True)[:limit]


def person(viewer: Viewer, child_id: UUID, person_id: UUID) -> Person:
    """Somebody in this child's life."""
    row = visible(viewer, Person).filter(pk=person_id, relationships__child_id=child_id).first()
    if row is None:
        raise NotHere
    return row


def relationship(viewer: Viewer, child_id: UUID, relationship_id: UUID) -> Relationship:
    row = visible(viewer, Relationship).select_related("person").filter(pk=relationship_id, child_id=child_id).first()
    if row is None:
        raise NotHere
    return row


def colleague(viewer: Viewer, email: str) -> User | None:
    """Somebody with a post in this partnership today, by their work e-mail address."""
    posts = Membership.objects.filter(in_force(), partnership_id=viewer.here, user_id=OuterRef("pk"))
    return User.objects.filter(Exists(posts), email=email.strip().lower(), is_active=True).first()


def part(viewer: Viewer, model: Any, child_id: UUID, part_id: UUID) -> Any:
    """One row of a list of the record."""
    row = visible(viewer, model).filter(child_id=child_id, pk=part_id).first()
    if row is None:
        raise NotHere
    return row


def involvement(viewer: Viewer, child_id: UUID, involvement_id: UUID) -> Involvement:
    row = visible(viewer, Involvement).filter(child_id=child_id, pk=involvement_id).first()
    if row is None:
        raise NotHere
    return row


def household_member(viewer: Viewer, member_id: UUID) -> HouseholdMember:
    """Somebody's time in a household, by its own id."""
    row = visible(viewer, HouseholdMember).filter(pk=member_id).first()
    if row is None:
        raise NotHere
    return row


def case(viewer: Viewer, involvement_id: UUID) -> Involvement:
    """What somebody does for a child, by its own id."""
    row = visible(viewer, Involvement).filter(pk=involvement_id).first()
    if row is None:
        raise NotHere
    return row


def sensitive_fact(viewer: Viewer, child_id: UUID, fact_id: UUID) -> SensitiveFact:
    row = visible(viewer, SensitiveFact).filter(pk=fact_id, child_id=child_id, removed_at=None).first()
    if row is None:
        raise NotHere
    return row


def edit_of(viewer: Viewer, child_id: UUID, edit_id: UUID) -> Edit:
    """An edit the viewer made. Somebody else's is not there."""
    found = visible(viewer, Edit).filter(child_id=child_id, pk=edit_id).first()
    if found is None:
        raise NotHere
    return found
